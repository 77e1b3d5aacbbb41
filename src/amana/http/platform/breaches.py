"""What staff and programs do with breaches."""

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from amana.acts.breaches.case import HandedIn, Phase
from amana.acts.breaches.finding import Found, Search
from amana.acts.breaches.given import Letter
from amana.acts.doors.breaches import BreachSeen
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
