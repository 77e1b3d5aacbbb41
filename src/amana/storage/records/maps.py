"""The maps of a service: versions that never change once they are applied."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amana.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """A version of the map without its text."""

    number: int
    applied_at: datetime


@dataclass(slots=True, kw_only=True)
class Maps:
    """The maps of one service, in one transaction."""

    transaction: Transaction
    service: str
    found: MapRow | None
    """The map in force as the transaction began."""

    def apply(self, source: str, *, policy_version: int, entry: UUID) -> int:
        """Add the next version, which is in force from now on, and return its number."""
        self.transaction.change("records", "lock_maps", service=self.service)
        row = self.transaction.rows(
            "records",
            "apply_map",
            service=self.service,
            source=source,
            policy_version=policy_version,
            entry=entry,
        )[0]
        self.found = MapRow(**row)
        return self.found.number

    def in_force(self) -> MapRow | None:
        """Return the version in force, or ``None`` where none was applied."""
        return self.found

    def source(self, number: int) -> str:
        """Return the text of a version that was applied."""
        row = self.transaction.rows("records", "map", service=self.service, number=number)[0]
        return str(row["source"])
