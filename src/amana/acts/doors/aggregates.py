"""The door of tables of figures: programs release them, and staff see with them what left."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.aggregates.release import list_releases, release
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.acts.taking_part import refuse_absent
from amana.acts.team.acting import looking
from amana.domain.aggregate.table import Table
from amana.storage.aggregates import ReleaseRow
from amana.storage.database import Storage
from amana.storage.spans import span

_SHOWN: Final = 100
"""On the page of documents: the latest."""


@dataclass(frozen=True, slots=True)
class AggregatesDoor:
    """Tables that are declared once, and never a question; a program's key says which service."""

    storage: Storage

    def listed(
        self, service: str, *, before: UUID | None = None, limit: int
    ) -> tuple[ReleaseRow, ...]:
        """Return what was released, the latest first, from after an entry on."""
        with self.storage.reading(service) as view:
            return list_releases(view, before=before, limit=limit)

    def one(self, service: str, entry: UUID) -> ReleaseRow:
        """Return the release of a ledger entry; raises ``NotFound``."""
        with self.storage.reading(service) as view:
            return view.aggregates.one(entry)

    def listed_for(self, staff: Staff, service: str) -> tuple[ReleaseRow, ...]:
        """Return the latest releases to a member who may read documents."""
        with looking(self.storage, staff, service, Permission.STAFF_DOCUMENT_READ) as view:
            return list_releases(view, limit=_SHOWN)

    def one_for(self, staff: Staff, service: str, entry: UUID) -> ReleaseRow:
        """Return one release to a member who may read documents; raises ``NotFound``."""
        with looking(self.storage, staff, service, Permission.STAFF_DOCUMENT_READ) as view:
            return view.aggregates.one(entry)

    def release(self, service: str, table: Table, *, label: str) -> ReleaseRow:
        """Release a table; under a label that was used it is what was released then."""
        with span("act", act="release_table"), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            actor = Actor(role=Role.APPLICATION, label=service)
            return release(Act(actor=actor, work=work), table, label=label)
