"""What browsers signal, such as Global Privacy Control: since when it was first seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.storage.transaction import Transaction

GPC: Final = "gpc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What a browser of a person signals."""

    signal: str
    begun_at: datetime
    """When it was first seen."""
    entry: UUID


@dataclass(slots=True, kw_only=True)
class Signals:
    """The signals of one service's persons, in one transaction."""

    transaction: Transaction
    service: str

    def note(self, person_key: bytes, signal: str, *, entry: UUID) -> bool:
        """Note that the person's browser signals this; ``False`` where that was known.

        It waits for those who decide about this person under lock, as a choice does. The person
        must have been met.
        """
        rows = self.transaction.rows(
            "signals",
            "note",
            service=self.service,
            person_key=person_key,
            signal=signal,
            entry=entry,
        )
        return bool(rows)

    def of(self, members: Sequence[bytes]) -> tuple[Signal, ...]:
        """Return all that browsers of these ids signal, the oldest first."""
        rows = self.transaction.rows("signals", "of", service=self.service, members=list(members))
        return tuple(Signal(**row) for row in rows)

    def begun(self, members: Sequence[bytes], signal: str) -> datetime | None:
        """Return when a browser of any of these ids was first seen to signal this."""
        rows = self.transaction.rows(
            "signals", "begun", service=self.service, members=list(members), signal=signal
        )
        begun: datetime | None = rows[0]["begun_at"]
        return begun
