"""The door of tables of figures, for a service's own program: release one, and see what left."""

from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.aggregates.release import list_releases, release
from amana.acts.taking_part import refuse_absent
from amana.domain.aggregate.table import Table
from amana.storage.aggregates import ReleaseRow
from amana.storage.database import Storage
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class AggregatesDoor:
    """Tables that are declared once, and never a question; the key says which service it is."""

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

    def release(self, service: str, table: Table, *, label: str) -> ReleaseRow:
        """Release a table; under a label that was used it is what was released then."""
        with span("act", act="release_table"), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            actor = Actor(role=Role.APPLICATION, label=service)
            return release(Act(actor=actor, work=work), table, label=label)
