"""How the system shows itself to those who watch it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from amana.acts.figures.show import Figures
from amana.acts.staff import Staff
from amana.acts.watch.operations import Operations
from amana.acts.watch.readiness import Readiness


class WatchActs(Protocol):
    """How the system itself stands, and what this process counts."""

    def readiness(self) -> Readiness:
        """Return how things stand, as of at most a second ago."""

    def metrics(self) -> bytes:
        """Return all metrics in the text format of Prometheus."""

    def operations(self, staff: Staff, service: str) -> Operations:
        """Show how the parts that serve this service stand."""

    def figures(self, staff: Staff, service: str, zone: ZoneInfo) -> Figures:
        """Count what is drawn of a service, by days of the zone."""

    def request(self, *, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""

    def decision(self, *, service: str, act: str, outcome: str) -> None:
        """Count a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """How the edge shows itself to those who watch it."""

    acts: WatchActs
    token: str | None = field(default=None, repr=False)
    """Who shows it may read metrics and details."""
    trust_loopback: bool = False
    """Whether this machine itself may read them without: not where a proxy may stand."""
    access_log: bool = False
    """Whether each request leaves a line: its route's template, never its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """How whoever finds a weakness may report it."""

    contact: str
    """An address to write to: ``mailto:``, ``https:`` or ``tel:``."""
    clock: Callable[[], datetime]
