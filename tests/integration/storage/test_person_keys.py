"""A key a person: made once, turned with the epochs, and gone with its epoch's key."""

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from amana.domain.ledger.entry import Entry
from amana.storage import EmbeddedServer, ServerAddress, Storage
from amana.storage.errors import (
    CannotOpen,
    CannotUnwrap,
    EpochCurrent,
    EpochInUse,
    KeyMissing,
    KeyringMissing,
    NotFound,
    WrongRootKey,
)
from amana.storage.keys import FileRootKey, KeysDatabase, Purpose
from amana.storage.keys.turning import destroy_epoch, epochs, replace_root, rewrap, turn_epoch

PEOPLE = [f"person-{number}" for number in range(7)]


def _use(storage: Storage, service: str, *people: str) -> None:
    """Commit an act about each of the people."""
    for person in people:
        with storage.work(service) as work:
            work.commit(Entry(act="use", body={"of": person}, person=person))


def _bodies(storage: Storage, service: str, person: str) -> list[object]:
    with storage.reading(service) as view:
        return [dict(about.body) for about in view.people.acts(person)]


@pytest.fixture(scope="module")
def own_server(place: Path) -> Iterator[ServerAddress]:
    """Run a server of these tests' own: roles, and their passwords, belong to a server."""
    with EmbeddedServer(place / "own-server", durable=False) as address:
        yield address


@pytest.fixture
def own(own_server: ServerAddress, place: Path, service: str) -> Iterator[Storage]:
    """Open storage of the test's own, with a root key in a file and databases of its own."""
    made = Storage(
        replace(own_server, database=service.replace("-", "_")),
        root_key=FileRootKey(place / service / "secrets" / "root.key"),
        secrets=place / service / "secrets",
    )
    made.set_up()
    yield made
    made.close()


def _again(storage: Storage, place: Path, service: str) -> Storage:
    """Open the same storage as another process does, nothing cached."""
    return Storage(
        storage.address,
        root_key=FileRootKey(place / service / "secrets" / "root.key"),
        secrets=place / service / "secrets",
    )


def test_two_programs_make_one_key(storage: Storage, service: str, place: Path) -> None:
    """Whoever is second takes the first one's key, and reads what the other sealed."""
    other = Storage(storage.address, root_key=storage.root_key, secrets=place / "secrets")
    threads = [
        threading.Thread(target=_use, args=(each, service, *PEOPLE))
        for each in (storage, other, storage, other)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for person in PEOPLE:
        assert _bodies(storage, service, person) == _bodies(other, service, person)
        assert len(_bodies(other, service, person)) == 4
    assert epochs(storage.keys, service)[0].persons == len(PEOPLE)
    other.close()


def test_a_key_whose_act_never_committed_hurts_nobody(storage: Storage, service: str) -> None:
    """The person of a key that was left over is met like anybody else."""
    with storage.work(service) as work:
        person_key = work.sealer.person_key(PEOPLE[0])
        work.people.meet(person_key)
        work.sealer.seal(b"", entry=work.name_entry(), person=person_key)
        assert work.sealer.at_hand(person_key)
    _use(storage, service, PEOPLE[0])
    assert len(_bodies(storage, service, PEOPLE[0])) == 1


def test_a_body_of_one_person_does_not_open_as_anothers(storage: Storage, service: str) -> None:
    """Nor does it open as a body about nobody."""
    _use(storage, service, *PEOPLE[:2])
    with storage.reading(service) as view:
        sealer, (entry,) = view.sealer, view.people.acts(PEOPLE[0])
        sealed = sealer.seal(b"body", entry=entry.entry, person=sealer.person_key(PEOPLE[0]))
        for person in (sealer.person_key(PEOPLE[1]), None):
            with pytest.raises(CannotOpen):
                sealer.open(sealed, entry=entry.entry, person=person)
        with pytest.raises(KeyMissing):
            sealer.open(sealed, entry=entry.entry, person=sealer.person_key("nobody"))


def test_an_epoch_turns_beside_a_running_program(
    storage: Storage, service: str, place: Path
) -> None:
    """Old bodies open, new persons come under the new epoch, and the old key can be destroyed."""
    running = Storage(storage.address, root_key=storage.root_key, secrets=place / "secrets")
    _use(running, service, *PEOPLE)
    assert turn_epoch(storage.keys, service) == 2
    _use(running, service, "new-person", PEOPLE[0])
    batches: list[int] = []
    assert rewrap(storage.keys, service, on_batch=batches.append, batch=3) == len(PEOPLE)
    assert batches == [3, 3, 1]
    assert destroy_epoch(storage.keys, service, 1) == 0
    first, second = epochs(storage.keys, service)
    assert (first.state, first.persons) == ("destroyed", 0)
    assert (second.state, second.persons) == ("current", len(PEOPLE) + 1)
    fresh = Storage(storage.address, root_key=storage.root_key, secrets=place / "secrets")
    assert [len(_bodies(fresh, service, person)) for person in PEOPLE] == [2, *([1] * 6)]
    held = json.loads((place / "secrets" / f"keyring-{service}.json").read_text())
    assert set(held) == {"lookup", "service.1", "epoch.2", "index.1"}
    running.close()
    fresh.close()


def test_a_rewrap_that_was_killed_is_taken_up(storage: Storage, service: str) -> None:
    """What was rewrapped stays, the rest follows."""
    _use(storage, service, *PEOPLE)
    turn_epoch(storage.keys, service)

    def killed(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rewrap(storage.keys, service, on_batch=killed, batch=2)
    assert [epoch.persons for epoch in epochs(storage.keys, service)] == [5, 2]
    assert rewrap(storage.keys, service, batch=2) == 5


def test_an_epoch_in_use_is_destroyed_only_with_open_eyes(
    storage: Storage, service: str, place: Path
) -> None:
    """The number of persons is said first; afterwards what they sealed never opens."""
    _use(storage, service, *PEOPLE)
    with pytest.raises(EpochCurrent):
        destroy_epoch(storage.keys, service, 1)
    with pytest.raises(NotFound):
        destroy_epoch(storage.keys, service, 9)
    turn_epoch(storage.keys, service)
    with pytest.raises(EpochInUse) as refused:
        destroy_epoch(storage.keys, service, 1)
    assert refused.value.fields == {"epoch": 1, "persons": len(PEOPLE)}
    assert destroy_epoch(storage.keys, service, 1, even_so=True) == len(PEOPLE)
    assert destroy_epoch(storage.keys, service, 1) == 0
    fresh = Storage(storage.address, root_key=storage.root_key, secrets=place / "secrets")
    with pytest.raises(KeyMissing):
        _bodies(fresh, service, PEOPLE[0])
    fresh.close()


def test_the_root_key_is_replaced_beside_a_running_program(
    own: Storage, service: str, place: Path
) -> None:
    """A program that knows the old one reads the file again; the old one opens nothing more."""
    own.create_service("shop")
    own.create_service("store")
    _use(own, "shop", *PEOPLE)
    file = place / service / "secrets" / "root.key"
    before = json.loads(file.read_text())["root"]
    running = _again(own, place, service)
    root = FileRootKey(file)
    assert own.replace_root_key(root, lambda _: None) == 2
    assert set(json.loads(file.read_text())) == {"root"}
    assert json.loads(file.read_text())["root"] != before
    assert len(_bodies(running, "shop", PEOPLE[0])) == 1
    running.create_service("later")
    assert _bodies(_again(own, place, service), "shop", PEOPLE[0]) == [{"of": PEOPLE[0]}]
    file.write_text(json.dumps({"root": before}))
    with pytest.raises(CannotUnwrap):
        _bodies(_again(own, place, service), "shop", PEOPLE[0])


def test_a_replacement_of_the_root_key_that_was_killed_goes_on(
    own: Storage, service: str, place: Path
) -> None:
    """Between any two rings everything opens, and the next call ends it with the same new key."""
    for name in ("shop", "store"):
        own.create_service(name)
        _use(own, name, PEOPLE[0])
    file = place / service / "secrets" / "root.key"

    def killed(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        own.replace_root_key(FileRootKey(file), killed)
    begun = json.loads(file.read_text())
    assert set(begun) == {"root", "before"}
    for name in ("shop", "store"):
        assert len(_bodies(_again(own, place, service), name, PEOPLE[0])) == 1
    own.replace_root_key(FileRootKey(file), lambda _: None)
    assert json.loads(file.read_text()) == {"root": begun["root"]}
    assert len(_bodies(_again(own, place, service), "store", PEOPLE[0])) == 1


@pytest.mark.parametrize("killed_at", ["begun", "first ring", "before the check", "before the end"])
def test_the_database_opens_wherever_a_replacement_of_the_root_key_was_killed(
    own: Storage, service: str, place: Path, killed_at: str
) -> None:
    """The next start works with what the file holds, and ending it leaves the new key alone."""
    for name in ("shop", "store"):
        own.create_service(name)
        _use(own, name, PEOPLE[0])
    file = place / service / "secrets" / "root.key"
    before = json.loads(file.read_text())["root"]

    def at(step: str) -> Callable[[object], None]:
        def pass_by(_: object) -> None:
            if step == killed_at:
                raise KeyboardInterrupt

        return pass_by

    def settle() -> None:
        at("before the check")(None)
        own.set_up()
        at("before the end")(None)

    root = FileRootKey(file)
    if killed_at == "begun":
        root.replace()
    else:
        with pytest.raises(KeyboardInterrupt):
            replace_root(own.keys, root, on_ring=at("first ring"), settle=settle)
    assert json.loads(file.read_text())["before"] == before
    again = _again(own, place, service)
    again.set_up()
    assert len(_bodies(again, "store", PEOPLE[0])) == 1
    again.replace_root_key(FileRootKey(file), lambda _: None)
    assert set(json.loads(file.read_text())) == {"root"}
    _again(own, place, service).set_up()
    file.write_text(json.dumps({"root": before}))
    with pytest.raises(WrongRootKey):
        _again(own, place, service).set_up()


def test_a_service_older_than_rings_keeps_its_keys(own: Storage, service: str, place: Path) -> None:
    """Its look-up and body keys came from the root key; setting up writes them on a ring."""
    own.create_service("shop")
    ring = place / service / "secrets" / "keyring-shop.json"
    with own.keys.as_administrator() as connection:
        connection.execute("delete from amana.epoch where service = 'shop'")
    ring.unlink()
    own.set_up()
    again = _again(own, place, service)
    made = again.rings.of("shop")
    root = FileRootKey(place / service / "secrets" / "root.key")
    assert made.lookup == root.derive(Purpose.PERSON, service="shop")
    _use(again, "shop", PEOPLE[0])
    assert len(_bodies(again, "shop", PEOPLE[0])) == 1
    again.close()


def test_a_lost_ring_is_never_made_anew(own: Storage, service: str, place: Path) -> None:
    """Fresh keys would hide that everything sealed is lost: the start says which file it is."""
    own.create_service("shop")
    (place / service / "secrets" / "keyring-shop.json").unlink()
    with pytest.raises(KeyringMissing):
        _again(own, place, service).set_up()


def test_passwords_are_replaced_beside_a_running_program(own: Storage, service: str) -> None:
    """Open connections go on, and new ones are let in with the new password."""
    del service
    own.create_service("shop")
    _use(own, "shop", PEOPLE[0])
    assert own.replace_passwords() >= 4
    _use(own, "shop", PEOPLE[1])
    own.keys.close()
    database = KeysDatabase(own.keys.address, passwords=own.passwords, rings=own.rings)
    with database.transaction() as keys:
        assert keys.row("keys", "current", service="shop") == {"number": 1}
    database.close()


def test_many_keys_are_made_and_found_as_one_is(
    storage: Storage, service: str, place: Path
) -> None:
    """Programs that make the keys of the same people at once all get the same ones."""
    persons = [bytes([number]) * 32 for number in range(40)]
    others = [
        Storage(storage.address, root_key=storage.root_key, secrets=place / "secrets")
        for _ in range(3)
    ]
    first = storage.person_keys.obtain(service, persons[0])
    with ThreadPoolExecutor(len(others)) as threads:
        made = list(
            threads.map(lambda other: other.person_keys.obtain_many(service, persons), others)
        )
    found = storage.person_keys.find_many(service, [*persons, bytes(32)[:31] + b"x"])
    assert all(each == found for each in made)
    assert found[persons[0]] == first
    assert len(set(found.values())) == len(persons)
    # All are at hand now.
    assert storage.person_keys.find_many(service, persons) == found
    storage.person_keys.destroy(service, persons[:1])
    assert set(storage.person_keys.find_many(service, persons)) == set(persons[1:])


def test_a_ring_older_than_blind_indexes_gets_its_key_at_the_next_setup(own: Storage) -> None:
    """A key that is there stays; no blind index is made without one."""
    own.create_service("shop")
    file = next(own.rings.folder.glob("keyring-*.json"))
    held = json.loads(file.read_text())
    file.write_text(json.dumps({name: key for name, key in held.items() if name != "index.1"}))
    assert not own.rings.of("shop").indexes
    own.set_up()
    made = own.rings.of("shop").indexes
    own.set_up()
    assert own.rings.of("shop").indexes == made
    assert set(made) == {1}
