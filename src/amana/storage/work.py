"""The unit of work: one transaction of one service, whose commit takes its evidence."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from amana.domain.ledger.encoding import SALT_BYTES, commitment, encode_body, encode_header
from amana.domain.ledger.entry import Entry
from amana.storage.accesses import Accesses
from amana.storage.api_keys import ApiKeys
from amana.storage.attestations import Attestations
from amana.storage.choices import Choices
from amana.storage.erasures.rows import Erasures
from amana.storage.errors import PersonErased, UnknownService
from amana.storage.evidence import NO_PROMISE, Evidence
from amana.storage.jobs import Jobs
from amana.storage.keys.sealing import Sealer
from amana.storage.members import Members
from amana.storage.people import People
from amana.storage.persons import DeclaredFacts, Identifiers, Persons, Suppression
from amana.storage.policies import Policies
from amana.storage.readings import Readings
from amana.storage.records.events import Events
from amana.storage.records.maps import Maps
from amana.storage.records.records import Records
from amana.storage.service_life import Condition, ServiceLife, ServiceState
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7


@dataclass(slots=True, kw_only=True)
class View:
    """What a service can read in one transaction, all of the same instant."""

    service: str
    transaction: Transaction
    sealer: Sealer
    now: datetime = field(init=False)
    """The transaction's instant by the database's clock; aware, UTC."""
    policies: Policies = field(init=False)
    readings: Readings = field(init=False)
    people: People = field(init=False)
    persons: Persons = field(init=False)
    identifiers: Identifiers = field(init=False)
    declared: DeclaredFacts = field(init=False)
    suppression: Suppression = field(init=False)
    evidence: Evidence = field(init=False)
    attestations: Attestations = field(init=False)
    erasures: Erasures = field(init=False)
    members: Members = field(init=False)
    accesses: Accesses = field(init=False)
    api_keys: ApiKeys = field(init=False)
    jobs: Jobs = field(init=False)
    records: Records = field(init=False)
    choices: Choices = field(init=False)
    events: Events = field(init=False)
    maps: Maps = field(init=False)
    life: ServiceLife = field(init=False)
    condition: Condition = field(init=False)
    """How the service stands, at the transaction's instant."""

    def __post_init__(self) -> None:
        """Take the instant once, for everything in this transaction."""
        row = self.transaction.row("entries", "instant", service=self.service)
        if row is None:
            raise UnknownService(service=self.service)
        here, self.now = self.transaction, row["now"].astimezone(UTC)
        self.policies = Policies(here, service=self.service, now=self.now)
        self.readings = Readings(here, service=self.service, now=self.now)
        self.people = People(here, service=self.service, now=self.now, sealer=self.sealer)
        self.persons = Persons(here, service=self.service, now=self.now, sealer=self.sealer)
        self.identifiers = Identifiers(here, service=self.service, now=self.now, sealer=self.sealer)
        self.declared = DeclaredFacts(here, service=self.service, now=self.now, sealer=self.sealer)
        self.suppression = Suppression(here, service=self.service, sealer=self.sealer)
        self.evidence = Evidence(here, service=self.service, now=self.now)
        self.attestations = Attestations(here, service=self.service, now=self.now)
        self.erasures = Erasures(here, service=self.service, now=self.now)
        self.members = Members(here, service=self.service)
        self.accesses = Accesses(here, service=self.service, now=self.now, sealer=self.sealer)
        self.api_keys = ApiKeys(here, service=self.service)
        self.jobs = Jobs(transaction=here, service=self.service, now=self.now)
        self.life = ServiceLife(transaction=here, service=self.service)
        self.records = Records(
            transaction=here, service=self.service, sealer=self.sealer, people=self.people
        )
        self.choices = Choices(here, service=self.service, now=self.now)
        self.events = Events(transaction=here, service=self.service, people=self.people)
        self.maps = Maps(transaction=here, service=self.service)
        self.condition = Condition(
            state=ServiceState(row["state"]), reason=row["reason"], changed_at=row["changed_at"]
        )


@dataclass(slots=True, kw_only=True)
class Work(View):
    """What a service can read and change in one transaction. Without a commit nothing happened."""

    def name_entry(self) -> UUID:
        """Return an id for an entry that other rows of this work have to name."""
        return uuid7(self.now)

    def commit(
        self, first: Entry, *more: Entry, ids: Sequence[UUID] | None = None
    ) -> tuple[UUID, ...]:
        """Write the entries and commit them with everything that this work changed.

        ``ids`` are those that :meth:`name_entry` gave, one for each entry; without them the
        entries get ids in their order.

        Returns the entries' ids in their order. Afterwards the work is over. Raises what
        ``domain.ledger`` raises on an entry that has no public form, and ``PersonErased`` where
        one is about a person who was erased; then nothing is committed.
        """
        entries = (first, *more)
        named = (None,) * len(entries) if ids is None else ids
        put = tuple(
            self._put(entry, order, identity)
            for order, (entry, identity) in enumerate(zip(entries, named, strict=True))
        )
        self.transaction.end(commit=True)
        return put

    def _put(self, entry: Entry, order: int, identity: UUID | None = None) -> UUID:
        """Write one entry: leaf, sealed body, person and promises."""
        identity = uuid7(self.now, order=order) if identity is None else identity
        salt = secrets.token_bytes(SALT_BYTES)
        header = encode_header(entry, service=self.service, hour=self.now)
        body = encode_body(entry.body)
        person = None if entry.person is None else self.sealer.person_key(entry.person)
        if person is not None and not self.sealer.at_hand(person):
            self.people.meet(person)
        row = {
            "entry": identity,
            "header": header,
            "commitment": commitment(salt, body),
            "sealed": self.sealer.seal(salt + body, entry=identity, person=person),
            "person_key": person,
            "promises": sorted(set(entry.promises)) or [NO_PROMISE],
            "act": entry.act,
            "outcome": entry.outcome.value,
            "policy_version": entry.policy_version,
        }
        if self.transaction.change("entries", "put", service=self.service, **row):
            return identity
        # Nothing is written about who is not noted: erased, or met in a transaction that has not
        # committed or never did. Only the tombstone refuses.
        if person is not None:
            self.people.meet(person)
        if not self.transaction.change("entries", "put", service=self.service, **row):
            raise PersonErased
        return identity
