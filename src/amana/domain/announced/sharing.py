"""Which sharing a policy promises to announce, and what of it is new in a version."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from amana.domain.period import Period
from amana.domain.policy.model import Policy
from amana.domain.promises.choice import Choice, ChoiceOf
from amana.domain.promises.share import Share
from amana.domain.vocabulary.sharing import Condition, Ground

LEAST_WAIT: Final = Period(days=7)
"""No announced sharing begins sooner after somebody was told of it."""
USUAL_WAIT: Final = Period(days=14)
"""Where no promise says how long."""
_ANY_DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""From which periods in several units are compared: a month is not thirty days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """Data of these categories goes to one recipient for one purpose."""

    recipient: str
    purpose: str
    data: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """Announced sharing as a policy promises it."""

    sharing: Sharing
    promises: tuple[str, ...]
    """The promises that ask for the announcement."""
    wait: Period
    merger: bool = False
    """Whether the recipient takes the service over, or merges with it."""


def announced_in(policy: Policy) -> Mapping[tuple[str, str], Promised]:
    """Return by recipient and purpose what is shared only once it was announced."""
    found: dict[tuple[str, str], Promised] = {}
    for name, form in _shares(policy):
        for purpose in form.for_:
            aheads = dict(_aheads(policy, purpose))
            asked = Condition.ANNOUNCED in form.if_
            if not (asked or aheads):
                continue
            for recipient in form.to:
                held = found.get((recipient, purpose))
                promises = (name, *aheads) if asked else tuple(aheads)
                data: frozenset[str] = frozenset(form.data)
                if held is not None:
                    promises = tuple(dict.fromkeys((*held.promises, *promises)))
                    data |= held.sharing.data
                merged = Ground.MERGER in form.grounds or (held is not None and held.merger)
                found[recipient, purpose] = Promised(
                    sharing=Sharing(recipient=recipient, purpose=purpose, data=data),
                    promises=promises,
                    wait=_longest(aheads.values()) if aheads else USUAL_WAIT,
                    merger=merged,
                )
    return found


def new_in(before: Policy | None, after: Policy) -> tuple[Promised, ...]:
    """Return what ``after`` shares by announcement and ``before`` did not, in the policy's order.

    Of what grew by some categories only these are new.
    """
    old = {} if before is None else announced_in(before)
    return tuple(
        Promised(
            sharing=Sharing(
                recipient=each.sharing.recipient, purpose=each.sharing.purpose, data=data
            ),
            promises=each.promises,
            wait=each.wait,
            merger=each.merger,
        )
        for about, each in announced_in(after).items()
        if (data := each.sharing.data - (old[about].sharing.data if about in old else frozenset()))
    )


def ends(told_at: datetime, wait: Period, *, in_force_at: datetime) -> datetime:
    """Return when the wait of somebody who was told then is over: never before the version."""
    return max(wait.after(told_at), LEAST_WAIT.after(told_at), in_force_at)


def is_shorter(one: Period, other: Period) -> bool:
    """Tell whether one period is over before the other, from the same instant on."""
    return one.after(_ANY_DAY) < other.after(_ANY_DAY)


def _shares(policy: Policy) -> Iterator[tuple[str, Share]]:
    for promise in policy.promises.values():
        form = promise.form
        # What is released on a ground has its law, its document and two people instead, unless the
        # promise itself says that it is announced, as that of a merger may.
        if isinstance(form, Share) and (not form.grounds or Condition.ANNOUNCED in form.if_):
            yield promise.id, form


def _aheads(policy: Policy, purpose: str) -> Iterator[tuple[str, Period]]:
    """Yield the promises that say how long before a sharing for the purpose people are told."""
    for promise in policy.promises.values():
        form = promise.form
        if (
            isinstance(form, Choice)
            and form.ahead is not None
            and form.of is not ChoiceOf.USE
            and purpose in form.for_
        ):
            yield promise.id, form.ahead


def _longest(periods: Iterable[Period]) -> Period:
    return max(periods, key=lambda each: each.after(_ANY_DAY))
