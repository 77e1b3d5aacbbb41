"""What the HTTP edge needs for how long data is kept."""

from typing import Protocol
from uuid import UUID

from amana.acts.retention.desk import KeepingSeen
from amana.acts.retention.foresee import Ahead, Kept
from amana.acts.staff import Staff
from amana.domain.retention.terms import Longest, Setting
from amana.storage.retention import SettingRow


class RetentionDeskActs(Protocol):
    """What staff see and let begin."""

    def seen(self, staff: Staff, service: str, *, ahead: bool) -> KeepingSeen:
        """Return how promises about keeping stand."""

    def start(self, staff: Staff, service: str, promise: str) -> UUID:
        """Let a promise end data, and return the entry."""


class RetentionActs(Protocol):
    """What a service's own program asks and sets."""

    def kept(self, service: str) -> Kept:
        """Return how each place stands, the latest sets, and what is kept longer."""

    def plan(self, service: str) -> tuple[Ahead, ...]:
        """Return what becomes due, week by week."""

    def start(self, service: str, promise: str | None) -> UUID:
        """Let a promise end data, or all of them, and return the entry."""

    def own_times(self, service: str, *, person: str) -> tuple[SettingRow, ...]:
        """Return the times that a person set, the latest first."""

    def set_own_time(self, service: str, setting: Setting, *, person: str) -> UUID:
        """Set a person's own time, and return the entry."""

    def end_own_time(self, service: str, promise: str, *, person: str) -> UUID:
        """End a person's own time, and return the entry."""

    def keep_longer(self, service: str, longest: Longest, *, basis: str) -> UUID:
        """Note what is kept longer, and return its id."""

    def stop_keeping_longer(self, service: str, identity: UUID) -> UUID:
        """Let the promise count again, and return the entry."""
