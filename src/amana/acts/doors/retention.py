"""The doors of how long data is kept: what is due, customers' own times, and what stays longer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.permissions import Permission
from amana.acts.retention.desk import KeepingSeen, see_keeping
from amana.acts.retention.foresee import Ahead, Kept, foresee, show_kept
from amana.acts.retention.longer import keep_longer, stop_keeping_longer
from amana.acts.retention.own_times import end_own_time, own_times, set_own_time
from amana.acts.retention.start import start_keeping
from amana.acts.staff import Staff
from amana.acts.taking_part import refuse_absent
from amana.acts.team.acting import acting, looking
from amana.domain.retention.terms import Longest, Setting
from amana.storage.database import Storage
from amana.storage.retention import SettingRow
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class RetentionDeskDoor:
    """What staff see of keeping, and let begin."""

    storage: Storage

    def seen(self, staff: Staff, service: str, *, ahead: bool) -> KeepingSeen:
        """Return how promises about keeping stand; ``ahead`` also what becomes due by week."""
        with looking(self.storage, staff, service, Permission.STAFF_RETENTION_READ) as view:
            return see_keeping(view, ahead=ahead)

    def start(self, staff: Staff, service: str, promise: str) -> UUID:
        """Let a promise end data, and return the entry."""
        with acting(self.storage, staff, service, Permission.STAFF_RETENTION_WRITE) as act:
            return start_keeping(act, promise)


@dataclass(frozen=True, slots=True)
class RetentionDoor:
    """What a service's own program asks and sets. The key says which service it is."""

    storage: Storage

    def kept(self, service: str) -> Kept:
        """Return how each place stands, the latest sets, and what is kept longer."""
        with self.storage.reading(service) as view:
            return show_kept(view)

    def plan(self, service: str) -> tuple[Ahead, ...]:
        """Return what becomes due, week by week."""
        with self.storage.reading(service) as view:
            return foresee(view)

    def start(self, service: str, promise: str | None) -> UUID:
        """Let a promise end data, or all of them, and return the entry."""
        with self._act(service, "start_keeping") as act:
            return start_keeping(act, promise)

    def own_times(self, service: str, *, person: str) -> tuple[SettingRow, ...]:
        """Return the times that a person set, the latest first."""
        with self.storage.reading(service) as view:
            return own_times(view, person=person)

    def set_own_time(self, service: str, setting: Setting, *, person: str) -> UUID:
        """Set a person's own time, and return the entry."""
        with self._act(service, "set_own_time") as act:
            return set_own_time(act, setting, person=person)

    def end_own_time(self, service: str, promise: str, *, person: str) -> UUID:
        """End a person's own time, and return the entry."""
        with self._act(service, "end_own_time") as act:
            return end_own_time(act, promise, person=person)

    def keep_longer(self, service: str, longest: Longest, *, basis: str) -> UUID:
        """Note what is kept longer, and return its id."""
        with self._act(service, "keep_longer") as act:
            return keep_longer(act, longest, basis=basis)

    def stop_keeping_longer(self, service: str, identity: UUID) -> UUID:
        """Let the promise count again, and return the entry."""
        with self._act(service, "stop_keeping_longer") as act:
            return stop_keeping_longer(act, identity)

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)
