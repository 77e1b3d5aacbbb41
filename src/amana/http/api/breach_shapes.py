"""What is sent and answered about breaches."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, StrictBool

from amana.acts.breaches.case import Phase
from amana.domain.promises.law import Law
from amana.http.api.answer_shapes import Shown
from amana.http.api.shapes import Body, Id, Person

_Line = Annotated[str, Field(min_length=1, max_length=200)]
_Text = Annotated[str, Field(min_length=1, max_length=4_000)]
_Letter = Annotated[str, Field(min_length=1, max_length=20_000)]
_Many = Annotated[list[Id], Field(max_length=200, default_factory=list)]


class SaidIn(Body):
    """The same in both languages."""

    ar: _Text
    en: _Text


class FactsIn(Body):
    """What is known of a breach. The words name nobody whom the data is about."""

    title: _Line
    nature: Annotated[
        list[Literal["confidentiality", "integrity", "availability", "weakness"]],
        Field(min_length=1, max_length=4),
    ]
    severity: Literal["unlikely", "risk", "high"]
    occurred_from: AwareDatetime | None = None
    occurred_until: AwareDatetime | None = None
    discovered: AwareDatetime
    aware: AwareDatetime
    """When whoever answers for it became aware: from here most clocks run."""
    what: SaidIn
    consequences: SaidIn | None = None
    measures: SaidIn | None = None
    advice: SaidIn | None = None
    contact: _Line | None = None
    lead: _Line
    categories: _Many
    sources: _Many
    recipients: _Many


class BreachIn(FactsIn):
    """A breach that is noted now, or a rehearsal of one."""

    rehearsal: StrictBool = False
    """Nothing of a rehearsal leaves, and it keeps no promise."""


class ChangedIn(Body):
    """The facts as they are known now, whole, and what was learnt."""

    facts: FactsIn
    learnt: _Text


class LetterIn(Body):
    """What people are told, in one language."""

    subject: Annotated[str, Field(min_length=1, max_length=500)]
    text: _Letter


class NoticeIn(Body):
    """The words in which people are told, approved by sending them."""

    ar: LetterIn
    en: LetterIn


class OtherwiseIn(Body):
    """How those whom no message reaches were told."""

    how: _Text
    at: AwareDatetime | None = None
    """When; left out for now."""


class HandedInIn(OtherwiseIn):
    """That the form of a law was handed in to its authority."""

    law: Law
    phase: Phase


class ClosedIn(Body):
    """That a breach is over."""

    reason: _Text


class ReadIn(Body):
    """What somebody read between two times."""

    by: _Line
    """A member's id, the name that the application gave, or `application`."""
    since: AwareDatetime
    until: AwareDatetime


class AffectedIn(Body):
    """By what to look for those affected; each way that is given is gone."""

    categories: _Many
    sources: _Many
    recipients: _Many
    """Those of whom a recipient received something."""
    readings: ReadIn | None = None
    persons: Annotated[list[Person], Field(max_length=10_000, default_factory=list)]


class Noted(Shown):
    """It is noted, and its clocks run."""

    breach: UUID


class Affected(Shown):
    """How many are affected now."""

    affected: int
    unknown: int
    """How many of the ids that were sent nobody is known by, or who was erased."""
    unread: int
    """How many readings of that time cannot be opened any more."""


class BreachOut(Shown):
    """A breach with its facts, numbers, clocks and history; nobody affected is named."""

    breach: UUID
    rehearsal: bool
    opened_at: datetime
    closed_at: datetime | None
    sending_at: datetime | None
    laws: list[str]
    facts: Mapping[str, object]
    awareness: list[Mapping[str, object]]
    """Every awareness that was noted, with when."""
    numbers: Mapping[str, int]
    found_by: Mapping[str, int]
    by_law: Mapping[str, int]
    clocks: list[Mapping[str, object]]
    history: list[Mapping[str, object]]
    handed_in: list[Mapping[str, object]]
    otherwise: list[Mapping[str, object]]
    missing: list[str]
    """What the laws want to be told of it and nobody has written yet."""


class FormOut(Shown):
    """The form for an authority, in both languages."""

    format: str
    rehearsal: bool
    phase: str
    breach: UUID
    service: str
    controller: Mapping[str, object]
    law: str
    article: str
    certainty: str
    authority: Mapping[str, object]
    clock: Mapping[str, object]
    made_at: datetime
    awareness: list[Mapping[str, object]]
    facts: Mapping[str, object]
    numbers: Mapping[str, int]
    contents: list[Mapping[str, object]]
    missing: list[str]
    """What the law wants to be told and nobody has written yet."""


class BreachesOut(Shown):
    """The register of breaches; rehearsals stand apart."""

    format: str
    service: str
    made_at: datetime
    breaches: list[BreachOut]
    rehearsals: list[BreachOut]


class LetterOut(Shown):
    """What people are told, in one language."""

    subject: str
    text: str


class NoticeOut(Shown):
    """The words in which people are told."""

    approved: bool
    """Whether somebody approved them; else they are a draft made from the facts."""
    ar: LetterOut
    en: LetterOut
