"""Ids of one person: joined, parted, numbered, and erased together."""

from uuid import uuid4

import pytest

from amana.domain.ledger.entry import Entry
from amana.domain.person.groups import MOST_IDS
from amana.storage import Storage
from amana.storage.errors import PersonErased
from amana.storage.persons import TieKind
from amana.storage.persons.errors import TooManyIds, VisitorTaken
from amana.storage.work import Work

A, B, C = "id-a", "id-b", "id-c"


def _met(work: Work, *persons: str) -> list[bytes]:
    keys = [work.sealer.person_key(person) for person in persons]
    for key in keys:
        work.people.meet(key)
    return keys


def _join(storage: Storage, service: str, one: str, other: str) -> None:
    with storage.work(service) as work:
        a, b = _met(work, one, other)
        work.persons.join(a, b, entry=uuid4())
        work.commit(Entry(act="merge", body={}))


def _group(storage: Storage, service: str, person: str) -> set[bytes]:
    with storage.reading(service) as view:
        group = view.persons.group(person)
        assert group[0] == view.sealer.person_key(person)
    return set(group)


def _keys(storage: Storage, service: str, *persons: str) -> set[bytes]:
    with storage.reading(service) as view:
        return {view.sealer.person_key(person) for person in persons}


def test_somebody_unknown_is_one_id(storage: Storage, service: str) -> None:
    """Who was never met, and who is known under one id, have just that one."""
    assert _group(storage, service, A) == _keys(storage, service, A)


def test_joined_ids_are_one_group_from_each_of_them(storage: Storage, service: str) -> None:
    """A chain of bonds is one group, whichever id is asked for."""
    _join(storage, service, A, B)
    _join(storage, service, C, B)
    for person in (A, B, C):
        assert _group(storage, service, person) == _keys(storage, service, A, B, C)


def test_parting_leaves_what_there_was_before(storage: Storage, service: str) -> None:
    """A bond that is taken back leaves the other one; taking an id out leaves it alone."""
    _join(storage, service, A, B)
    _join(storage, service, B, C)
    with storage.work(service) as work:
        b, c = _met(work, B, C)
        assert work.persons.part(b, c, entry=uuid4()) == 1
        assert work.persons.part(b, c, entry=uuid4()) == 0
        work.commit(Entry(act="split", body={}))
    assert _group(storage, service, A) == _keys(storage, service, A, B)
    assert _group(storage, service, C) == _keys(storage, service, C)
    with storage.work(service) as work:
        (a,) = _met(work, A)
        assert work.persons.part(a, None, entry=uuid4()) == 1
        work.commit(Entry(act="split", body={}))
    assert _group(storage, service, B) == _keys(storage, service, B)


def test_an_erased_id_has_no_group(storage: Storage, service: str) -> None:
    """The tombstone is found by the statement that reads the group, and takes its ties along."""
    _join(storage, service, A, B)
    with storage.work(service) as work:
        (a,) = _met(work, A)
        work.erasures.begin({a: None}, intended=uuid4())
        work.commit(Entry(act="erase", body={}))
    with storage.reading(service) as view:
        with pytest.raises(PersonErased):
            view.persons.group(A)
        assert view.persons.ties([view.sealer.person_key(B)]) == ()


def test_a_browser_joins_one_account(storage: Storage, service: str) -> None:
    """Who signs in next on the same browser does not become the same person."""
    with storage.work(service) as work:
        visitor, first, second, same = _met(work, "visitor", A, B, C)
        work.persons.join(first, same, entry=uuid4())
        for account in (first, first, same):
            group = work.persons.join(visitor, account, entry=uuid4(), kind=TieKind.VISITOR)
            assert set(group) == {visitor, first, same}
        with pytest.raises(VisitorTaken):
            work.persons.join(visitor, second, entry=uuid4(), kind=TieKind.VISITOR)
        assert work.persons.part(visitor, None, entry=uuid4()) == 1
        group = work.persons.join(visitor, second, entry=uuid4(), kind=TieKind.VISITOR)
        assert set(group) == {visitor, second}


def test_a_group_does_not_grow_without_end(storage: Storage, service: str) -> None:
    """Whoever joins everything that shares an address is stopped."""
    with storage.work(service) as work:
        first, *others = _met(work, *(f"id-{number}" for number in range(MOST_IDS + 1)))
        for other in others[:-1]:
            work.persons.join(first, other, entry=uuid4())
        with pytest.raises(TooManyIds):
            work.persons.join(first, others[-1], entry=uuid4())


def test_numbers_are_dense_and_stay(storage: Storage, service: str) -> None:
    """From 0 on without a gap, one by one or many at once; the erased keep theirs."""
    with storage.work(service) as work:
        a, b, c, d = _met(work, A, B, C, "id-d")
        assert work.persons.number(a) is None
        assert work.persons.give_number(a) == work.persons.give_number(a) == 0
        assert work.persons.give_numbers(limit=2) == 2
        assert work.persons.give_numbers() == 1
        assert work.persons.give_numbers() == 0
        numbers = {key: work.persons.number(key) for key in (a, b, c, d)}
        assert sorted(str(number) for number in numbers.values()) == ["0", "1", "2", "3"]
        assert work.persons.numbered() == 4
        work.erasures.begin({b: None}, intended=uuid4())
        assert work.persons.number(b) == numbers[b]
        left = work.persons.of_numbers(range(9))
        assert {key: number for number, key in left.items()} == {
            key: number for key, number in numbers.items() if key != b
        }
        with pytest.raises(PersonErased):
            work.erasures.begin({b: None}, intended=uuid4())
        with pytest.raises(PersonErased):
            work.persons.give_number(work.sealer.person_key("nobody"))
