"""What the HTTP edge needs for tables of figures."""

from typing import Protocol
from uuid import UUID

from amana.acts.staff import Staff
from amana.domain.aggregate.table import Table
from amana.storage.aggregates import ReleaseRow


class AggregateActs(Protocol):
    """What a service's own program does, and what staff see of it."""

    def listed(
        self, service: str, *, before: UUID | None = None, limit: int
    ) -> tuple[ReleaseRow, ...]:
        """Return what was released, the latest first."""

    def one(self, service: str, entry: UUID) -> ReleaseRow:
        """Return the release of a ledger entry."""

    def listed_for(self, staff: Staff, service: str) -> tuple[ReleaseRow, ...]:
        """Return the latest releases."""

    def one_for(self, staff: Staff, service: str, entry: UUID) -> ReleaseRow:
        """Return the release of a ledger entry."""

    def release(self, service: str, table: Table, *, label: str) -> ReleaseRow:
        """Release a table."""
