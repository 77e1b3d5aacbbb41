"""Whether a policy says what a notice has to say, and by which promises."""

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from amana.domain.decision.rule import Doing, Effect
from amana.domain.law.demands import NoticeItem
from amana.domain.law.terms import ADVERTISING
from amana.domain.policy.model import Policy
from amana.domain.policy.weight import rules_of
from amana.domain.promises.change import Change
from amana.domain.promises.choice import Choice
from amana.domain.promises.collect import Collect
from amana.domain.promises.contact import Contact
from amana.domain.promises.locate import Locate
from amana.domain.promises.never import Never
from amana.domain.promises.protect import Protect
from amana.domain.promises.retain import Retain
from amana.domain.promises.right import RightForm
from amana.domain.promises.share import Share
from amana.domain.vocabulary.rights import Right
from amana.domain.vocabulary.sharing import Nature

F = TypeVar("F")

UNSEEN: Final = frozenset({NoticeItem.OPTIONAL, NoticeItem.AUTOMATED})
"""What no promise and no declaration of a policy file can say."""


def forms(policy: Policy, kind: type[F]) -> dict[str, F]:
    """Return the forms of one kind, by the ids of their promises."""
    return {key: it.form for key, it in policy.promises.items() if isinstance(it.form, kind)}


def by_consent(policy: Policy) -> tuple[str, ...]:
    """Return the purposes that rest on consent."""
    return tuple(key for key, it in policy.purposes.items() if it.basis == "consent")


def asked_of(item: NoticeItem, policy: Policy) -> bool:
    """Tell whether it has to be said here: a withdrawal only where there is consent."""
    return item is not NoticeItem.WITHDRAWAL or bool(by_consent(policy))


def is_said(item: NoticeItem, policy: Policy) -> bool:
    """Tell whether the policy says it."""
    return _SAID[item](policy)


def without_period(policy: Policy) -> tuple[str, ...]:
    """Return the collected data of which no promise says how long it is kept."""
    collected = {key for form in forms(policy, Collect).values() for key in form.data}
    kept: set[str] = set()
    for promise in policy.promises.values():
        for rule in rules_of(promise):
            if rule.effect is Effect.PERMIT and Doing.KEEP in rule.doings:
                kept |= set(policy.data) if rule.data is None else rule.data
    return tuple(sorted(collected - kept))


def named_rights(policy: Policy) -> frozenset[Right]:
    """Return the rights that the policy names. A copy also shows, and closing also erases."""
    named = {right for form in forms(policy, RightForm).values() for right in form.rights}
    if Right.ACCOUNT_DELETION in named:
        named.add(Right.ERASURE)
    if Right.COPY in named:
        named.add(Right.ACCESS)
    return frozenset(named)


def _reachable(policy: Policy) -> bool:
    who = policy.controller
    return bool(who.email or who.phone or who.address or forms(policy, Contact))


def _transfers(policy: Policy) -> bool:
    countries = [each.country for each in policy.recipients.values()]
    return bool(forms(policy, Locate)) or (bool(countries) and None not in countries)


def _recipients(policy: Policy) -> bool:
    closed = any(Nature.SHARE in form.as_ for form in forms(policy, Never).values())
    return bool(forms(policy, Share)) or closed


def _asking(policy: Policy) -> bool:
    through = any(form.through for form in forms(policy, RightForm).values())
    return through or (bool(forms(policy, RightForm)) and _reachable(policy))


def _sale(policy: Policy) -> bool:
    never = any(Nature.SELL in form.as_ for form in forms(policy, Never).values())
    ads = {key for key, it in policy.purposes.items() if it.term in ADVERTISING}
    return never or any(set(form.for_) & ads for form in forms(policy, Choice).values())


def _has(kind: type[object]) -> Callable[[Policy], bool]:
    return lambda policy: bool(forms(policy, kind))


def _names(right: Right) -> Callable[[Policy], bool]:
    return lambda policy: right in named_rights(policy)


_SAID: Final[Mapping[NoticeItem, Callable[[Policy], bool]]] = {
    NoticeItem.CONTROLLER: _reachable,
    NoticeItem.OFFICER: lambda policy: policy.controller.officer is not None,
    NoticeItem.DATA: _has(Collect),
    NoticeItem.SOURCES: _has(Collect),
    NoticeItem.PURPOSES: lambda policy: bool(policy.purposes),
    # The form of a policy wants a basis of every purpose.
    NoticeItem.BASES: lambda policy: bool(policy.purposes),
    NoticeItem.RECIPIENTS: _recipients,
    NoticeItem.TRANSFERS: _transfers,
    NoticeItem.PLACE: _has(Locate),
    NoticeItem.RETENTION: lambda policy: not without_period(policy),
    NoticeItem.ENDING: _has(Retain),
    NoticeItem.RIGHTS: _has(RightForm),
    NoticeItem.ASKING: _asking,
    NoticeItem.WITHDRAWAL: _names(Right.WITHDRAWAL),
    NoticeItem.COMPLAINT: _names(Right.COMPLAINT),
    NoticeItem.SECURITY: _has(Protect),
    NoticeItem.CHANGES: _has(Change),
    NoticeItem.ARABIC: lambda policy: "ar" in policy.languages,
    NoticeItem.ENGLISH: lambda policy: "en" in policy.languages,
    NoticeItem.SALE: _sale,
}
