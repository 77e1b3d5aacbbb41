"""The clocks of a breach: for each law concerned, and each promise, who is to be told until when.

Hours run through nights and weekends. *Without undue delay* is no number: such a clock has no end
and is shown as it is. What a law wants only above a threshold is shown as not required.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from amana.domain.breach.facts import Facts, Times
from amana.domain.decision.duty import Certainty
from amana.domain.law.book import BOOK
from amana.domain.law.breaches import TermStart, TermUnit, Whom
from amana.domain.law.dealing import DEALINGS
from amana.domain.law.notifying import BreachRule, notify_rules
from amana.domain.law.week import CALIFORNIA, EUROPE, WEEKS, Week
from amana.domain.policy.model import Policy
from amana.domain.promises.breach import Breach, ClockStart, Told
from amana.domain.promises.law import Law

_WHOM: Final = {Told.AFFECTED: Whom.PEOPLE, Told.AUTHORITY: Whom.AUTHORITY}


class Stand(StrEnum):
    """How a clock stands."""

    RUNS = "runs"
    KEPT = "kept"
    LATE = "late"
    """Over, whether somebody was told since or not."""
    NO_NUMBER = "no_number"
    """Without undue delay: it runs, and nobody can say until when."""
    WAITS = "waits"
    """What it counts from has not happened yet."""
    NOT_REQUIRED = "not_required"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Until when somebody is to be told."""

    name: str
    """Stable: ``law:gdpr:authority`` or ``promise:A20:people``."""
    whom: Whom
    law: Law | None = None
    promise: str | None = None
    article: str | None = None
    certain: bool = True
    in_force: bool = True
    """``False`` of the draft of a law: it is shown, and binds nobody."""
    required: bool = True
    starts: datetime | None
    due: datetime | None
    """``None`` where it has no number, or waits."""
    ended: datetime | None = None
    """When they were told; ``None`` while it runs."""

    def stands(self, now: datetime) -> Stand:
        """Tell how it stands at this instant."""
        if self.ended is not None:
            in_time = self.due is None or self.ended <= self.due
            return Stand.KEPT if in_time or not self.required else Stand.LATE
        if not self.required:
            return Stand.NOT_REQUIRED
        if self.starts is None:
            return Stand.WAITS
        if self.due is None:
            return Stand.NO_NUMBER
        return Stand.LATE if self.due < now else Stand.RUNS


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldWhen:
    """Since when who must be told has been told, as far as it is over."""

    people: datetime | None = None
    authorities: tuple[tuple[Law, datetime], ...] = ()

    def of(self, whom: Whom, law: Law) -> datetime | None:
        """Return when this law's authority, or all people, had been told."""
        return self.people if whom is Whom.PEOPLE else dict(self.authorities).get(law)


def clocks_of(
    facts: Facts,
    laws: Collection[Law],
    policy: Policy,
    told: ToldWhen,
    *,
    by_law: Mapping[str, int],
) -> tuple[Clock, ...]:
    """Return all clocks, those first that end first; those without an end last, then drafts.

    ``by_law`` is how many of those affected each law protects.
    """
    found = [*_of_laws(facts, laws, told, by_law), *_of_promises(facts, policy, laws, told)]
    return tuple(sorted(found, key=_end))


def leading(clocks: Collection[Clock], now: datetime) -> Clock | None:
    """Return the clock that is to be kept first: the earliest that is not over and told.

    That of a draft leads only where no other runs.
    """
    open_ = [each for each in clocks if each.stands(now) in {Stand.RUNS, Stand.LATE}]
    return min((each for each in open_ if each.ended is None), key=_end, default=None)


def _end(clock: Clock) -> tuple[bool, bool, float, str]:
    return (
        not clock.in_force,
        clock.due is None,
        0.0 if clock.due is None else clock.due.timestamp(),
        clock.name,
    )


def _of_laws(
    facts: Facts, laws: Collection[Law], told: ToldWhen, by_law: Mapping[str, int]
) -> Iterator[Clock]:
    for rule in notify_rules(laws):
        in_force = BOOK[rule.law].in_force
        starts = _start(rule, facts.times, told)
        yield Clock(
            name=f"law:{rule.law.value}:{rule.whom.value}",
            whom=rule.whom,
            law=rule.law,
            article=rule.article,
            certain=in_force and rule.certainty is Certainty.CERTAIN,
            in_force=in_force,
            required=facts.severity.reaches(rule.threshold)
            and (not rule.more_than or by_law.get(rule.law.value, 0) > rule.more_than),
            starts=starts,
            due=None if starts is None else _due(rule, starts),
            ended=told.of(rule.whom, rule.law),
        )


def _of_promises(
    facts: Facts, policy: Policy, laws: Collection[Law], told: ToldWhen
) -> Iterator[Clock]:
    for promise in policy.promises.values():
        form = promise.form
        if not isinstance(form, Breach) or not counts(form, facts):
            continue
        start = _promised_start(form, facts.times)
        for each in form.whom:
            whom = _WHOM[each]
            yield Clock(
                name=f"promise:{promise.id}:{whom.value}",
                whom=whom,
                promise=promise.id,
                starts=start,
                due=form.within.after(start),
                ended=told.people if whom is Whom.PEOPLE else _all_authorities(laws, told),
            )


def counts(form: Breach, facts: Facts) -> bool:
    """Tell whether a promise speaks of this: of a mere weakness only where it says so."""
    return form.weakness or any(each.value != "weakness" for each in facts.nature)


def _all_authorities(laws: Collection[Law], told: ToldWhen) -> datetime | None:
    """Return when the last authority was told; ``None`` while one of them was not.

    Authorities of drafts need not be.
    """
    binding = [law for law in laws if BOOK[law].in_force]
    wanted = {rule.law for rule in notify_rules(binding) if rule.whom is Whom.AUTHORITY}
    known = dict(told.authorities)
    if not wanted:
        return max(known.values(), default=None)
    return max(known[law] for law in wanted) if wanted <= known.keys() else None


def _promised_start(form: Breach, times: Times) -> datetime:
    if form.from_ is ClockStart.OCCURRENCE:
        return times.occurred_from or times.discovered
    return times.aware


def _start(rule: BreachRule, times: Times, told: ToldWhen) -> datetime | None:
    return {
        TermStart.AWARE: times.aware,
        TermStart.DISCOVERED: times.discovered,
        TermStart.AUTHORITY_TOLD: told.of(Whom.AUTHORITY, rule.law),
        TermStart.PEOPLE_TOLD: told.people,
    }[rule.start]


def _due(rule: BreachRule, starts: datetime) -> datetime | None:
    if rule.count is None:
        return None
    if rule.unit is TermUnit.HOURS:
        return starts + timedelta(hours=rule.count)
    week = week_of(rule.law)
    day = starts.astimezone(week.clock).date()
    if rule.unit is TermUnit.CALENDAR_DAYS:
        day += timedelta(days=rule.count)
    left = rule.count if rule.unit is TermUnit.WORKING_DAYS else 0
    while left:
        day += timedelta(days=1)
        left -= not week.off(day)
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=week.clock).astimezone(
        starts.tzinfo
    )


def week_of(law: Law) -> Week:
    """Return the week and zone by which a law's days are counted."""
    if law is Law.GDPR:
        return EUROPE
    countries = DEALINGS[law].countries
    return next((WEEKS[each] for each in sorted(countries) if each in WEEKS), CALIFORNIA)
