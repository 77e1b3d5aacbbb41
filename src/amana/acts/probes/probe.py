"""A probe: what it looks at, for which promises, how often; and what a look leaves behind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.sites import Site
from amana.acts.probes.wire import Wire
from amana.domain.evidence.looking import PLANT, probe_act
from amana.domain.evidence.question import ProbeName, ProbeSaw
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.policy.model import Policy, Promise
from amana.storage.database import Storage

NIGHTLY: Final = timedelta(hours=24)
_MOST_FAULTS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a look saw that should not be. Neither part ever holds a value."""

    code: str
    """What is wrong, such as ``plain_http``; its words stand in the catalogues."""
    place: str
    """Where: an origin, a path without a query, or the name of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """An entry that was planted: its id stands in the clear, its body nowhere."""

    entry: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a look has before it."""

    promises: Mapping[str, Promise]
    """The promises that want this evidence, by id; never none."""
    sites: tuple[Site, ...]
    """The service's own addresses."""
    folders: tuple[Path, ...]
    """The folders of data, where the database is our own; none where it is foreign."""
    values: Mapping[str, tuple[str, ...]]
    """Values that the operator planted in the service itself, by data category."""
    wire: Wire
    plant: Callable[[str, Mapping[str, Json]], Planted]
    """Writes an entry about a made-up person, by the one way by which every act writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look saw. A promise in neither set was not looked at whole."""

    kept: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()
    seen: Mapping[str, Json]
    """What was looked at, in figures: never a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A scheduled look."""

    name: ProbeName
    every: timedelta
    look: Callable[[Ground], Looked]
    """Raises ``CannotLook``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the settings give to probes, for all services."""

    sites: Callable[[str], tuple[Site, ...]]
    folders: Callable[[], tuple[Path, ...]]
    values: Callable[[str], Mapping[str, tuple[str, ...]]]
    """Raises ``CannotLook`` where a service's file of planted values cannot be read."""
    wire: Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeRun:
    """One run of a probe for a service: what it saw, or why it could not look."""

    service: str
    probe: ProbeName
    looked: Looked | None = None
    unseen: Unseen | None = None
    entries: tuple[UUID, ...] = ()


def wanting(policy: Policy, name: ProbeName) -> dict[str, Promise]:
    """Return the promises whose proof asks what the probe saw, by id."""
    asked = ProbeSaw(probe=name)
    return {
        key: promise
        for key, promise in policy.promises.items()
        if asked in promise.kind.proof(promise.form).questions
    }


def run_probe(storage: Storage, service: str, probe: Probe, given: Given) -> ProbeRun:
    """Look once, and write what was seen on the ledger.

    A look that could not be made leaves nothing: the promises stay what they were, until their
    evidence is too old. No transaction is open while it looks.
    """
    try:
        number, promises = _promises(storage, service, probe.name)
        looked = probe.look(_ground(storage, service, promises, given))
    except CannotLook as error:
        return ProbeRun(service=service, probe=probe.name, unseen=error.reason)
    entries = tuple(_entries(probe.name, looked, number))
    with storage.work(service) as work:
        ids = work.commit(*entries) if entries else ()
    return ProbeRun(service=service, probe=probe.name, looked=looked, entries=ids)


def _promises(storage: Storage, service: str, name: ProbeName) -> tuple[int, Mapping[str, Promise]]:
    """Return the promises in force that want the look, with the policy's version."""
    with storage.reading(service) as view:
        try:
            current = in_force(view)
        except NoPolicyInForce:
            raise CannotLook(Unseen.NO_PROMISE) from None
        promises = wanting(published(view, current).policy, name)
    if not promises:
        raise CannotLook(Unseen.NO_PROMISE)
    return current.number, promises


def _ground(
    storage: Storage, service: str, promises: Mapping[str, Promise], given: Given
) -> Ground:
    def plant(person: str, body: Mapping[str, Json]) -> Planted:
        with storage.work(service) as work:
            (entry,) = work.commit(Entry(act=PLANT, body=body, person=person))
            return Planted(entry=entry, at=work.now)

    return Ground(
        promises=promises,
        sites=given.sites(service),
        folders=given.folders(),
        values=given.values(service),
        wire=given.wire,
        plant=plant,
    )


def _entries(name: ProbeName, looked: Looked, number: int) -> Iterable[Entry]:
    """Yield an entry for the promises seen kept, and one for those seen broken."""
    body: dict[str, Json] = {
        "seen": looked.seen,
        "faults": tuple(
            {"code": fault.code, "place": fault.place} for fault in looked.faults[:_MOST_FAULTS]
        ),
    }
    for outcome, promises in ((Outcome.DONE, looked.kept), (Outcome.FAILED, looked.broken)):
        if promises:
            yield Entry(
                act=probe_act(name),
                outcome=outcome,
                promises=tuple(sorted(promises)),
                policy_version=number,
                body=body,
            )
