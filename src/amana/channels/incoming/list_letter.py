"""A letter of a list as a subscriber gets it: whose it is, when it left, and its ways out."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from amana.channels.incoming.bounds import check_parts, head_of
from amana.channels.incoming.letter import LARGEST, addresses_of
from amana.channels.incoming.texts import text_of

_TO: Final = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")
"""Where the mail system says into whose mailbox it put the letter, then whom its writer names."""
_ADDRESS: Final = re.compile(r"<(https?://[^<>\s]{1,2000})>", re.ASCII)
_ONE_CLICK: Final = "list-unsubscribe=one-click"
_UUID: Final = re.compile(r"\s*<([0-9a-f-]{36})@", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLetter:
    """What is looked at of it."""

    digest: bytes
    """SHA-256 of its bytes."""
    to: frozenset[str] = field(repr=False)
    """The addresses that it came to, in small letters."""
    message: UUID | None
    """What stands before the at sign of its ``Message-ID``, where that can be of our own."""
    dated: datetime | None
    """By its sender's clock, to the second."""
    stop: str | None = field(repr=False)
    """The address of ``List-Unsubscribe`` to which a browser goes (RFC 2369)."""
    one_click: bool
    """Whether a POST there ends it at once (RFC 8058)."""
    text: str | None = field(repr=False)
    """``None`` where it was not read."""


def read_list_letter(raw: bytes) -> ListLetter:
    """Read a letter; of one over 1 MB its head alone. Raises ``BadLetter`` beyond the bounds."""
    whole = len(raw) <= LARGEST
    head = head_of(raw)
    if whole:
        check_parts(raw)
    message = message_from_bytes(raw if whole else head)
    stop = _ADDRESS.search("".join(str(message.get("list-unsubscribe", "")).split()))
    post = "".join(str(message.get("list-unsubscribe-post", "")).split()).lower()
    named = _UUID.match(str(message.get("message-id", "")))
    return ListLetter(
        digest=sha256(raw).digest(),
        to=frozenset(each.lower() for each in addresses_of(message, *_TO)),
        message=None if named is None else _uuid(named[1]),
        dated=_dated(message),
        stop=None if stop is None else stop[1],
        one_click=stop is not None and post == _ONE_CLICK,
        text=text_of(message) if whole else None,
    )


def _uuid(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None


def _dated(message: Message) -> datetime | None:
    with suppress(ValueError, TypeError, OverflowError):
        found = parsedate_to_datetime(str(message.get("date", "")))
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return None
