"""By when a request is to be answered: the strictest of the laws and promises that count."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from amana.domain.decision.duty import Certainty
from amana.domain.law.answers import AnswerRule, rules_of
from amana.domain.policy.model import Policy
from amana.domain.promises.law import Law
from amana.domain.promises.right import RightForm
from amana.domain.request.days import Days, place_of, week_of
from amana.domain.request.deadline import deadline, earliest
from amana.domain.vocabulary.requests import PROMISED_AS, RequestKind
from amana.storage.requests import RequestRow, Term
from amana.storage.work import View
from amana.values.public_holidays import public_holidays

_PROMISE: Final = "promise {id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What decides by when a request is to be answered."""

    kind: RequestKind
    laws: tuple[Law, ...]
    country: str | None
    received: datetime


def right_promises(policy: Policy, kind: RequestKind) -> dict[str, RightForm]:
    """Return the promises of the right that such a request uses."""
    return {
        promise.id: promise.form
        for promise in policy.promises.values()
        if isinstance(promise.form, RightForm) and PROMISED_AS[kind] & set(promise.form.rights)
    }


def term_of(view: View, policy: Policy, asked: Asked, *, extended: bool = False) -> Term:
    """Return the term. A promise that is stricter than the laws counts, extended or not."""
    found = [
        deadline(rule, asked.received, _days(view, rule, asked), extended=extended)
        for rule in rules_of(asked.laws, asked.kind)
    ]
    strictest = earliest(found)
    rule = strictest.rule
    term = Term(
        law=None if rule.law is None else rule.law.value,
        article=rule.article,
        certain=rule.certainty is Certainty.CERTAIN,
        safe_until=strictest.safe_until,
        latest_until=min(each.latest_until for each in found),
    )
    return _promised(term, right_promises(policy, asked.kind), asked.received)


def confirm_until(view: View, asked: Asked) -> datetime | None:
    """Return by when receipt is to be confirmed; ``None`` where no law that counts says so."""
    ends: list[datetime] = []
    for rule in rules_of(asked.laws, asked.kind):
        days = _days(view, rule, asked)
        confirm = deadline(rule, asked.received, days).confirm
        if confirm is not None:
            ends.append(days.end_of(confirm))
    return min(ends, default=None)


def zone_of(row: RequestRow) -> ZoneInfo:
    """Return the zone by whose days the term of a request was counted."""
    laws = laws_named(() if row.law is None else (row.law,))
    rule = next(iter(rules_of(laws, row.kind)))
    return week_of(rule, row.country).clock


def _promised(term: Term, promises: dict[str, RightForm], received: datetime) -> Term:
    """Return the term, shortened where a promise says so."""
    for name, form in promises.items():
        if form.within is None:
            continue
        end = form.within.after(received)
        term = replace(term, latest_until=min(term.latest_until, end))
        if end < term.safe_until:
            term = replace(
                term, law=None, article=_PROMISE.format(id=name), certain=True, safe_until=end
            )
    return term


def _days(view: View, rule: AnswerRule, asked: Asked) -> Days:
    """Return the calendar of a rule, with what the organisation knows better."""
    place = place_of(rule, asked.country)
    # The longest term here ends within a year and a half.
    years = range(asked.received.year - 1, asked.received.year + 3)
    holidays = public_holidays(place, years)
    if place is not None:
        holidays = replace(holidays, corrected=view.requests.days(place))
    return Days(week=week_of(rule, asked.country), holidays=holidays, known=rule.holidays_known)


def laws_named(names: Collection[str]) -> tuple[Law, ...]:
    """Return the laws of these names, as a request keeps them."""
    return tuple(law for law in Law if law.value in names)


def first_of(countries: Iterable[str]) -> str | None:
    """Return the country whose calendar counts where somebody has several."""
    return min(countries, default=None)
