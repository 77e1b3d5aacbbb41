"""Answers that are kept for a day, so that a request that is sent again is not done again.

A row names the program and its key by a keyed hash, the request by another, and holds the answer
sealed under the service's key, bound to the row. It goes with whom it is about.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from amana.domain.errors import Malformed, Refused
from amana.storage.errors import TooSlow
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

LASTS: Final = timedelta(hours=24)
_AT_ONCE: Final = 1000


class KeyReused(Malformed):
    """Another request carried the same idempotency key: which of them is meant, nobody knows."""

    code = "idempotency.reused"


class StillInProgress(Refused):
    """The request is being done at this moment: its answer can be had soon."""

    code = "idempotency.in_progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A request that can be known again."""

    program: UUID
    """The API key's id: programs do not share what they were answered."""
    key: str
    """What the program calls this request."""
    request: bytes
    """All of the request that counts."""
    persons: tuple[str, ...] = field(default=(), repr=False)
    """The service's own ids of those whom it is about."""


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
        name, request = self._name(asking), self._request(asking)
        row = {"service": self._sealer.service, "id": name, "lasts": LASTS}
        found = self._transaction.rows("kept_answers", "find", **row)[0]
        if found["sealed"] is None:
            self._claim(row | {"request": request})
            return None
        if found["request"] != request:
            raise KeyReused
        return self._sealer.open(found["sealed"], entry=name)

    def _claim(self, row: dict[str, Any]) -> None:
        """Write the row that the answer is then kept in; another one's holds us up, and wins."""
        try:
            claimed = self._transaction.rows("kept_answers", "claim", **row)
        except TooSlow:
            claimed = []
        if not claimed:
            raise StillInProgress

    def keep(self, asking: Asking, answer: bytes) -> None:
        """Keep the answer of a request that is ours, as long as nobody whom it names is erased."""
        name = self._name(asking)
        self._transaction.change(
            "kept_answers",
            "keep",
            service=self._sealer.service,
            id=name,
            sealed=self._sealer.seal(answer, entry=name),
        )
        if asking.persons:
            self._transaction.change(
                "kept_answers",
                "about",
                service=self._sealer.service,
                id=name,
                person_keys=[self._sealer.person_key(person) for person in set(asking.persons)],
            )

    def forget(self) -> int:
        """Forget some of the answers that are over; return how many."""
        return self._transaction.change(
            "kept_answers", "forget", service=self._sealer.service, lasts=LASTS, most=_AT_ONCE
        )

    def _name(self, asking: Asking) -> UUID:
        mark = self._sealer.mark("asking", asking.program.bytes + asking.key.encode("utf-8"))
        return UUID(bytes=mark[:16])

    def _request(self, asking: Asking) -> bytes:
        return self._sealer.mark("request", asking.request)
