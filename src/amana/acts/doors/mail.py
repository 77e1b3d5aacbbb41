"""The door of letters: what a provider's webhook brings, and what staff see of what came in."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from amana.acts.letters.seeing import see_letter
from amana.acts.letters.taking import LetterKind, Mailroom, take_letter
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.acts.team.acting import acting, looking
from amana.channels.incoming import BadLetter
from amana.channels.signed import BadSignature, check_signed
from amana.storage.announcements import Delivery
from amana.storage.database import Storage
from amana.storage.letters_in import LetterNoted

_MOST = 200


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - what is checked is a stranger's clock, before any work


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Whom the service wrote to of its own accord, and who wrote to it."""

    announcements: tuple[Delivery, ...]
    letters: tuple[LetterNoted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDoor:
    """Letters that come in over HTTP, each signed by the provider, and what staff see of them."""

    storage: Storage
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    room: Mailroom = field(default_factory=Mailroom)
    clock: Callable[[], datetime] = _now

    def take(self, service: str, headers: Mapping[str, str], body: bytes) -> LetterKind:
        """Take the letter in a signed message.

        Raises ``BadSignature``, also for a service that expects none, and ``BadLetter``.
        """
        secret = self.secrets.get(service)
        if secret is None:
            raise BadSignature
        check_signed(headers, body, secret=secret, now=self.clock())
        return take_letter(self.storage, service, _raw(body), self.room)

    def reached(self, staff: Staff, service: str) -> Reached:
        """Show who was told of new versions, and the letters that a person is to see."""
        with looking(self.storage, staff, service, Permission.STAFF_LETTER_READ) as view:
            return Reached(
                announcements=tuple(view.announcements.delivery()),
                letters=view.letters_in.listed(only_open=False, most=_MOST),
            )

    def see(self, staff: Staff, service: str, letter: UUID) -> None:
        """Note that a member of staff saw to a letter."""
        with acting(self.storage, staff, service, Permission.STAFF_LETTER_WRITE) as act:
            see_letter(act, letter)


def _raw(body: bytes) -> bytes:
    """Return the letter in ``{"raw": "<base64>"}``."""
    try:
        said = json.loads(body)
        return base64.b64decode(said["raw"], validate=True)
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        raise BadLetter(what="form") from None


__all__ = ["MailDoor", "Reached"]
