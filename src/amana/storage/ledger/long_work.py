"""Ending transactions of services that hold every ledger back.

The sequencer passes over nothing that is still at work, so whoever holds a transaction open holds
it back. Our own are bound by time-outs; whoever steals a service's login sets these as he likes.
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

    __slots__ = ("_clock", "_longest", "_seen", "_since", "_storage")

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
        self._seen: int | None = None
        self._since = 0.0

    def end(self) -> tuple[str, ...]:
        """Look at the oldest transaction; return the services of which any had to be ended.

        Raises ``NotPermitted`` where the database's administrator is not let do so.
        """
        with self._storage.sequencing() as transaction:
            row = transaction.row("ledger", "oldest_at_work")
        oldest, now = None if row is None else row["xact"], self._clock()
        if oldest is None or oldest != self._seen:
            self._seen, self._since = oldest, now
            return ()
        if now - self._since < self._longest.total_seconds():
            return ()
        self._since = now
        return self._storage.end_long_work(self._longest)
