"""What follows a disclosure: recipients are told to stop what a person refused or ended."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

_QUERIES: Final = "sharing"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopNotice:
    """That a recipient is told to stop."""

    id: UUID
    recipient: str
    purpose: str
    disclosure: UUID
    why: str
    """The word that the person said, or ``ended`` where they ended a link."""
    since: datetime
    state: str
    attempts: int
    due_at: datetime | None
    letter: UUID | None
    fault: str | None
    told_at: datetime | None
    person: str | None = field(default=None, repr=False)
    """The service's own id; only of one that was taken to be told."""


@dataclass(slots=True, kw_only=True)
class StopNotices:
    """The notices of one service, in one transaction. The database makes them with each refusal."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def listed(self, *, waiting: bool = False, limit: int = 1_000) -> tuple[StopNotice, ...]:
        """Return notices, the latest first; of whom they are is not in them."""
        return tuple(StopNotice(**row) for row in self._rows("notices", open=waiting, limit=limit))

    def due(self) -> tuple[str, ...]:
        """Return the recipients who are to be told something now, and not by hand."""
        return tuple(row["recipient"] for row in self._rows("notices_due"))

    def claim(self, recipient: str, *, lease: timedelta) -> StopNotice | None:
        """Take the oldest that is due; it is due again after the lease, whatever happens."""
        rows = self._rows("claim_notice", recipient=recipient, lease=lease)
        return self._opened(rows[0]) if rows else None

    def one(self, notice: UUID) -> StopNotice:
        """Return one that waits, held until the transaction ends, or raise ``NotFound``."""
        rows = self._rows("one_notice", id=notice)
        if not rows:
            raise NotFound(what="notice")
        return self._opened(rows[0])

    def later(
        self, notice: UUID, *, fault: str | None, wait: timedelta, letter: UUID | None = None
    ) -> None:
        """Note why it could not be told yet, or by which letter it is, and when to look again."""
        short = None if fault is None else fault[:63]
        self._change("notice_later", id=notice, fault=short, wait=wait, letter=letter)

    def told(self, notice: UUID, *, answered: bool, entry: UUID) -> bool:
        """Note that it was told; tell whether that is news."""
        return bool(self._change("notice_told", id=notice, answered=answered, entry=entry))

    def _opened(self, row: DictRow) -> StopNotice:
        person, sealed = bytes(row.pop("person_key")), bytes(row.pop("sealed"))
        plain = self.sealer.open(sealed, entry=row["disclosure"], person=person)
        return StopNotice(**row, person=plain.decode("utf-8"))

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows(_QUERIES, name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change(_QUERIES, name, service=self.service, **values)
