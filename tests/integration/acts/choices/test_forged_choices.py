"""What whoever stole a service's login may do to people's choices: it is refused, or shows."""

from typing import Any

import psycopg
import pytest

from amana.domain.choice.word import Word
from amana.domain.decision.rule import Doing
from amana.storage.forging import forged_rows
from amana.storage.uuid7 import uuid7

pytestmark = pytest.mark.promise("A15")
FIRST_WORD = (
    "update choice set (state, policy_version, promise, wording, entry) = (select state,"
    " policy_version, promise, wording, entry from choice_said s where s.nth = 1)"
)
ANOTHERS = (
    "insert into choice select service, sha256('x'), purpose, state, policy_version, promise,"
    " wording, at, entry from choice"
)
REFUSED = [
    "update choice set state = 'opted_in'",
    "update choice set at = at - interval '1 year', entry = gen_random_uuid()",
    FIRST_WORD,
    "delete from choice",
    "delete from choice_said",
    "update choice_said set state = 'opted_in'",
    ANOTHERS,
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_last_word_is_not_set_back(
    shop: Any,  # noqa: ANN401 - of conftest
    thief: psycopg.Connection,
    statement: str,
) -> None:
    """What somebody said last holds, whatever they said before."""
    shop.choose(Word.OPT_IN, "news", confirmed=True)
    shop.choose(Word.OPT_OUT, "news")
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)):
        thief.execute(statement)  # type: ignore[call-overload,unused-ignore]  # a parameter of the test is no literal
    assert not shop.ask(Doing.MESSAGE, "news").answer.permitted


def test_a_consent_that_nobody_gave_is_found(
    shop: Any,  # noqa: ANN401 - of conftest
    thief: psycopg.Connection,
) -> None:
    """The ledger's sealed body does not say so: not by its own entry, not by an earlier one."""
    shop.choose(Word.OPT_IN, "news", confirmed=True)
    shop.choose(Word.OPT_OUT, "news")
    with shop.storage.reading(shop.service) as view:
        assert list(forged_rows(view, most=10)) == []
        now = view.now
    thief.execute(
        "insert into choice_said (service, person_key, purpose, id, state, policy_version, promise,"
        " wording, entry) select service, person_key, purpose, gen_random_uuid(), state,"
        " policy_version, promise, wording, %s from choice_said where nth = 1",
        (uuid7(now),),
    )
    (nth,) = thief.execute("select max(nth) from choice_said").fetchone() or (0,)
    assert nth == 3
    with shop.storage.reading(shop.service) as view:
        assert [each.code for each in forged_rows(view, most=10)] == ["choice"]
