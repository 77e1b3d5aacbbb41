"""The JSON of how long data is kept, field by field."""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from pydantic import AfterValidator, Field, StrictBool

from amana.acts.retention.longer import LONGEST_BASIS
from amana.domain.period import Period
from amana.domain.promises.retain import Longer, Moment
from amana.domain.retention.terms import Longest, Setting
from amana.http.api.answer_shapes import Shown
from amana.http.api.shapes import Body, Id, Person

_MOMENTS = {each.value: each for each in Moment}
_REASONS = {each.value: each for each in Longer}


def _is_period(text: str) -> str:
    Period.parse(text)
    return text


def _is_moment(text: str) -> str:
    return _one_of(_MOMENTS, text)


def _is_reason(text: str) -> str:
    return _one_of(_REASONS, text)


def _one_of(known: dict[str, Moment] | dict[str, Longer], text: str) -> str:
    if text not in known:
        raise ValueError(", ".join(known))
    return text


PeriodText: TypeAlias = Annotated[
    str, Field(min_length=2, max_length=40), AfterValidator(_is_period)
]
"""A period as ISO 8601 writes it: ``P6M``."""
MomentText: TypeAlias = Annotated[str, Field(max_length=40), AfterValidator(_is_moment)]
ReasonText: TypeAlias = Annotated[str, Field(max_length=40), AfterValidator(_is_reason)]


class AskOwnTimes(Body):
    """Which times did the person set?"""

    person: Person


class Start(Body):
    """Let a promise end data as it reads now; without one, all promises of the policy."""

    promise: Id | None = None


class EndOwnTime(Body):
    """Let the promise's own time count again for the person."""

    person: Person
    promise: Id


class SetOwnTime(EndOwnTime):
    """End the person's data of a promise this long after a moment, where that comes first."""

    from_: Annotated[MomentText, Field(alias="from")]
    period: PeriodText

    def setting(self) -> Setting:
        """Return it as acts take it."""
        return Setting(
            promise=self.promise, moment=_MOMENTS[self.from_], period=Period.parse(self.period)
        )


class KeepLonger(Body):
    """Keep a category longer than a promise says, for a reason that the promise names."""

    promise: Id
    category: Id
    why: ReasonText
    from_: Annotated[MomentText, Field(alias="from")]
    period: PeriodText
    basis: Annotated[str, Field(min_length=1, max_length=LONGEST_BASIS)]
    """What it rests on: an article, a case."""

    def longest(self) -> Longest:
        """Return it as acts take it."""
        return Longest(
            promise=self.promise,
            category=self.category,
            why=_REASONS[self.why],
            moment=_MOMENTS[self.from_],
            period=Period.parse(self.period),
        )


class PlaceStands(Shown):
    """How a place stood when it was last looked at."""

    place: str
    """``own-records``, or a source by its name."""
    item: str
    """A type of records, or a table's id in the map of the source."""
    promises: list[str]
    categories: list[str]
    looks: int
    looked_at: datetime
    past: int
    """What is past its time and there."""
    held: StrictBool
    """Whether a legal hold keeps some of it."""
    since: datetime | None
    next_at: datetime | None
    ended: int
    longest_overstay_s: int | None
    fault: str | None
    failing_since: datetime | None


class PlaceUnseen(Shown):
    """A type of records that no run has looked at."""

    place: str
    item: str
    promises: list[str]


class SetEnded(Shown):
    """A set in which data ended, or was to."""

    set: UUID
    place: str
    item: str
    promises: list[str]
    state: str
    begun_at: datetime
    ended_at: datetime | None
    ended: int | None
    overstay_s: int | None
    entry: UUID | None


class LongerKept(Shown):
    """What is kept longer than promised."""

    id: UUID
    promise: str
    category: str
    why: str
    from_: Annotated[str, Field(alias="from")]
    period: str
    basis: str


class Due(Shown):
    """How a service keeps its promises about time."""

    places: list[PlaceStands]
    not_looked_at: list[PlaceUnseen]
    sets: list[SetEnded]
    """The latest twenty."""
    longer: list[LongerKept]


class PlaceAhead(Shown):
    """What becomes due in a type of records."""

    place: str
    item: str
    promises: list[str]
    categories: list[str]
    due_now: int
    weeks: list[int]
    """In each of the next eight weeks."""


class Plan(Shown):
    """What becomes due, as things stand now."""

    places: list[PlaceAhead]


class OwnTime(Shown):
    """A time that a person set."""

    promise: str
    from_: Annotated[str, Field(alias="from")]
    period: str
    set_at: datetime
    ended_at: datetime | None


class OwnTimes(Shown):
    """The latest first, also those that are over."""

    settings: list[OwnTime]


class Said(Shown):
    """The entry that says it."""

    entry: UUID


class LongerNoted(Shown):
    """What is kept longer, by its id."""

    id: UUID
