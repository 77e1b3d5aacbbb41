"""What people said, how, and what shows it: ``amana.agreeing``. Receipts and second steps."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from amana.domain.words import Language
from amana.sdk.fields import Fields
from amana.sdk.transport import Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class HowSaid:
    """How a person said it, as far as the application knows: it stands in the receipt."""

    language: Language | None = None
    """In which the words were shown."""
    channel: str = "service"
    """Through what it came in: ``service``, ``operator``, or a channel such as ``email``."""
    means: str = "unsaid"
    """What the person did: ``switch``, ``checkbox``, ``button``, ``written``, ``spoken`` ..."""
    guardian: str | None = field(default=None, repr=False)
    """The guardian's own id, where one said it for the person."""
    shown: str | None = None
    """SHA-256 (hex) of the words shown, where they were other than the promise's own."""

    def told(self) -> dict[str, object]:
        """Return the fields as they are sent."""
        known: dict[str, object] = {
            "language": self.language,
            "guardian": self.guardian,
            "shown": self.shown,
        }
        known = {name: value for name, value in known.items() if value is not None}
        return {"channel": self.channel, "means": self.means} | known


UNSAID: Final = HowSaid()
"""Said to the service, by a means that nobody told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A consent that counts once its token comes back: send it to the person alone."""

    entry: str
    token: str = field(repr=False)
    until: datetime

    @classmethod
    def read(cls, fields: Fields) -> "Waiting":
        """Read it from an answer."""
        return cls(
            entry=fields.text("entry"), token=fields.text("token"), until=fields.instant("until")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceLine:
    """Something that a person said, or that became of it."""

    at: datetime
    happened: str
    """``said``, ``lapsed``, ``asked`` or ``accepted``."""
    purpose: str | None
    state: str | None
    holds: bool
    channel: str
    means: str
    language: str | None
    entry: str | None
    """Of which a receipt can be asked for."""

    @classmethod
    def read(cls, fields: Fields) -> "ChoiceLine":
        """Read it from an answer."""
        return cls(
            at=fields.instant("at"),
            happened=fields.text("happened"),
            purpose=fields.optional_text("purpose"),
            state=fields.optional_text("state"),
            holds=fields.boolean("holds"),
            channel=fields.text("channel"),
            means=fields.text("means"),
            language=fields.optional_text("language"),
            entry=fields.optional_text("entry"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesSaid:
    """All that a person said over time, and what it came to."""

    lines: tuple[ChoiceLine, ...]
    """The latest first."""
    consented: tuple[str, ...]
    objected: tuple[str, ...]
    waiting: tuple[str, ...]
    """Purposes whose consent waits for its second step."""

    @classmethod
    def read(cls, fields: Fields) -> "ChoicesSaid":
        """Read it from an answer."""
        stands = fields.object("stands")
        return cls(
            lines=tuple(ChoiceLine.read(each) for each in fields.objects("lines")),
            consented=stands.texts("consented"),
            objected=stands.texts("objected"),
            waiting=fields.texts("waiting"),
        )


class Agreeing:
    """Histories, receipts and second steps of one service's people."""

    __slots__ = ("_wire",)

    def __init__(self, wire: Wire) -> None:
        """Send by this wire."""
        self._wire = wire

    def receipt(self, person: str, entry: str) -> bytes:
        """Return the signed receipt of what the person said, as the file to hand to them.

        JSON-LD; ``amana verify --receipt`` checks it. About a second passes after the word
        before there is one: until then it is rejected (``choice.no_receipt``).
        """
        asked = {"person": person, "entry": entry}
        return self._wire.look_up_plain("/v1/choices/receipt", asked)

    def history(self, person: str, *, at: datetime | None = None) -> ChoicesSaid:
        """Return all that the person said, and how they stood at that instant, or stand now."""
        asked = {"person": person} | ({} if at is None else {"at": at.isoformat()})
        return ChoicesSaid.read(self._wire.look_up("/v1/choices/history", asked))

    def ask_to_confirm(
        self, person: str, purposes: Iterable[str], *, how: HowSaid = UNSAID
    ) -> Waiting:
        """Keep a consent that counts once :meth:`confirm` brings its token back.

        Sent anew where no answer came, it is asked twice: the person may confirm either.
        """
        said: dict[str, object] = {"person": person, "choice": "consent", "for": list(purposes)}
        return Waiting.read(self._wire.look_up("/v1/choices/ask", said | how.told()))

    def confirm(self, token: str) -> str:
        """Let the consent count that waits for the token; return the entry's id."""
        return self._wire.act("/v1/choices/confirm", {"token": token}).text("entry")
