"""Letters that come in over HTTP, and what staff see of them."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from amana.acts.doors.mail import Reached
from amana.acts.letters.taking import LetterKind
from amana.acts.staff import Staff


class MailActs(Protocol):
    """Letters of a provider's webhook, and the lists of the console."""

    def take(self, service: str, headers: Mapping[str, str], body: bytes) -> LetterKind:
        """Take the letter in a signed message."""

    def reached(self, staff: Staff, service: str) -> Reached:
        """Show who was told of new versions, and the letters that came in."""

    def see(self, staff: Staff, service: str, letter: UUID) -> None:
        """Note that a member of staff saw to a letter."""
