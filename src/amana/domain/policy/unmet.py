"""What promises need and this version cannot record yet, said before a policy is published.

A need that nothing can show to be met refuses, so that a service would learn only from its
refusals that a promise stops it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from amana.domain.decision.rule import Doing, Need
from amana.domain.policy.finding import Remark, gap
from amana.domain.policy.model import Policy, Promise
from amana.domain.policy.weight import rules_of
from amana.domain.words import Words

NOT_YET: Final[Mapping[Need, Words]] = {
    Need.ANNOUNCED: Words(ar="إعلان انقضت مهلته", en="an announcement whose time has run out"),
    Need.SECOND_PERSON: Words(ar="موافقة شخص ثانٍ", en="the approval of a second person"),
    Need.IDENTITY: Words(ar="إثبات الهوية", en="a proof of identity"),
    Need.MODERATED: Words(ar="مراجعة قبل النشر", en="an approval before publication"),
    Need.OWN_CHOICE: Words(ar="اختيار الشخص نفسه", en="the person’s own choice"),
    Need.AGGREGATE: Words(
        ar="أرقام مجموعة كبيرة بما يكفي", en="figures of a group that is large enough"
    ),
}
"""Needs that nothing in this version can show to be met."""


def unmet(policy: Policy) -> Iterator[Remark]:
    """Yield each need that cannot be met yet, with the promises that it stops."""
    for need, what in NOT_YET.items():
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


def _needs(promise: Promise) -> set[Need]:
    """Return what the promise's rules need. A second person is there for what staff read."""
    needs: set[Need] = set()
    for rule in rules_of(promise):
        seconded = {Need.SECOND_PERSON} if rule.doings <= {Doing.READ} else set()
        needs |= rule.needs - seconded
    return needs
