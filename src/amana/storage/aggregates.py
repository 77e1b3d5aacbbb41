"""Tables of figures as they were released: never changed, and never asked for otherwise."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.storage.errors import NotFound
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

    def put(self, name: str, label: str, content: bytes, *, entry: UUID) -> ReleaseRow:
        """Keep a table as it is released, and return it."""
        digest = hashlib.sha256(content).digest()
        return self._rows(
            "put", name=name, label=label, content=content, digest=digest, entry=entry
        )[0]

    def one(self, entry: UUID) -> ReleaseRow:
        """Return the release of a ledger entry; raises ``NotFound``."""
        found = self._rows("one", entry=entry)
        if not found:
            raise NotFound(what="aggregate_release")
        return found[0]

    def of(self, name: str) -> tuple[ReleaseRow, ...]:
        """Return the releases of one table, the oldest first."""
        return self._rows("of", name=name, limit=_MOST)

    def beside(self, name: str) -> tuple[ReleaseRow, ...]:
        """Return the releases of all other tables, the oldest first."""
        return self._rows("beside", name=name)

    def listed(self, *, before: UUID | None = None, limit: int = _MOST) -> tuple[ReleaseRow, ...]:
        """Return what was released, the latest first, from after an entry on."""
        return self._rows("listed", before=before, limit=limit)

    def _rows(self, query: str, **values: object) -> tuple[ReleaseRow, ...]:
        rows = self.transaction.rows(_QUERIES, query, service=self.service, **values)
        return tuple(map(_row, rows))


def _row(row: DictRow) -> ReleaseRow:
    return ReleaseRow(**{**row, "content": bytes(row["content"]), "digest": bytes(row["digest"])})
