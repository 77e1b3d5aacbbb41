"""Amana itself: records sealed by person, acts decided and on the ledger, rows kept apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.act import OPERATOR, Act, Actor, Role
from amana.acts.doors.record_sets import RecordSetsDoor
from amana.acts.doors.records import RecordsDoor
from amana.acts.erase import erase
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.record_sets.metadata import Chosen
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting, Correcting, Using, Which
from amana.acts.records.errors import NoSuchRecord
from amana.cli.benchmarks.gdpr.bare import instant
from amana.cli.benchmarks.gdpr.model import REFUSED, Answer, Meta
from amana.cli.benchmarks.gdpr.operations import (
    By,
    Correct,
    Create,
    Delete,
    Operation,
    Persona,
    ReadData,
    ReadLog,
    ReadMetadata,
    Update,
    VerifyDeletion,
)
from amana.cli.benchmarks.gdpr.promised import map_of, policy_of
from amana.cli.benchmarks.gdpr.records import Record, Size
from amana.domain.ledger.entry import Entry
from amana.domain.vocabulary.collecting import Origin
from amana.storage import Storage
from amana.storage.errors import PersonErased
from amana.storage.evidence import NO_PROMISE
from amana.storage.recorder import put_many
from amana.storage.records.bound import terms_key
from amana.storage.records.row import Content, NewRecord, Provenance
from amana.storage.records.sets import KnownRecord, MetadataChange
from amana.storage.uuid7 import uuid7

_AT_ONCE: Final = 2_000
_FIELD: Final = "data"
_LINES: Final = 10_000
"""Of the log, before anything is measured: as many as the floor has."""
_TYPE: Final = "kept"
_READS: Final = frozenset({ReadMetadata, ReadLog, VerifyDeletion})
_MAY: Final[Mapping[Persona, frozenset[type]]] = {
    Persona.CONTROLLER: frozenset({Create, Delete, Update}),
    Persona.CUSTOMER: frozenset({ReadData, ReadMetadata, Correct, Update, Delete}),
    Persona.PROCESSOR: frozenset({ReadData}),
    Persona.REGULATOR: _READS,
}


@dataclass(slots=True)
class _Remembered:
    """What a program remembers of a record of its own."""

    type: str
    user: str
    occasion: str
    source: str
    campaign: str
    version: int = 1


def _remembered(record: Record) -> _Remembered:
    return _Remembered(record.category, record.user, record.access, record.source, record.campaign)


class Sealed:
    """Does the operations as acts of Amana, in one process, through storage and decisions.

    It keeps all data in capitals, so that in raw files what comes from here is told apart from
    what comes from the floor.
    """

    def __init__(self, storage: Storage, service: str, size: Size) -> None:
        """Work for this service, which is made here."""
        self._storage = storage
        self._service = service
        self._size = size
        self._door = RecordsDoor(storage)
        self._sets = RecordSetsDoor(storage)
        storage.create_service(service)
        self._known: dict[str, _Remembered] = {}
        self._erased: set[str] = set()

    def load(self, records: Sequence[Record]) -> None:
        """Put policy and map in force, and fill the service."""
        storage, service = self._storage, self._service
        with storage.work(service) as work:
            text = policy_of(service, self._size)
            publish_policy(
                Act(actor=OPERATOR, work=work), Publication(source=text, texts={"en": "Kept."})
            )
        with storage.work(service) as work:
            apply_map(Act(actor=OPERATOR, work=work), map_of(service))
        for first in range(0, len(records), _AT_ONCE):
            self._load(records[first : first + _AT_ONCE])
        with storage.work(service) as work:
            while work.persons.give_numbers():
                pass
            rows = [work.noted(Entry(act="use", promises=("P2",), body={})) for _ in range(_LINES)]
            put_many(work.transaction, service, rows)
            work.transaction.end(commit=True)

    def _load(self, records: Sequence[Record]) -> None:
        with self._storage.work(self._service) as work:
            sealer, entry = work.sealer, work.name_entry()
            ids = [uuid7(work.now, order=order) for order in range(len(records))]
            persons = [sealer.person_key(record.user) for record in records]
            rows = [
                _new(record, id_, person)
                for record, id_, person in zip(records, ids, persons, strict=True)
            ]
            sealed, key = sealer.seal_records([row.plain(entry) for row in rows]), terms_key(sealer)
            work.transaction.change(
                "bench_gdpr",
                "sealed_load",
                service=self._service,
                ids=ids,
                looks=[work.records.look(r.category, r.key) for r in records],
                persons=persons,
                sealed=sealed,
                entry=entry,
                types=[r.category for r in records],
                occasions=[r.access for r in records],
                sources=[r.source for r in records],
                automated=[r.decision for r in records],
                expires=[row.expires_at for row in rows],
                terms=[row.terms(key) for row in rows],
                purpose_records=[i for i, r in zip(ids, records, strict=True) for _ in r.purposes],
                purposes=[p for r in records for p in r.purposes],
                objected=[p in r.objections for r in records for p in r.purposes],
                recipient_records=[
                    i for i, r in zip(ids, records, strict=True) for _ in r.recipients
                ],
                recipients=[s for r in records for s in r.recipients],
            )
            work.transaction.end(commit=True)
        self._known |= {r.key: _remembered(r) for r in records}

    def bytes(self) -> int:
        """Return what the database takes, with that of the keys."""
        with self._storage.glancing(self._service) as work:
            rows = work.transaction.rows("bench_gdpr", "size")
        with self._storage.keys.transaction() as keys:
            rows += keys.rows("bench_gdpr", "size")
        return sum(int(row["bytes"]) for row in rows)

    def settle(self) -> None:
        """Write what entries wait."""
        if self._storage.recorder is not None:
            self._storage.recorder.flush()

    def do(self, persona: Persona, operation: Operation) -> Answer:
        """Do one operation, if the persona's key reaches so far."""
        if type(operation) not in _MAY[persona]:
            return REFUSED
        return _DO[type(operation)](self, operation)

    def create(self, operation: Create) -> Answer:
        """Collect a record."""
        record = operation.record
        done = self._door.collect(
            self._service,
            Collecting(
                person=record.user,
                type=record.category,
                key=record.key,
                values={_FIELD: record.data.upper()},
                purposes=frozenset(record.purposes),
                how=Circumstances(
                    origin=Origin.THIRD_PARTY, occasion=record.access, source=record.source
                ),
                recipients=record.recipients,
                automated=record.decision,
                expires_at=instant(record.expires_at),
            ),
        )
        if not done.answer.permitted:
            return REFUSED
        self._known[record.key] = _remembered(record)
        if record.objections:
            chosen = Chosen(type=record.category, key=record.key)
            change = MetadataChange(objected=tuple(record.objections))
            self._sets.change_records(self._service, chosen, change)
        return 1

    def delete(self, operation: Delete) -> Answer:
        """End a campaign, a period, one record, or erase a person."""
        if operation.by is By.USER:
            done = erase(self._storage, self._service, person=operation.name, actor=_PROGRAM)
            # Asked for again, it gives the certificate that there is.
            count = 0 if operation.name in self._erased else done.forgotten.records
            self._erased.add(operation.name)
            return count
        if operation.by is By.KEY:
            return self._sets.delete_records(self._service, self._chosen(operation.name))
        purpose = operation.name if operation.by is By.PURPOSE else None
        return self._sets.delete_records(self._service, Chosen(purpose=purpose))

    def update(self, operation: Update) -> Answer:
        """Change metadata."""
        given = operation.change
        change = MetadataChange(
            expires_at=None if given.expires_at is None else instant(given.expires_at),
            automated=given.decision,
            recipients=() if given.recipient is None else (given.recipient,),
            objected=(self._known[operation.name].campaign,) if given.objection else (),
        )
        if operation.by is By.KEY:
            chosen = self._chosen(operation.name)
        elif operation.by is By.USER:
            chosen = Chosen(person=operation.name)
        else:
            chosen = Chosen(purpose=operation.name, recipient=operation.recipient or None)
        try:
            return self._sets.change_records(self._service, chosen, change)
        except PersonErased:
            return 0

    def correct(self, operation: Correct) -> Answer:
        """Correct a record's data, of which the version is known that was seen last."""
        known = self._known[operation.key]
        given = Correcting(
            person=known.user,
            which=Which(type=known.type, key=operation.key),
            seen=known.version,
            values={_FIELD: operation.data.upper()},
            how=Circumstances(
                origin=Origin.THIRD_PARTY, occasion=known.occasion, source=known.source
            ),
        )
        try:
            done = self._door.correct_record(self._service, given)
        except (NoSuchRecord, PersonErased):
            return 0
        if not done.answer.permitted:
            return REFUSED
        known.version += 1
        return 1

    def read_data(self, operation: ReadData) -> Answer:
        """Use one record or many, or show a person's own."""
        if operation.by is By.USER:
            return self._own(operation.name)
        if operation.by is By.KEY:
            return self._use(operation.name, operation.purpose)
        automated = True if operation.by is By.DECISION else None
        found = self._sets.use_set(self._service, operation.name, automated=automated)
        return frozenset(
            (str(each.key), str(each.values[_FIELD]).lower()) for each in found.records
        )

    def read_metadata(self, operation: ReadMetadata) -> Answer:
        """Show what is known about one record or a person's."""
        chosen = (
            self._chosen(operation.name)
            if operation.by is By.KEY
            else Chosen(person=operation.name)
        )
        try:
            return frozenset(map(_meta, self._sets.show_metadata(self._service, chosen).records))
        except PersonErased:
            return frozenset()

    def read_log(self, operation: ReadLog) -> Answer:
        """Show the latest acts under the promise of use."""
        with self._storage.glancing(self._service) as view:
            found = view.evidence.latest_of(("P2", NO_PROMISE), limit=operation.lines)
        latest = sorted((row for rows in found.values() for row in rows), key=lambda row: row.at)
        return len(latest[-operation.lines :])

    def verify(self, operation: VerifyDeletion) -> Answer:
        """Verify that a record is gone."""
        type_ = self._known[operation.key].type
        return self._sets.verify_deletion(self._service, type_=type_, key=operation.key)

    def _own(self, person: str) -> Answer:
        found: set[tuple[str, str]] = set()
        after: str | None = None
        try:
            while True:
                page = self._door.records(self._service, person=person, after=after)
                for record in page.records:
                    now = record.fields[_FIELD].now
                    found.add((str(record.key), str(None if now is None else now.value).lower()))
                after = page.next
                if after is None:
                    return frozenset(found)
        except PersonErased:
            return frozenset()

    def _use(self, key: str, purpose: str) -> Answer:
        which = Which(type=self._known[key].type, key=key)
        try:
            used = self._door.use(self._service, Using(which=which, purposes=frozenset({purpose})))
        except (NoSuchRecord, PersonErased):
            return frozenset()
        if used.values is None:
            return frozenset()
        return frozenset({(key, str(used.values[_FIELD]).lower())})

    def _chosen(self, key: str) -> Chosen:
        return Chosen(type=self._known[key].type, key=key)


_PROGRAM: Final = Actor(role=Role.APPLICATION, label="bench")


def _meta(known: KnownRecord) -> Meta:
    return (
        str(known.key),
        known.person,
        frozenset(known.purposes),
        known.objected,
        round(known.expires_at.timestamp(), 3) if known.expires_at else 0.0,
        known.automated,
        str(known.occasion),
        frozenset(known.recipients),
        str(known.source),
        known.type,
    )


_DO: Final[Mapping[type, Callable[..., Answer]]] = {
    Create: Sealed.create,
    Delete: Sealed.delete,
    Update: Sealed.update,
    Correct: Sealed.correct,
    ReadData: Sealed.read_data,
    ReadMetadata: Sealed.read_metadata,
    ReadLog: Sealed.read_log,
    VerifyDeletion: Sealed.verify,
}


def _new(record: Record, identity: UUID, person: bytes) -> NewRecord:
    """Return a record as it is stored before anything is measured."""
    return NewRecord(
        id=identity,
        person_key=person,
        type=record.category,
        content=Content(person=record.user, key=record.key, values={_FIELD: record.data.upper()}),
        provenance=Provenance(
            policy_version=1,
            origin=Origin.THIRD_PARTY.value,
            occasion=record.access,
            source=record.source,
        ),
        purposes=frozenset(record.purposes),
        automated=record.decision,
        expires_at=instant(record.expires_at),
    )
