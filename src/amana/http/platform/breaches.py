"""What staff and programs do with breaches."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from amana.acts.breaches.case import HandedIn, Phase
from amana.acts.breaches.finding import Found, Search
from amana.acts.breaches.given import Letter
from amana.acts.doors.breaches import BreachSeen, Notice
from amana.acts.staff import Staff
from amana.domain.promises.law import Law
from amana.domain.words import Language


class BreachDeskActs(Protocol):
    """What staff see and decide."""

    def register(self, staff: Staff, service: str) -> Mapping[str, Any]:
        """Return the register: every breach, and the rehearsals."""

    def one(self, staff: Staff, service: str, breach: UUID) -> BreachSeen:
        """Return a breach with its clocks and its notice."""

    def form(
        self, staff: Staff, service: str, breach: UUID, law: Law, phase: Phase
    ) -> Mapping[str, Any]:
        """Return the form for the authority of a law."""

    def open(
        self, staff: Staff, service: str, facts: Mapping[str, Any], *, rehearsal: bool
    ) -> UUID:
        """Note a breach."""

    def change(
        self, staff: Staff, service: str, breach: UUID, facts: Mapping[str, Any], *, learnt: str
    ) -> None:
        """Note the facts as they are known now."""

    def find(self, staff: Staff, service: str, breach: UUID, search: Search) -> Found:
        """Look for those affected; return how many there are now."""

    def tell_otherwise(
        self, staff: Staff, service: str, breach: UUID, *, at: datetime | None, how: str
    ) -> None:
        """Note that those whom no message reaches were told another way."""

    def approve(
        self, staff: Staff, service: str, breach: UUID, letters: Mapping[Language, Letter]
    ) -> None:
        """Approve the words in which people are told."""

    def send(self, staff: Staff, service: str, breach: UUID) -> None:
        """Let everybody who is found be told."""

    def hand_in(self, staff: Staff, service: str, breach: UUID, done: HandedIn) -> None:
        """Note that the form was handed in."""

    def close(self, staff: Staff, service: str, breach: UUID, reason: str) -> None:
        """Note that the breach is over."""


class AskedBreachActs(Protocol):
    """What the service's own program notes and sees."""

    def register(self, service: str) -> Mapping[str, Any]:
        """Return the register."""

    def one(self, service: str, breach: UUID) -> Mapping[str, Any]:
        """Return a breach with its clocks."""

    def open(self, service: str, facts: Mapping[str, Any], *, rehearsal: bool) -> UUID:
        """Note a breach."""

    def find(self, service: str, breach: UUID, search: Search) -> Found:
        """Look for those affected; return how many there are now."""

    def change(self, service: str, breach: UUID, facts: Mapping[str, Any], *, learnt: str) -> None:
        """Note the facts as they are known now."""

    def notice(self, service: str, breach: UUID) -> Notice:
        """Return the words in which people are told: as approved, else as drafted."""

    def approve(self, service: str, breach: UUID, letters: Mapping[Language, Letter]) -> None:
        """Approve the words in which people are told."""

    def send(self, service: str, breach: UUID) -> None:
        """Let everybody who is found be told."""

    def tell_otherwise(self, service: str, breach: UUID, *, at: datetime | None, how: str) -> None:
        """Note that those whom no message reaches were told another way."""

    def form(self, service: str, breach: UUID, law: Law, phase: Phase) -> Mapping[str, Any]:
        """Return the form for the authority of a law."""

    def hand_in(self, service: str, breach: UUID, done: HandedIn) -> None:
        """Note that the form was handed in."""

    def close(self, service: str, breach: UUID, reason: str) -> None:
        """Note that the breach is over."""
