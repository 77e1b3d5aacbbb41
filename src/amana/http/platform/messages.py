"""What an application, a person and staff ask about messages."""

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from amana.acts.messages.leaving import LeavingShown
from amana.acts.messages.outbox_page import OutboxShown
from amana.acts.messages.send import ToSend
from amana.acts.staff import Staff
from amana.storage.notices import Notice
from amana.storage.outbox_rows import MessageRow


class MessageActs(Protocol):
    """Messages: sent, stopped, looked after."""

    def send(self, service: str, given: ToSend) -> UUID:
        """Put a message out for the service's own program."""

    def message(self, service: str, message: UUID) -> MessageRow:
        """Return how a message stands."""

    def notices(
        self, service: str, *, person: str, before: UUID | None = None, unread: bool = False
    ) -> tuple[Notice, ...]:
        """Return a page of a person's notices, the latest first."""

    def read_notices(self, service: str, *, person: str, notices: Collection[UUID]) -> int:
        """Mark notices of a person as read; return how many were not before."""

    def leaving(self, service: str, token: str) -> LeavingShown:
        """Show anybody what the link of a letter would end; nothing changes."""

    def leave(self, service: str, token: str) -> LeavingShown:
        """End what the link of a letter names, for whoever holds it."""

    def outbox(
        self, staff: Staff, service: str, *, states: tuple[str, ...], before: UUID | None
    ) -> OutboxShown:
        """Show staff how the outbox stands."""

    def retry(self, staff: Staff, service: str, message: UUID) -> None:
        """Have a message tried again."""
