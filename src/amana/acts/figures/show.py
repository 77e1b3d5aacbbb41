"""The figures of a service: how its promises stood day by day, and what people chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from amana.acts.figures.note_standings import ACT, EVERY
from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.domain.choice.word import AGREEING
from amana.domain.choice.word import State as ChoiceState
from amana.domain.evidence.proof import State
from amana.domain.ledger.entry import Json
from amana.domain.words import Words
from amana.storage.noted import noted_since
from amana.storage.work import View

DAYS: Final = 14
"""So many days are shown, today among them."""
STEP: Final = 5
"""People are counted in steps of so many, rounded down; fewer are not told from nobody."""
_MOST_CHOICES: Final = 1_000_000


class Answer(StrEnum):
    """What people said of a purpose, as far as a figure tells it apart."""

    GIVEN = "given"
    REFUSED = "refused"
    """No: also an objection, an opt-out, and a withdrawal. A *no* at a banner is kept as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeFigures:
    """How many ids (people, and browsers that met the banner) said what of a purpose."""

    name: Words
    counts: Mapping[Answer, int]
    """In whole steps of ``STEP``: 0 is fewer than one step, and perhaps nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is drawn for one service."""

    days: Mapping[date, Mapping[State, int]]
    """The latest day first; a day on which nothing was noted is not among them."""
    purposes: tuple[PurposeFigures, ...] | None
    """In the order of the policy; ``None`` where there are too many words to count on a page."""


def show_figures(view: View, zone: ZoneInfo) -> Figures:
    """Count what is drawn, by days of the zone. No figure is so small that it shows a person."""
    first = view.now.astimezone(zone).date() - timedelta(days=DAYS - 1)
    since = datetime.combine(first, time.min, zone)
    # A worker that is started notes at once, whenever the last note was: room for one such a turn.
    most = 2 * DAYS * (timedelta(days=1) // EVERY)
    days: dict[date, Mapping[State, int]] = {}
    for at, body in noted_since(view, ACT, since=since, limit=most):
        if states := _states(body.get("states")):
            days.setdefault(at.astimezone(zone).date(), states)
    return Figures(days=days, purposes=_purposes(view))


def _states(written: Json) -> dict[State, int]:
    """Return the counts that an entry wrote down; none where its body was lost."""
    if not isinstance(written, Mapping):
        return {}
    read = {state: written.get(state.value) for state in State}
    return {state: count for state, count in read.items() if isinstance(count, int)}


def _purposes(view: View) -> tuple[PurposeFigures, ...] | None:
    """Return what was said of each purpose about which one may choose."""
    try:
        known = published(view, in_force(view))
    except NoPolicyInForce:
        return ()
    counted = view.choices.by_purpose(limit=_MOST_CHOICES)
    if counted is None:
        return None
    return tuple(
        PurposeFigures(name=purpose.name, counts=_counts(counted.get(key, {})))
        for key, purpose in known.policy.purposes.items()
        if key in known.offers or key in counted
    )


def _counts(said: Mapping[ChoiceState, int]) -> dict[Answer, int]:
    counts = dict.fromkeys(Answer, 0)
    for state, count in said.items():
        counts[_answer(state)] += count
    return {answer: count - count % STEP for answer, count in counts.items()}


def _answer(state: ChoiceState) -> Answer:
    return Answer.GIVEN if state in AGREEING else Answer.REFUSED
