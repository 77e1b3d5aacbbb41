"""Where a list goes on: opaque to whoever holds it, and of no use for any other list.

A cursor is the id of the last row shown and a keyed hash that binds it to the service, the list
and the person whose list it is: one that was changed, or taken from elsewhere, is refused.
"""

import base64
import binascii
import hmac
from typing import Final
from uuid import UUID

from amana.domain.errors import Malformed
from amana.storage.keys.sealing import Sealer

_ID_BYTES: Final = 16
_MARK_BYTES: Final = 16
LONGEST_CURSOR: Final = 64


class WrongCursor(Malformed):
    """The place to go on from is none that a page of this list gave."""

    code = "list.wrong_cursor"


def cursor_of(sealer: Sealer, place: UUID, *, of: str, about: str) -> str:
    """Return the cursor of a place in a list; ``about`` is whose list it is."""
    return base64.urlsafe_b64encode(place.bytes + _mark(sealer, place, of, about)).decode("ascii")


def place_of(sealer: Sealer, cursor: str | None, *, of: str, about: str) -> UUID | None:
    """Return the place; ``None`` for the beginning. Raises ``WrongCursor``."""
    if cursor is None:
        return None
    try:
        plain = base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise WrongCursor from None
    if len(plain) != _ID_BYTES + _MARK_BYTES:
        raise WrongCursor
    place = UUID(bytes=plain[:_ID_BYTES])
    if not hmac.compare_digest(plain[_ID_BYTES:], _mark(sealer, place, of, about)):
        raise WrongCursor
    return place


def _mark(sealer: Sealer, place: UUID, of: str, about: str) -> bytes:
    bound = b"\0".join((of.encode(), about.encode("utf-8", "surrogatepass"), place.bytes))
    return sealer.mark("cursor", bound)[:_MARK_BYTES]
