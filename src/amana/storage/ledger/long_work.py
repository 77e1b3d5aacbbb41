"""Ending transactions of services that hold everybody back.

The sequencer passes over nothing that is still at work, so whoever holds a transaction open holds
it back. Our own are bound by time-outs; whoever steals a service's login sets these as he likes.
Who may delete rows of a table may also lock all of it, which nothing of ours does as a service.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from amana.storage.database import Storage

LONGEST: Final = timedelta(minutes=2)
"""Twice as long as a session of ours may stay idle within a transaction."""


class LongWork:
    """Watches the oldest transaction at work from outside, and ends what is too old."""

    __slots__ = ("_clock", "_locked", "_longest", "_seen", "_since", "_storage")

    def __init__(
        self,
        storage: Storage,
        *,
        longest: timedelta = LONGEST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Allow transactions this long."""
        self._storage = storage
        self._longest = longest
        self._clock = clock
        self._locked = False
        self._seen: int | None = None
        self._since = 0.0

    def end(self) -> tuple[str, ...]:
        """Look who is at work; return the services of which any had to be ended.

        A lock of a whole table is ended where it is there at two looks one after the other.
        Raises ``NotPermitted`` where the database's administrator is not let do so.
        """
        with self._storage.sequencing() as transaction:
            row = transaction.rows("ledger", "at_work")[0]
        before, self._locked = self._locked, row["locked"]
        if before and self._locked:
            return self._storage.end_table_locks()
        return self._end_oldest(row["oldest"])

    def _end_oldest(self, oldest: int | None) -> tuple[str, ...]:
        now = self._clock()
        if oldest is None or oldest != self._seen:
            self._seen, self._since = oldest, now
            return ()
        if now - self._since < self._longest.total_seconds():
            return ()
        self._since = now
        return self._storage.end_long_work(self._longest)
