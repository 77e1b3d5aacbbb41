"""What promises need and this version cannot record yet, said before a policy is published.

A need that nothing can show to be met refuses, so that a service would learn only from its
refusals that a promise stops it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from amana.domain.decision.rule import Doing, Need
from amana.domain.person.proof import levels_to_disclose
from amana.domain.policy.finding import Remark, gap
from amana.domain.policy.model import Policy, Promise
from amana.domain.policy.weight import rules_of
from amana.domain.promises.verify import Verify
from amana.domain.words import Words

NOT_YET: Final[Mapping[Need, Words]] = {
    Need.SECOND_PERSON: Words(
        ar="موافقة شخص ثانٍ من غير أساس قانوني",
        en="the approval of a second person without a legal ground",
    ),
    Need.IDENTITY: Words(ar="إثبات الهوية", en="a proof of identity"),
}
"""Needs that nothing can show to be met in some promises: a second person approves a release on a
ground and what staff read; identity can be shown where not only staff may check it."""


def unmet(policy: Policy) -> Iterator[Remark]:
    """Yield each need that cannot be met yet, with the promises that it stops."""
    for need, what in NOT_YET.items():
        if need is Need.IDENTITY and _provable(policy):
            continue
        found = tuple(it.id for it in policy.promises.values() if need in _needs(it))
        if found:
            ids = ", ".join(found)
            yield gap(
                f"not_yet_{need.value}",
                promises=found,
                ar=f"ما يستند إلى هذه الوعود ويحتاج إلى {what.ar} مرفوض إلى أن يصدر من أمانة إصدار "
                f"يسجّل ذلك، فهذا الإصدار لا يسجّله بعد: {ids}",
                en=f"Acts under these promises that need {what.en} are refused until a later "
                f"version of Amana can record it; this one cannot: {ids}",
            )


def _provable(policy: Policy) -> bool:
    """Tell whether some sign-in is proof enough: not where staff have to check."""
    forms = (promise.form for promise in policy.promises.values())
    return bool(levels_to_disclose(each for each in forms if isinstance(each, Verify)))


def _needs(promise: Promise) -> set[Need]:
    """Return what the promise's rules need.

    A second person is there for what staff read, and for releases on a ground.
    """
    needs: set[Need] = set()
    for rule in rules_of(promise):
        released = Need.LEGAL_GROUND in rule.needs
        seconded = {Need.SECOND_PERSON} if released or rule.doings <= {Doing.READ} else set()
        needs |= rule.needs - seconded
    return needs
