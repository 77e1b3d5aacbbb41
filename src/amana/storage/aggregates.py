"""Tables of figures as they were released: never changed, and never asked for otherwise."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.storage.transaction import Transaction

_QUERIES: Final = "aggregates"
_MOST: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """A table as it was released."""

    name: str
    label: str
    content: bytes
    digest: bytes
    """SHA-256 of the content."""
    released_at: datetime
    entry: UUID


@dataclass(slots=True, kw_only=True)
class Aggregates:
    """What one service released, in one transaction."""

    transaction: Transaction
    service: str

    def alone(self) -> None:
        """Let nobody else release a table until this transaction is over."""
        self.transaction.change(_QUERIES, "alone", service=self.service)

    def put(self, name: str, label: str, content: bytes, *, entry: UUID) -> None:
        """Keep a table as it is released."""
        self.transaction.change(
            _QUERIES,
            "put",
            service=self.service,
            name=name,
            label=label,
            content=content,
            digest=hashlib.sha256(content).digest(),
            entry=entry,
        )

    def of(self, name: str) -> tuple[ReleaseRow, ...]:
        """Return the releases of one table, the oldest first."""
        return self._rows("of", name=name)

    def beside(self, name: str) -> tuple[ReleaseRow, ...]:
        """Return the releases of all other tables, the oldest first."""
        return self._rows("beside", name=name)

    def listed(self) -> tuple[ReleaseRow, ...]:
        """Return what was released, the latest first."""
        return self._rows("listed")

    def _rows(self, query: str, **values: object) -> tuple[ReleaseRow, ...]:
        rows = self.transaction.rows(_QUERIES, query, service=self.service, limit=_MOST, **values)
        return tuple(map(_row, rows))


def _row(row: DictRow) -> ReleaseRow:
    return ReleaseRow(**{**row, "content": bytes(row["content"]), "digest": bytes(row["digest"])})
