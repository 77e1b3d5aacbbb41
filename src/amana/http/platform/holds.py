"""What the HTTP edge needs for legal holds."""

from typing import Protocol
from uuid import UUID

from amana.acts.doors.holds import HoldsSeen
from amana.acts.staff import Staff
from amana.domain.source.holding import HeldScope
from amana.storage.holds import Hold


class HoldActs(Protocol):
    """What staff do."""

    def seen(self, staff: Staff, service: str, *, every: bool = False) -> HoldsSeen:
        """Return the holds, and what came back."""

    def put(
        self,
        staff: Staff,
        service: str,
        scope: HeldScope,
        *,
        person: str | None = None,
        request: UUID | None = None,
    ) -> UUID:
        """Put a hold."""

    def lift(self, staff: Staff, service: str, hold: UUID, *, reason: str) -> int:
        """Lift a hold."""


class AskedHoldActs(Protocol):
    """What a service's own program does."""

    def holds(self, service: str, *, every: bool) -> tuple[Hold, ...]:
        """Return the holds in force, or all."""

    def put(
        self,
        service: str,
        scope: HeldScope,
        *,
        person: str | None = None,
        request: UUID | None = None,
    ) -> UUID:
        """Put a hold."""

    def lift(self, service: str, hold: UUID, *, reason: str) -> int:
        """Lift a hold."""
