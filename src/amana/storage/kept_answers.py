"""Answers that are kept for a day, so that a request that is sent again is not done again.

A row names the program and its key by a keyed hash, the request by another, and holds the answer
sealed under the service's key, bound to the row.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from amana.storage.errors import KeyReused, StillInProgress
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

LASTS: Final = timedelta(hours=24)
_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A request that can be known again."""

    program: UUID
    """The API key's id: programs do not share what they were answered."""
    key: str
    """What the program calls this request."""
    request: bytes
    """All of the request that counts."""


class KeptAnswers:
    """The kept answers of one service, in one transaction."""

    __slots__ = ("_sealer", "_transaction")

    def __init__(self, transaction: Transaction, *, sealer: Sealer) -> None:
        """Work in the transaction."""
        self._transaction = transaction
        self._sealer = sealer

    def claim(self, asking: Asking) -> bytes | None:
        """Return what was answered before; ``None`` where it is now ours to be done.

        Ours until the transaction ends, however it ends. Raises ``StillInProgress`` where another
        one has it, and ``KeyReused`` where another request had the same key.
        """
        name = self._name(asking)
        row = self._transaction.rows(
            "kept_answers",
            "claim",
            service=self._sealer.service,
            id=name,
            turn=int.from_bytes(name.bytes[:8], "big", signed=True),
            lasts=LASTS,
        )[0]
        if row["sealed"] is not None:
            if row["request"] != self._request(asking):
                raise KeyReused
            return self._sealer.open(row["sealed"], entry=name)
        if not row["ours"]:
            raise StillInProgress
        return None

    def keep(self, asking: Asking, answer: bytes) -> None:
        """Keep the answer, or raise ``StillInProgress`` where another one was first."""
        name = self._name(asking)
        kept = self._transaction.change(
            "kept_answers",
            "keep",
            service=self._sealer.service,
            id=name,
            request=self._request(asking),
            sealed=self._sealer.seal(answer, entry=name),
            lasts=LASTS,
        )
        if not kept:
            raise StillInProgress

    def forget(self) -> int:
        """Forget some of the answers that are over; return how many."""
        return self._transaction.change(
            "kept_answers", "forget", service=self._sealer.service, lasts=LASTS, most=_AT_ONCE
        )

    def empty(self) -> None:
        """Forget all."""
        self._transaction.change("kept_answers", "empty", service=self._sealer.service)

    def _name(self, asking: Asking) -> UUID:
        mark = self._sealer.mark("asking", asking.program.bytes + asking.key.encode("utf-8"))
        return UUID(bytes=mark[:16])

    def _request(self, asking: Asking) -> bytes:
        return self._sealer.mark("request", asking.request)
