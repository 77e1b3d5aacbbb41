"""What people publish: from programs, at the desk, and as everybody sees it."""

from typing import Protocol
from uuid import UUID

from amana.acts.publications.shown import MOST, ShownPage
from amana.acts.publications.submit import Submitted
from amana.acts.staff import Staff
from amana.domain.publication.content import PublicationState, Wish
from amana.storage.publications import PublicationRow


class PublicationActs(Protocol):
    """What a service's own program does, and what everybody sees."""

    def submit(self, service: str, given: Submitted) -> UUID:
        """Take what somebody wants to publish."""

    def change(
        self, service: str, publication: UUID, *, person: str, wish: Wish
    ) -> PublicationState:
        """Show it under another name, or with or without contact."""

    def withdraw(self, service: str, publication: UUID, *, person: str) -> None:
        """Let nobody see it any more."""

    def owned(self, service: str, *, person: str) -> tuple[PublicationRow, ...]:
        """Return what a person handed in, the latest first."""

    def shown(
        self,
        service: str,
        *,
        kind: str | None = None,
        after: UUID | None = None,
        limit: int = MOST,
    ) -> ShownPage:
        """Return what everybody sees."""


class ModerationActs(Protocol):
    """What staff do with what waits to be published."""

    def waiting(
        self, staff: Staff, service: str, *, after: UUID | None = None
    ) -> tuple[PublicationRow, ...]:
        """Return what waits to be judged, the oldest first."""

    def approve(self, staff: Staff, service: str, publication: UUID) -> None:
        """Let everybody see it."""

    def refuse(self, staff: Staff, service: str, publication: UUID, *, reason: str) -> None:
        """Refuse it, also after it was approved."""
