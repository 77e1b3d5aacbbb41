"""Which proofs of who somebody is are good enough for what a policy promises."""

import pytest

from amana.domain.person.level import Level
from amana.domain.person.proof import levels_to_disclose
from amana.domain.promises.verify import Verify
from amana.domain.vocabulary.protecting import IdentityMeans, IdentityMoment

COPY, REQUEST, CHANGE = IdentityMoment.COPY, IdentityMoment.REQUEST, IdentityMoment.CHANGE
CODE, SIGNED_IN = IdentityMeans.ONE_TIME_CODE, IdentityMeans.SIGNED_IN
DOCUMENT = IdentityMeans.DOCUMENT
BY_CODE = {Level.EMAIL, Level.PHONE}


def _form(*by: IdentityMeans, before: IdentityMoment = COPY) -> Verify:
    return Verify(before=(before,), by=by)


@pytest.mark.promise("W12")
@pytest.mark.parametrize(
    ("forms", "levels"),
    [
        ((), set(Level)),
        ((_form(),), set(Level)),
        ((_form(CODE),), BY_CODE),
        ((_form(CODE, before=REQUEST),), BY_CODE),
        ((_form(CODE, before=CHANGE),), set(Level)),
        ((_form(CODE, SIGNED_IN),), set(Level)),
        ((_form(CODE, SIGNED_IN), _form(SIGNED_IN, before=REQUEST)), set(Level) - BY_CODE),
        ((_form(DOCUMENT),), set()),
        ((_form(CODE), _form(SIGNED_IN)), set()),
    ],
    ids=[
        "nothing is promised",
        "by no means in particular",
        "by a code",
        "before a request",
        "before something else",
        "by any of two",
        "each promise holds",
        "what staff look at",
        "none does both",
    ],
)
def test_each_promise_before_data_leaves_allows_the_level(
    forms: tuple[Verify, ...], levels: set[Level]
) -> None:
    """Some level is needed always, and none where none is enough for all promises."""
    assert levels_to_disclose(forms) == levels
