"""The unit of work: one transaction of one service, whose commit takes its evidence."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.ledger.entry import Entry
from amana.storage.accesses import Accesses
from amana.storage.api_keys import ApiKeys
from amana.storage.attestations import Attestations
from amana.storage.choice_sets import ChoiceSets
from amana.storage.choices import Choices
from amana.storage.entry_rows import EntryRow, entry_row
from amana.storage.erasures.rows import Erasures
from amana.storage.errors import PersonErased
from amana.storage.evidence import Evidence
from amana.storage.glance import About, glance
from amana.storage.jobs import Jobs
from amana.storage.keys.sealing import Sealer
from amana.storage.members import Members
from amana.storage.people import People
from amana.storage.persons import DeclaredFacts, Identifiers, Persons, Suppression
from amana.storage.policies import Policies, VersionRow
from amana.storage.readings import Readings
from amana.storage.recorder import Recorder
from amana.storage.records.events import Events
from amana.storage.records.maps import MapRow, Maps
from amana.storage.records.records import Records
from amana.storage.records.sets import RecordSets
from amana.storage.service_life import Condition, ServiceLife, ServiceState
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7


@dataclass(slots=True, kw_only=True)
class View:
    """What a service can read in one transaction, all of the same instant."""

    service: str
    transaction: Transaction
    sealer: Sealer
    about: About | None = None
    """What a single act is about; then it is found by the statement that takes the instant."""
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
    choice_sets: ChoiceSets = field(init=False)
    events: Events = field(init=False)
    maps: Maps = field(init=False)
    sets: RecordSets = field(init=False)
    life: ServiceLife = field(init=False)
    condition: Condition = field(init=False)
    """How the service stands, at the transaction's instant."""

    def __post_init__(self) -> None:
        """Take the instant once, for everything in this transaction."""
        seen = glance(self.transaction, self.sealer, self.about)
        row, here = seen.row, self.transaction
        self.now = row["now"].astimezone(UTC)
        self.policies = Policies(here, service=self.service, now=self.now, current=_version_of(row))
        self.readings = Readings(here, service=self.service, now=self.now)
        self.people = People(here, service=self.service, now=self.now, sealer=self.sealer)
        self.persons = Persons(
            here, service=self.service, now=self.now, sealer=self.sealer, seen=seen.group()
        )
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
            transaction=here,
            service=self.service,
            sealer=self.sealer,
            people=self.people,
            seen=seen,
        )
        self.choice_sets = ChoiceSets(here, service=self.service)
        self.choices = Choices(here, service=self.service, now=self.now, seen=seen)
        self.events = Events(transaction=here, service=self.service, people=self.people, seen=seen)
        self.sets = RecordSets(transaction=here, service=self.service, sealer=self.sealer)
        self.maps = Maps(
            transaction=here,
            service=self.service,
            found=None
            if row["map"] is None
            else MapRow(number=row["map"], applied_at=row["applied_at"]),
        )
        self.condition = Condition(
            state=ServiceState(row["service_state"]),
            reason=row["service_reason"],
            changed_at=row["changed_at"],
        )


@dataclass(slots=True, kw_only=True)
class Work(View):
    """What a service can read and change in one transaction. Without a commit nothing happened."""

    recorder: Recorder | None = None
    """Where entries of reads may wait; ``None`` where each is committed with its act."""

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
            self._put(self._row(entry, uuid7(self.now, order=order) if given is None else given))
            for order, (entry, given) in enumerate(zip(entries, named, strict=True))
        )
        self.transaction.end(commit=True)
        return put

    def noted(self, entry: Entry, *, identity: UUID | None = None) -> EntryRow:
        """Return the entry ready to be written by the statement of the act itself.

        Where its body names nobody, that statement finds out whom it is about. ``identity`` is
        what :meth:`name_entry` gave. Raises ``PersonErased``.
        """
        return self._row(entry, uuid7(self.now) if identity is None else identity)

    def put(self, entry: Entry, *, identity: UUID) -> None:
        """Write an entry that is committed by :meth:`over`. Raises what :meth:`commit` does."""
        self._put(self._row(entry, identity))

    def writing_about(self, person: str) -> AbstractContextManager[None]:
        """Let somebody who is met in here for the first time stay unknown where the act fails."""
        if self.sealer.at_hand(self.sealer.person_key(person)):
            return nullcontext()
        return self.transaction.together()

    def over(self) -> None:
        """Commit what statements wrote with their own entries."""
        self.transaction.end(commit=True)

    def commit_about(
        self,
        entry: Entry,
        *,
        persons: Sequence[int] = (),
        person_key: bytes | None = None,
        read: bool = False,
    ) -> UUID:
        """Write one entry as :meth:`commit` does, also about many persons or by a look-up key.

        ``persons`` are numbers; the body then names nobody. ``read`` says that a machine read and
        nothing was changed: where the settings say ``fast``, its entry may be committed together
        with others, a moment later.
        """
        row = self._row(entry, uuid7(self.now), person_key=person_key, persons=persons)
        if read and self.recorder is not None:
            self.transaction.end(commit=False)
            self.recorder.put(self.service, row)
        else:
            self._put(row)
            self.transaction.end(commit=True)
        return row.entry

    def _row(
        self,
        entry: Entry,
        identity: UUID,
        *,
        person_key: bytes | None = None,
        persons: Sequence[int] = (),
    ) -> EntryRow:
        about = person_key
        if entry.person is not None:
            about = self.sealer.person_key(entry.person)
        if about is not None and not self.sealer.at_hand(about):
            self.people.meet(about)
        return entry_row(
            entry,
            identity=identity,
            now=self.now,
            sealer=self.sealer,
            person_key=about,
            persons=persons,
        )

    def _put(self, row: EntryRow) -> UUID:
        """Write one entry: leaf, sealed body, person and promises."""
        values = {name: getattr(row, name) for name in EntryRow.__slots__}
        values["persons"] = list(row.persons)
        if self.transaction.change("entries", "put", service=self.service, **values):
            return row.entry
        # Nothing is written about who is not noted: erased, or met in a transaction that has not
        # committed or never did. Only the tombstone refuses.
        if row.person_key is not None:
            self.people.meet(row.person_key)
        if not self.transaction.change("entries", "put", service=self.service, **values):
            raise PersonErased
        return row.entry


def _version_of(row: DictRow) -> VersionRow | None:
    """Return the version in force that stands in the row of the instant."""
    if row["number"] is None:
        return None
    return VersionRow(
        number=row["number"],
        languages=tuple(row["languages"]),
        published_at=row["published_at"],
        effective_at=row["effective_at"],
        material=row["material"],
        reason=row["judged"],
    )
