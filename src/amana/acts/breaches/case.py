"""A breach as its notes tell it: the facts known last, what was corrected, what was handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Final
from uuid import UUID

from amana.acts.breaches.given import Letter, facts_from
from amana.acts.in_force import in_force, published
from amana.domain.breach.clocks import Clock, ToldWhen, clocks_of
from amana.domain.breach.facts import Facts
from amana.domain.law.dealing import DEALINGS
from amana.domain.promises.law import Law
from amana.domain.words import LANGUAGES, Language
from amana.storage.breaches import BreachRow, Counts, Note
from amana.storage.work import View

LAWS: Final = {law.value: law for law in Law}


class NoteKind(StrEnum):
    """What can be noted of a breach."""

    OPENED = "opened"
    CHANGED = "changed"
    """The facts as they are known now, with what was learnt."""
    SEARCHED = "searched"
    APPROVED = "approved"
    """The words in which people are told."""
    SENDING = "sending"
    HANDED_IN = "handed_in"
    """The form, at an authority."""
    OTHERWISE = "otherwise"
    """Told another way than by message."""
    CLOSED = "closed"


class Phase(StrEnum):
    """Which form was handed in."""

    INITIAL = "initial"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """That a form was handed in to the authority of a law."""

    law: Law
    phase: Phase
    at: datetime | None
    """``None`` for now."""
    how: str


@dataclass(kw_only=True)
class Case:
    """One breach, at the instant of its view."""

    row: BreachRow
    notes: Sequence[Note]
    counts: Counts
    by_law: Mapping[str, int]
    view: View

    @cached_property
    def facts(self) -> Facts:
        """The facts as they were known last."""
        return self._facts[-1][1]

    @cached_property
    def awareness(self) -> tuple[tuple[datetime, datetime], ...]:
        """Each time of awareness that was noted, with when it was noted; corrections show."""
        found: list[tuple[datetime, datetime]] = []
        for at, facts in self._facts:
            if not found or found[-1][1] != facts.times.aware:
                found.append((at, facts.times.aware))
        return tuple(found)

    @cached_property
    def letters(self) -> Mapping[Language, Letter]:
        """The words that were approved last; empty before."""
        approved = [note.says for note in self.notes if note.kind == NoteKind.APPROVED]
        if not approved:
            return {}
        return {language: Letter(**approved[-1][language]) for language in LANGUAGES}

    @cached_property
    def laws(self) -> frozenset[Law]:
        """The laws concerned: of the people found, else of the service."""
        named = set(self.by_law) or set(published(self.view, in_force(self.view)).policy.laws)
        return frozenset(law for law in DEALINGS if law.value in named)

    @cached_property
    def told(self) -> ToldWhen:
        """Since when who must be told has been told."""
        handed: dict[Law, datetime] = {}
        for note in self.notes:
            if note.kind == NoteKind.HANDED_IN:
                at = datetime.fromisoformat(note.says["at"])
                law = LAWS[note.says["law"]]
                handed[law] = min(at, handed.get(law, at))
        return ToldWhen(people=self._people_told(), authorities=tuple(sorted(handed.items())))

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """All clocks, those first that end first."""
        policy = published(self.view, in_force(self.view)).policy
        return clocks_of(self.facts, self.laws, policy, self.told, by_law=self.by_law)

    @cached_property
    def _facts(self) -> tuple[tuple[datetime, Facts], ...]:
        known = {NoteKind.OPENED.value, NoteKind.CHANGED.value}
        return tuple(
            (note.at, facts_from(note.says["facts"])) for note in self.notes if note.kind in known
        )

    def _people_told(self) -> datetime | None:
        """Return when the last of those affected was told; ``None`` while one is not."""
        told, counts = self.row.otherwise_at, self.counts
        if not counts.affected or counts.left or counts.going:
            return None
        if counts.later:
            return None
        if counts.unreached:
            return told and max(told, counts.last or told)
        return counts.last


def read_case(view: View, breach: UUID, *, hold: bool = False) -> Case:
    """Return a breach, held until the transaction ends if wished, or raise ``NotFound``."""
    row = view.breaches.one(breach, hold=hold)
    return Case(
        row=row,
        notes=view.breaches.notes(breach),
        counts=view.breaches.counts(breach),
        by_law=view.breaches.by_law(breach),
        view=view,
    )
