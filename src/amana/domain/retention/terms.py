"""What a policy promises about how long data is kept, and what else bears on it, as values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from amana.domain.period import Period
from amana.domain.policy.model import Policy
from amana.domain.promises.retain import Ending, Longer, Moment, Retain
from amana.domain.retention.ends import end_of
from amana.domain.retention.errors import KeepingUnfit

SETTABLE: Final = frozenset(
    {Moment.COLLECTION, Moment.LAST_USE, Moment.ORDER_DONE, Moment.BOOKING_OVER}
)
"""The moments from which a customer can let their own shorter time run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One ``retain`` promise, as far as it says when."""

    promise: str
    data: frozenset[str]
    moment: Moment
    period: Period | None
    """``None`` where the time is over with the moment itself."""
    then: Ending = Ending.ERASE
    unless: frozenset[Longer] = frozenset()
    by_setting: bool = False

    @property
    def said(self) -> str:
        """Return a digest of the promise with all that it says: other words have another."""
        words = (
            self.promise,
            *sorted(self.data),
            self.moment.value,
            str(self.period),
            self.then.value,
            *sorted(each.value for each in self.unless),
            str(self.by_setting),
        )
        return sha256("\n".join(words).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A customer's own time for what a promise lets them set."""

    promise: str
    moment: Moment
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Longest:
    """What keeps a category longer than it was promised, for a reason that a promise names."""

    promise: str
    category: str
    why: Longer
    moment: Moment
    period: Period


def terms_of(policy: Policy) -> tuple[Term, ...]:
    """Return the policy's terms, in the order of its promises."""
    return tuple(
        Term(
            promise=promise.id,
            data=frozenset(promise.form.data),
            moment=promise.form.until,
            period=promise.form.period,
            then=promise.form.then,
            unless=frozenset(promise.form.unless),
            by_setting=promise.form.by_setting,
        )
        for promise in policy.promises.values()
        if isinstance(promise.form, Retain)
    )


def check_setting(terms: Iterable[Term], setting: Setting, *, now: datetime) -> None:
    """Raise ``KeepingUnfit`` where no promise lets a customer set this time.

    Also where it runs from the promise's own moment and is not over before what was promised, as
    the calendar stands at ``now``: it would end nothing.
    """
    term = _named(terms, setting.promise)
    if not term.by_setting:
        raise KeepingUnfit(part="promise")
    if setting.moment not in SETTABLE:
        raise KeepingUnfit(part="moment")
    if setting.moment is term.moment and not _sooner(setting.period, term.period, now):
        raise KeepingUnfit(part="period")


def check_longest(terms: Iterable[Term], longest: Longest) -> None:
    """Raise ``KeepingUnfit`` where the promise does not say that this may stay for the reason."""
    term = _named(terms, longest.promise)
    if longest.category not in term.data:
        raise KeepingUnfit(part="category")
    if longest.why not in term.unless:
        raise KeepingUnfit(part="why")


def _sooner(own: Period, promised: Period | None, now: datetime) -> bool:
    """Tell whether a time is over before the promised one; none is before the moment itself."""
    return promised is not None and end_of(own, now) < end_of(promised, now)


def _named(terms: Iterable[Term], promise: str) -> Term:
    for term in terms:
        if term.promise == promise:
            return term
    raise KeepingUnfit(part="promise")
