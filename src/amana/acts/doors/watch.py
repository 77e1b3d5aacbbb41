"""The door of those who watch: readiness, metrics, and the pages of operations and of figures."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from amana.acts.figures.show import Figures, show_figures
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.acts.team.acting import looking
from amana.acts.watch.counters import Counters
from amana.acts.watch.operations import Operations, show_operations
from amana.acts.watch.readiness import Readiness, Ready
from amana.acts.watch.scrape import Scrape
from amana.acts.watch.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class WatchDoor:
    """What can be seen of the system. Nothing of it belongs to a person."""

    here: Surroundings
    ready: Ready
    counters: Counters

    def readiness(self) -> Readiness:
        """Return how things stand, as of at most a second ago."""
        return self.ready.look()

    def metrics(self) -> bytes:
        """Return all metrics in the text format of Prometheus."""
        return Scrape(self.here, self.ready, self.counters).text()

    def operations(self, staff: Staff, service: str) -> Operations:
        """Show how the parts that serve this service stand; refused for another's."""
        with looking(self.here.storage, staff, service, Permission.STAFF_OPERATIONS_READ):
            pass
        return show_operations(self.here, self.ready, service)

    def figures(self, staff: Staff, service: str, zone: ZoneInfo) -> Figures:
        """Count what is drawn of a service, by days of the zone; refused for another's."""
        needed = Permission.STAFF_FIGURES_READ
        with looking(self.here.storage, staff, service, needed) as view:
            return show_figures(view, zone)

    def request(self, *, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self.counters.request(route=route, method=method, status=status, seconds=seconds)

    def decision(self, *, service: str, act: str, outcome: str) -> None:
        """Count a decision."""
        self.counters.decision(service=service, act=act, outcome=outcome)
