"""Letters that came in, as far as it is noted: what they were, when, and a hash of who wrote them.

What a letter says is never kept, nor whose it is: its sender stands under a keyed hash.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

_LETTER = "letter"
_SENDER = "letter-sender"
_ASKING = "asking\0"
"""Stands before who is sent a link; no address has a zero byte."""
_FOR_PEOPLE = frozenset({"other", "forged", "unreadable"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterNoted:
    """What is noted of a letter."""

    id: UUID
    sender: bytes | None = field(repr=False)
    kind: str
    proof: str
    answered: bool
    at: datetime
    seen_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether a person is to see to it: what nothing was done about."""
        return self.seen_at is None and self.kind in _FOR_PEOPLE


@dataclass(slots=True, kw_only=True)
class LettersIn:
    """The letters that came in to one service, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def name(self, digest: bytes) -> UUID:
        """Return the id of a letter by the hash of its bytes."""
        return UUID(bytes=self.sealer.mark(_LETTER, digest)[:16])

    def taken(self, letter: UUID) -> str | None:
        """Return what the letter was, if it came in before."""
        row = self.transaction.row("letters_in", "taken", service=self.service, id=letter)
        return None if row is None else str(row["kind"])

    def take(
        self, letter: UUID, *, sender: str | None, kind: str, proof: str, answered: bool = False
    ) -> None:
        """Note a letter."""
        self.transaction.change(
            "letters_in",
            "take",
            service=self.service,
            id=letter,
            sender=None if sender is None else self._sender(sender),
            kind=kind,
            proof=proof,
            answered=answered,
        )

    def may_answer(self, sender: str) -> bool:
        """Tell whether this sender had no answer for a day, and note that they get one."""
        rows = self.transaction.rows(
            "letters_in", "answer", service=self.service, sender=self._sender(sender)
        )
        return bool(rows)

    def may_ask(self, sender: str) -> bool:
        """Tell whether this sender was sent no link for a day, and note that they get one."""
        return self.may_answer(_ASKING + sender)

    def may_ask_again(self, sender: str) -> None:
        """Let this sender have another link: they used the one that they had."""
        self.transaction.change(
            "letters_in",
            "answer_again",
            service=self.service,
            sender=self._sender(_ASKING + sender),
        )

    def listed(self, *, only_open: bool, most: int) -> tuple[LetterNoted, ...]:
        """Return the latest letters, or those that a person is to see."""
        rows = self.transaction.rows(
            "letters_in", "listed", service=self.service, open=only_open, most=most
        )
        return tuple(
            LetterNoted(
                **{**row, "sender": None if row["sender"] is None else bytes(row["sender"])}
            )
            for row in rows
        )

    def counts(self) -> dict[str, int]:
        """Return how many letters of each kind are noted: those of the last 90 days."""
        rows = self.transaction.rows("letters_in", "counts", service=self.service)
        return {row["kind"]: row["count"] for row in rows}

    def seen(self, letter: UUID) -> tuple[str, datetime]:
        """Note that a person saw to it; return its kind and when it came, or raise ``NotFound``."""
        row = self.transaction.row("letters_in", "seen", service=self.service, id=letter)
        if row is None:
            raise NotFound(what="letter")
        return str(row["kind"]), row["at"]

    def forget(self) -> tuple[datetime, ...]:
        """Delete what is old; return when those came in that nobody saw to, the latest first."""
        rows = self.transaction.rows("letters_in", "forget", service=self.service)
        self.transaction.change("letters_in", "forget_answers", service=self.service)
        return tuple(row["at"] for row in rows)

    def _sender(self, address: str) -> bytes:
        return self.sealer.mark(_SENDER, address.lower().encode("utf-8"))
