"""Rates that hold across processes: how much of each is used up, by keyed hashes.

A rate is a bucket that empties steadily (the generic cell rate algorithm): the row holds the
instant at which it is empty again. A share that would make it overflow is not taken.
"""

from datetime import timedelta

from amana.storage.transaction import Transaction


class Rates:
    """The rates, in one transaction of the platform's role."""

    __slots__ = ("_transaction",)

    def __init__(self, transaction: Transaction) -> None:
        """Work in the transaction."""
        self._transaction = transaction

    def take(self, key: bytes, *, share: timedelta, window: timedelta) -> timedelta | None:
        """Take a share; return ``None`` if it fitted, else how long it takes until it fits."""
        if self._transaction.row("rates", "take", key=key, share=share, window=window):
            return None
        row = self._transaction.row("rates", "wait", key=key, share=share, window=window)
        return max(timedelta(0), row["wait"] if row else timedelta(0))

    def forget(self) -> int:
        """Forget whom nothing holds back any more; return how many that were."""
        return self._transaction.change("rates", "forget")
