"""The door of sources: what databases a service's requests reach, and by which maps."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from amana.acts.act import Act, Actor, Role
from amana.acts.permissions import Permission
from amana.acts.sources.by_program import Looked, ServiceReached, check_fit, hand_in, look
from amana.acts.sources.opening import OpenSource, map_of
from amana.acts.sources.registry import (
    AddedSource,
    approve_source,
    check_source,
    list_sources,
    remove_source,
)
from amana.acts.staff import Staff
from amana.acts.taking_part import refuse_absent
from amana.acts.team.acting import acting, looking
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceEntry
from amana.storage.database import Storage
from amana.storage.spans import span

_READ, _WRITE = Permission.STAFF_SOURCE_READ, Permission.STAFF_SOURCE_WRITE


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSeen:
    """A source with one version of its map. How it is reached is no part of it."""

    entry: SourceEntry
    version: int
    mapping: SourceMap
    now: datetime


@dataclass(frozen=True, slots=True)
class SourcesDoor:
    """What staff see of sources, and decide about them; a way in is never shown."""

    storage: Storage
    open_source: OpenSource

    def sources(self, staff: Staff, service: str) -> tuple[SourceEntry, ...]:
        """Return the sources of a service, by name."""
        with looking(self.storage, staff, service, _READ) as view:
            return list_sources(view)

    def source(
        self, staff: Staff, service: str, name: str, *, version: int | None = None
    ) -> SourceSeen:
        """Return a source with its latest map, or the version that is asked for."""
        with looking(self.storage, staff, service, _READ) as view:
            entry = view.sources.one(name)
            wanted = version or entry.versions
            mapping = map_of(view, name, wanted)
            return SourceSeen(entry=entry, version=wanted, mapping=mapping, now=view.now)

    def check(self, staff: Staff, service: str, name: str, version: int) -> None:
        """Hold a map against the policy and the database itself; nothing is changed.

        Raises what :func:`check_source` raises.
        """
        with looking(self.storage, staff, service, _READ):
            pass
        check_source(self.storage, service, self.open_source, name, version)

    def approve(self, staff: Staff, service: str, name: str, version: int) -> None:
        """Approve a map that fits its database: from here on requests go by it."""
        with acting(self.storage, staff, service, _WRITE) as act:
            act.work.sources.one(name)
        check_source(self.storage, service, self.open_source, name, version)
        with acting(self.storage, staff, service, _WRITE) as act:
            approve_source(act, name, version)

    def remove(self, staff: Staff, service: str, name: str) -> None:
        """Take a source off the list, with the way to it."""
        with acting(self.storage, staff, service, _WRITE) as act:
            remove_source(act, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSeen:
    """A source with the text of one version of its map."""

    entry: SourceEntry
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class AskedSourcesDoor:
    """The same for a service's own program. The key says which service it is."""

    storage: Storage
    open_source: OpenSource

    def sources(self, service: str) -> tuple[SourceEntry, ...]:
        """Return the sources of the service, by name."""
        with self.storage.reading(service) as view:
            return list_sources(view)

    def source(self, service: str, name: str, *, version: int | None) -> MapSeen:
        """Return a source with its latest map, or the version that is asked for."""
        with self.storage.reading(service) as view:
            entry = view.sources.one(name)
            wanted = version or entry.versions
            return MapSeen(entry=entry, version=wanted, text=view.sources.map(name, wanted).text)

    def hand_in(self, service: str, text: str, reached: ServiceReached | None) -> AddedSource:
        """Note a map that nobody has approved yet."""
        with self._act(service, "hand_in") as act:
            return hand_in(act, self.open_source, text, reached)

    def check(self, service: str, name: str, version: int) -> Looked:
        """Say whether a map fits its source; nothing is changed."""
        self._there(service, name)
        return look(self.storage, service, self.open_source, name, version)

    def approve(self, service: str, name: str, version: int) -> SourceEntry:
        """Approve a map that fits: from here on requests go by it.

        Asked again for the one in force, it approves nothing twice.
        """
        entry = self._there(service, name)
        if entry.approved == version:
            return entry
        check_fit(self.storage, service, self.open_source, name, version)
        with self._act(service, "approve") as act:
            approve_source(act, name, version)
        with self.storage.reading(service) as view:
            return view.sources.one(name)

    def remove(self, service: str, name: str) -> None:
        """Take a source off the list, with the way to it."""
        with self._act(service, "remove") as act:
            remove_source(act, name)

    def _there(self, service: str, name: str) -> SourceEntry:
        """Return the source; raise what refuses a service that takes no part, and ``NotFound``."""
        with self.storage.reading(service) as view:
            refuse_absent(service, view.condition.state, view.condition.reason)
            return view.sources.one(name)

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)
