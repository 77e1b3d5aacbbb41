"""Tries that are counted exactly, across processes: at most so many within any window.

Whoever tries takes a turn first, and gives it back where the try was not in vain. A turn is taken
in a short transaction that does nothing else, over rows that are held in the order of their keys:
so tries wait for one another, never in a circle, and hold up nobody else. Old rows are forgotten
in a transaction of its own, which waits for nobody: in that of a turn they would be held before
those of the turn, in no order.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amana.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One try that counts until it is given back."""

    key: bytes = field(repr=False)
    at: datetime


class Tries:
    """The tries of late, in one transaction of the platform's role."""

    __slots__ = ("_transaction",)

    def __init__(self, transaction: Transaction) -> None:
        """Work in the transaction."""
        self._transaction = transaction

    def take(
        self, key: bytes, others: Collection[bytes], *, most: int, window: timedelta
    ) -> Turn | None:
        """Return a turn, noted under ``key``; ``None`` where there were too many.

        Counted are those within the window under ``key`` and all ``others``, keyed hashes of 32
        bytes.
        """
        keys = sorted({key, *others})
        self._transaction.change("tries", "hold", keys=keys)
        row = self._transaction.row("tries", "take", key=key, keys=keys, most=most, window=window)
        return None if row is None else Turn(key=key, at=row["taken"])

    def forget(self, window: timedelta) -> None:
        """Forget some of those whom nobody tried within the window. In no transaction of a turn."""
        self._transaction.change("tries", "forget", window=window)

    def give_back(self, turn: Turn) -> None:
        """Let a turn count no more."""
        self._transaction.change("tries", "give_back", key=turn.key, taken=turn.at)
