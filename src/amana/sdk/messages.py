"""Messages that Amana sends for a service, and the notices that its pages show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from amana.domain.words import Language
from amana.sdk.fields import Fields
from amana.sdk.transport import Wire

MessageClass: TypeAlias = Literal[
    "service", "transactional", "promotional", "newsletter", "job_alert", "rating_request"
]
Channel: TypeAlias = Literal["email", "sms", "in_service", "chat", "phone", "post", "support"]
Said: TypeAlias = tuple[str, str]
"""Subject and text; ``{name}`` in them stands for a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """How a message stands."""

    id: str
    state: str
    """``waiting``, ``sending``, ``sent``, ``failed`` or ``refused``."""
    fault: str | None
    """The code of what went wrong."""
    repeats: int
    """How often it was sent again because whoever sent it died in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice that the service's own pages show."""

    id: str
    language: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    at: str
    read: bool


class Messages:
    """Has messages sent. A method without an answer raises."""

    __slots__ = ("_wire",)

    def __init__(self, wire: Wire) -> None:
        """Ask over the client's connection."""
        self._wire = wire

    def send(  # noqa: PLR0913 - the contract's own fields, all but one by keyword
        self,
        person: str,
        *,
        message_class: MessageClass,
        purpose: str,
        channel: Channel,
        words: Mapping[Language, Said],
        values: Mapping[str, str] | None = None,
        language: Language | None = None,
        key: str | None = None,
    ) -> str:
        """Put a message out and return its id; it is decided when it is sent."""
        answer = self._wire.act(
            "/v1/messages/send",
            {
                "person": person,
                "class": message_class,
                "for": purpose,
                "channel": channel,
                "words": {
                    name: {"subject": subject, "text": text}
                    for name, (subject, text) in words.items()
                },
                "values": dict(values or {}),
                "language": language,
                "key": key,
            },
        )
        return answer.text("message")

    def state(self, message: str) -> Message:
        """Return how a message stands."""
        found = self._wire.look_up("/v1/messages/state", {"message": message})
        return Message(
            id=found.text("message"),
            state=found.text("state"),
            fault=found.optional_text("fault"),
            repeats=found.number("repeats"),
        )

    def notices(self, person: str, *, unread: bool = False) -> tuple[Notice, ...]:
        """Return the latest notices of a person, to be shown to them."""
        found = self._wire.look_up("/v1/notices", {"person": person, "unread": unread})
        return tuple(_notice(each) for each in found.objects("notices"))

    def read(self, person: str, notices: Iterable[str]) -> int:
        """Say that the person has read these notices; return how many were not read before."""
        given = {"person": person, "notices": list(notices)}
        return self._wire.act("/v1/notices/read", given).number("marked")


def _notice(fields: Fields) -> Notice:
    return Notice(
        id=fields.text("id"),
        language=fields.text("language"),
        subject=fields.text("subject"),
        text=fields.text("text"),
        at=fields.text("at"),
        read=fields.optional_text("read_at") is not None,
    )
