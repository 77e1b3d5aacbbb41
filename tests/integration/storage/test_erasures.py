"""Erasing a person from the database: nothing is read afterwards, and nothing comes back."""

import subprocess
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest

from amana.domain.ledger.entry import Entry, Outcome
from amana.storage import ServerAddress, Storage
from amana.storage.embedded.binaries import wheel_folder
from amana.storage.erasures import Journaled
from amana.storage.errors import NotPermitted, PersonErased, TooSlow
from amana.storage.replay import replay

PERSON, OTHER = "person-1", "person-2"


def _use(storage: Storage, service: str, person: str) -> UUID:
    """Commit an act about the person."""
    with storage.work(service) as work:
        (entry,) = work.commit(Entry(act="use", promises=("W5",), body={"a": "b"}, person=person))
    return entry


def _key_of(storage: Storage, service: str, person: str) -> bytes:
    with storage.reading(service) as view:
        return view.sealer.person_key(person)


def _promise(storage: Storage, service: str, person: str) -> Journaled:
    """Write an erasure into the journal, as one that the restored backup does not know."""
    line = Journaled(
        at=datetime.now(UTC), erasure=uuid4(), person_key=_key_of(storage, service, person)
    )
    storage.journal.append(service, line)
    return line


def _refuses(storage: Storage, service: str, person: str) -> None:
    """Check that every way to the person refuses."""
    with storage.reading(service) as view:
        with pytest.raises(PersonErased):
            view.people.acts(person)
        with pytest.raises(PersonErased):
            view.people.acceptances(person)
        with pytest.raises(PersonErased):
            view.people.accepted(person, version=1)
    with pytest.raises(PersonErased):
        _use(storage, service, person)
    with pytest.raises(PersonErased), storage.work(service) as work:
        work.people.record_acceptance(person, version=1, how="explicit", language="ar")


def test_a_replay_erases_whom_a_restored_backup_still_holds(storage: Storage, service: str) -> None:
    """Tombstone, key and rows: what the journal promised holds again, for nobody else."""
    entry = _use(storage, service, PERSON)
    _use(storage, service, OTHER)
    line = _promise(storage, service, PERSON)
    assert (replay(storage, service).journaled, replay(storage, service).replayed) == (1, 0)
    _refuses(storage, service, PERSON)
    with storage.reading(service) as view:
        assert len(view.people.acts(OTHER)) == 1
        (erasure,) = view.erasures.of(line.person_key)
        assert erasure.id == line.erasure
        assert erasure.forgotten is not None
        assert (erasure.forgotten.bodies, erasure.forgotten.links) == (1, 1)
        assert [e.id for e in view.evidence.latest_of(["W5"])["W5"]][-1] == entry
    assert storage.person_keys.destroy(service, [line.person_key]) == 0


def test_a_replay_erases_who_is_not_in_the_backup_at_all(storage: Storage, service: str) -> None:
    """Somebody who first came after the backup stays erased too."""
    _promise(storage, service, PERSON)
    assert replay(storage, service).replayed == 1
    _refuses(storage, service, PERSON)


def test_a_replay_goes_in_batches_and_is_taken_up(storage: Storage, service: str) -> None:
    """Many erasures, some of them done already: each is done once, and the ledger says so."""
    for number in range(230):
        _promise(storage, service, f"many-{number}")
    assert replay(storage, service).replayed == 230
    for number in range(3):
        _promise(storage, service, f"more-{number}")
    again = replay(storage, service)
    assert (again.journaled, again.replayed) == (233, 3)


def test_a_key_that_came_back_with_the_database_of_keys_goes_again(
    storage: Storage, service: str
) -> None:
    """The keys may be of an older backup than the data: a replay destroys them in any case."""
    _use(storage, service, PERSON)
    line = _promise(storage, service, PERSON)
    replay(storage, service)
    storage.person_keys.obtain(service, line.person_key)
    assert replay(storage, service).replayed == 0
    assert storage.person_keys.epochs_of(service, [line.person_key]) == {line.person_key: None}


def test_only_who_was_erased_is_forgotten(storage: Storage, service: str) -> None:
    """The function that deletes refuses for everybody else."""
    _use(storage, service, PERSON)
    with pytest.raises(NotPermitted), storage.work(service) as work:
        work.erasures.forget(work.sealer.person_key(PERSON))


def test_an_act_under_way_is_waited_for(storage: Storage, service: str) -> None:
    """What commits before the tombstone is deleted with the rest; nothing slips in after it."""
    _use(storage, service, PERSON)
    key = _key_of(storage, service, PERSON)
    with storage.work(service) as act:
        act.people.meet(key)
        with storage.work(service) as erasing:
            erasing.transaction.rows("setup", "short_waits")
            with pytest.raises(TooSlow):
                erasing.erasures.begin({key: 1}, intended=uuid4())
        act.commit(Entry(act="use", body={}, person=PERSON))
    with storage.work(service) as erasing:
        entry = erasing.name_entry()
        assert erasing.erasures.begin({key: 1}, intended=entry) is not None
        erasing.commit(Entry(act="erase", outcome=Outcome.INTENDED, body={}), ids=(entry,))
    with storage.work(service) as work:
        assert work.erasures.forget(key).bodies == 2


def test_a_tombstone_stays(storage: Storage, service: str, server: ServerAddress) -> None:
    """Neither the service's role nor the administrator takes one away by a statement."""
    _promise(storage, service, PERSON)
    replay(storage, service)
    for attempt in (
        "update person set erased_at = null",
        "delete from erasure",
        "delete from person",
    ):
        with psycopg.connect(server.conninfo(), options="-c search_path=amana") as connection:
            statement = f"{attempt} where service = '{service}'".encode()
            with pytest.raises(psycopg.errors.RaiseException):
                connection.execute(statement)


def test_a_dump_of_both_databases_and_the_journal_name_nobody(
    storage: Storage, service: str, server: ServerAddress
) -> None:
    """Keyed hashes stand there, never an id or a body."""
    planted = "planted-person-Zu7"
    _use(storage, service, planted)
    _promise(storage, service, planted)
    replay(storage, service)
    dumps = b"".join(
        subprocess.run(
            [str(wheel_folder() / "pg_dump"), "-h", server.host, "-U", server.user, name],
            env={"PGPASSWORD": server.password, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=True,
        ).stdout
        for name in (server.database, storage.keys.address.database)
    )
    held = dumps + storage.journal.path(service).read_bytes()
    assert b"planted" not in held
    assert b"planted".hex().encode() not in held
