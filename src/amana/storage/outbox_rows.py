"""What the outbox is given and gives back: messages on their way, without what they say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.ledger.entry import Json
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.words import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message as it is put out, its content not sealed yet."""

    person: bytes | None = field(repr=False)
    """The look-up key of its person; ``None`` for somebody who is not known by an id."""
    message_class: str
    purpose: str | None
    channel: str
    language: Language
    content: Mapping[str, Json] = field(repr=False)
    promise: str | None = None
    key: str | None = field(default=None, repr=False)
    series: UUID | None = None
    due: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message that is due, opened; nobody else takes it until the transaction ends."""

    id: UUID
    person: bytes | None = field(repr=False)
    message_class: MessageClass
    purpose: str | None
    channel: Channel
    language: Language
    promise: str | None
    content: Mapping[str, Json] | None = field(repr=False)
    """``None`` where it cannot be opened: its person is being erased."""
    attempts: int
    expires: datetime | None
    intended: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A message that is going to be sent."""

    id: UUID
    intended: UUID
    """The entry that says so."""
    address: bytes | None = field(repr=False)
    """Keyed hash of where to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a message ended."""

    id: UUID
    state: str
    """``sent``, ``failed`` or ``refused``."""
    entry: UUID | None
    fault: str | None = None
    way_out: bool | None = None
    """Whether it carried its way out; ``None`` where it needs none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A message that is tried again after a while."""

    id: UUID
    wait: timedelta
    fault: str
    again: bool = False
    """Whether it may have arrived, so that the next try counts as sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """What could be sent now."""

    count: int
    """At most 10,000: beyond, more wait than were counted."""
    oldest: datetime | None

    def age(self, now: datetime) -> timedelta:
        """Return for how long the oldest could have been sent."""
        return timedelta() if self.oldest is None else max(now - self.oldest, timedelta())


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """A message as it stands, without what it says or to whom."""

    id: UUID
    message_class: str
    purpose: str | None
    channel: str
    language: Language
    series: UUID | None
    state: str
    attempts: int
    repeats: int
    made_at: datetime
    due_at: datetime
    ended_at: datetime | None
    fault: str | None
    person: bytes | None = field(default=None, repr=False)
    """The look-up key of its person, where it was asked about by its id."""
    address: bytes | None = field(default=None, repr=False)
    """Keyed hash of where it went, the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many messages of a sort wait or are being sent."""

    message_class: str
    channel: str
    state: str
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What became of all messages of a sort, ever."""

    message_class: str
    channel: str
    sent: int = 0
    failed: int = 0
    refused: int = 0
    repeated: int = 0
    """How many were sent again since whoever sent them died, or their way broke, in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What became of the messages of a series so far."""

    counts: Mapping[str, int]
    repeats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """An id stopped a class of messages."""

    what: tuple[bytes, str, str] = field(repr=False)
    """The id's look-up key, the purpose, the class."""
    at: datetime
    resumed_at: datetime | None = None
    """When they let it come again; ``None`` where it stays stopped."""


def message_row(row: DictRow) -> MessageRow:
    """Return a message out of its row."""
    person, address = row.pop("person_key", None), row.pop("address", None)
    return MessageRow(
        message_class=row.pop("class"),
        person=None if person is None else bytes(person),
        address=None if address is None else bytes(address),
        **row,
    )
