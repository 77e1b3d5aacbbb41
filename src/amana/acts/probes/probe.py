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
from amana.acts.sources.opening import OpenSource
from amana.channels.browser import Browser
from amana.domain.evidence.looking import PLANT, probe_act
from amana.domain.evidence.question import ProbeName, ProbeSaw
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.policy.model import Policy, Promise
from amana.domain.vocabulary.collecting import Origin
from amana.storage.address import ServerAddress
from amana.storage.database import Storage
from amana.storage.records.row import Content, NewRecord, Provenance
from amana.storage.uuid7 import uuid7
from amana.storage.work import Work

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
    """A record and its entry that were planted: their ids stand in the clear, no value does."""

    person: str
    entry: UUID
    record: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDatabase:
    """A database of the organisation's own, for a look at the grants there."""

    address: ServerAddress
    map: str
    """The text of the map that names its tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a look has before it."""

    storage: Storage
    service: str
    policy: Policy
    """The policy in force."""
    promises: Mapping[str, Promise]
    """The promises that want this evidence, by id; never none."""
    sites: tuple[Site, ...]
    """The service's own addresses."""
    folders: tuple[Path, ...]
    """The folders of data, where the database is our own; none where it is foreign."""
    values: Mapping[str, tuple[str, ...]]
    """Values that the operator planted in the service itself, by data category."""
    wire: Wire
    own: OwnDatabase | None
    """The organisation's own database and the map of its tables, where they were named."""
    browser: Browser | None
    """Opens pages as a visitor's does, where one is installed."""
    open_source: OpenSource | None
    """Opens the organisation's own databases, where any can be."""
    mailbox: Path | None
    """The maildir of made-up subscribers of the service, where one was named."""
    public: Site | None
    """Where people reach Amana's own pages."""
    plant: Callable[[str, Mapping[str, Json]], Planted]
    """Writes a record and an entry of a made-up person, by the ways by which every act writes."""


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
    browser: Browser | None = None
    open_source: OpenSource | None = None
    own: Callable[[str], OwnDatabase | None] = lambda _: None
    """Raises ``CannotLook`` where what names a service's own database cannot be read."""
    mailbox: Callable[[str], Path | None] = lambda _: None
    public: Site | None = None


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
        number, policy = _policy(storage, service)
        looked = probe.look(_ground(storage, service, probe, policy, number, given))
    except CannotLook as error:
        return ProbeRun(service=service, probe=probe.name, unseen=error.reason)
    entries = tuple(_entries(probe.name, looked, number))
    with storage.work(service) as work:
        ids = work.commit(*entries) if entries else ()
    return ProbeRun(service=service, probe=probe.name, looked=looked, entries=ids)


def _policy(storage: Storage, service: str) -> tuple[int, Policy]:
    """Return the policy in force, with its version."""
    with storage.reading(service) as view:
        try:
            current = in_force(view)
        except NoPolicyInForce:
            raise CannotLook(Unseen.NO_PROMISE) from None
        return current.number, published(view, current).policy


def _ground(  # noqa: PLR0913, PLR0917 - each is a part of the ground
    storage: Storage,
    service: str,
    probe: Probe,
    policy: Policy,
    number: int,
    given: Given,
) -> Ground:
    promises = wanting(policy, probe.name)
    if not promises:
        raise CannotLook(Unseen.NO_PROMISE)

    def planting(person: str, values: Mapping[str, Json]) -> Planted:
        with storage.work(service) as work:
            record, entry = plant(work, person, values, policy_version=number), work.name_entry()
            work.records.add(record, entry=entry)
            work.commit(Entry(act=PLANT, body=values, person=person), ids=(entry,))
            return Planted(person=person, entry=entry, record=record.id, at=work.now)

    return Ground(
        storage=storage,
        service=service,
        policy=policy,
        promises=promises,
        sites=given.sites(service),
        folders=given.folders(),
        values=given.values(service),
        wire=given.wire,
        own=given.own(service),
        browser=given.browser,
        open_source=given.open_source,
        mailbox=given.mailbox(service),
        public=given.public,
        plant=planting,
    )


def plant(
    work: Work,
    person: str,
    values: Mapping[str, Json],
    *,
    policy_version: int,
    type_: str = "planted",
) -> NewRecord:
    """Return a record of a made-up person. What it holds was never collected from anybody."""
    return NewRecord(
        id=uuid7(work.now),
        person_key=work.sealer.person_key(person),
        type=type_,
        content=Content(person=person, values=values),
        provenance=Provenance(policy_version=policy_version, origin=Origin.PERSON.value),
        purposes=frozenset(),
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
