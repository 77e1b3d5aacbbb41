"""Identifiers, facts and suppressed addresses as rows: sealed, found blindly, kept as history."""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from amana.domain.person.facts import BornIn, OfAge, PersonKind
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.domain.vocabulary.collecting import Origin
from amana.storage import ServerAddress, Storage
from amana.storage.errors import KeyMissing, RecordSealBroken
from amana.storage.work import Work

EMAIL, NEW = "amal@house.example", "amal.new@house.example"
KIND = IdentifierKind.EMAIL


def _note(work: Work, person: str, value: str, kind: IdentifierKind = KIND) -> UUID | None:
    key = work.sealer.person_key(person)
    work.people.meet(key)
    work.identifiers.note_own(person, entry=uuid4())
    return work.identifiers.note(key, kind, value, origin=Origin.PERSON, source=None, entry=uuid4())


def test_one_address_may_be_of_several_persons(storage: Storage, service: str) -> None:
    """A family shares it: each is found, by the service's own id, and noting it twice is once."""
    with storage.work(service) as work:
        assert _note(work, "mother", EMAIL) is not None
        assert _note(work, "mother", EMAIL) is None
        assert _note(work, "child", EMAIL) is not None
        found = work.identifiers.whose(KIND, EMAIL)
        assert set(work.identifiers.own_ids(found).values()) == {"mother", "child"}
        assert work.identifiers.whose(IdentifierKind.DEVICE, EMAIL) == ()


def test_what_ended_stays_as_history(storage: Storage, service: str) -> None:
    """The old address finds nobody any more, and is still told to the person."""
    with storage.work(service) as work:
        _note(work, "one", EMAIL)
        key = work.sealer.person_key("one")
        assert work.identifiers.verify([key], KIND, EMAIL, by="code")
        new = _note(work, "one", NEW)
        assert work.identifiers.end([key], KIND, EMAIL, replaced_by=new)
        assert not work.identifiers.end([key], KIND, EMAIL)
        assert not work.identifiers.verify([key], KIND, EMAIL, by="code")
        old, current = work.identifiers.of([key])
        assert (old.value, old.verified_by, old.replaced_by) == (EMAIL, "code", new)
        assert old.ended_at is not None
        assert (current.value, current.verified_at, current.ended_at) == (NEW, None, None)
        assert work.identifiers.whose(KIND, EMAIL) == ()
        assert work.identifiers.whose(KIND, NEW) == (key,)


def test_no_value_stands_readable_in_the_rows(
    storage: Storage, service: str, server: ServerAddress
) -> None:
    """Sealed and hashed: neither the address nor the service's own id can be read."""
    with storage.work(service) as work:
        _note(work, "readable-person", EMAIL)
        work.suppression.add(KIND, EMAIL, Why.ASKED)
        work.transaction.end(commit=True)
    with psycopg.connect(server.conninfo(), options="-c search_path=amana") as asked:
        rows = asked.execute("select i::text, s::text from identifier i, suppressed s").fetchall()
    for value in (EMAIL, "readable-person"):
        assert value not in str(rows)
        assert value.encode().hex() not in str(rows)


def test_a_sealed_value_opens_in_its_own_row_alone(storage: Storage, service: str) -> None:
    """Moved to another person's row, or in place of a fact, it does not open."""
    with storage.work(service) as work:
        _note(work, "one", EMAIL)
        _note(work, "two", NEW)
        one, two = (work.sealer.person_key(name) for name in ("one", "two"))
        held = {row["person_key"]: row for row in _rows(work, [one, two])}
        for key in (one, two):
            other = held[two if key == one else one]
            with pytest.raises(RecordSealBroken):
                work.sealer.open_record(
                    other["sealed"], person=key, record=held[key]["id"], version=0
                )


def _rows(work: Work, members: list[bytes]) -> list[dict[str, Any]]:
    rows = work.transaction.rows("identifiers", "held", service=work.service, members=members)
    return [row for row in rows if row["kind"] == "email"]


def test_a_new_index_key_finds_what_was_written_under_the_old(
    storage: Storage, service: str
) -> None:
    """Before the rows are written anew, and after; twice is once."""
    with storage.work(service) as work:
        _note(work, "one", EMAIL)
        _note(work, "one", "c-71b2", IdentifierKind.DEVICE)
        work.transaction.end(commit=True)
    with storage.work(service) as work:
        ring = work.sealer.ring
        newest = max(ring.indexes) + 1
        object.__setattr__(ring, "indexes", {**ring.indexes, newest: b"n" * 32})
        key = work.sealer.person_key("one")
        assert work.identifiers.whose(KIND, EMAIL) == (key,)
        assert work.identifiers.under_others() == 2
        while work.identifiers.look_anew(limit=1):
            pass
        assert work.identifiers.under_others() == 0
        object.__setattr__(ring, "indexes", {newest: b"n" * 32})
        assert work.identifiers.whose(KIND, EMAIL) == (key,)
        assert _note(work, "one", EMAIL) is None
    storage.rings.of(service)


def test_the_latest_declaration_counts(storage: Storage, service: str) -> None:
    """Of each fact and id; who said so stands beside it."""
    with storage.work(service) as work:
        key = work.sealer.person_key("one")
        work.people.meet(key)
        for value in (
            BornIn(year=2010),
            OfAge(at_least=16, yes=True),
            PersonKind.BUSINESS,
            ("QA",),
            ("JO", "QA"),
        ):
            work.declared.declare(
                key, value, origin=Origin.THIRD_PARTY, source="courier", entry=uuid4()
            )
        found = work.declared.of([key])
        assert {each.value for each in found} == {
            OfAge(at_least=16, yes=True),
            PersonKind.BUSINESS,
            ("JO", "QA"),
        }
        assert {(each.origin, each.source) for each in found} == {(Origin.THIRD_PARTY, "courier")}
        work.declared.declare(
            key, BornIn(year=2001), origin=Origin.PERSON, source=None, entry=uuid4()
        )
        assert BornIn(year=2001) in {each.value for each in work.declared.of([key])}


def test_an_address_stays_out_for_each_of_its_reasons(storage: Storage, service: str) -> None:
    """Lifting one reason leaves the other; kinds and services are apart."""
    with storage.work(service) as work:
        work.suppression.add(KIND, EMAIL, Why.ERASED)
        work.suppression.add(KIND, EMAIL, Why.OPTED_OUT)
        work.suppression.add(KIND, EMAIL, Why.OPTED_OUT)
        assert work.suppression.why(KIND, EMAIL) == {Why.ERASED, Why.OPTED_OUT}
        assert work.suppression.lift(KIND, EMAIL, [Why.ERASED]) == 1
        assert work.suppression.why_many([(KIND, EMAIL), (KIND, NEW)]) == {
            (KIND, EMAIL): {Why.OPTED_OUT}
        }
        assert work.suppression.why(IdentifierKind.PHONE, EMAIL) == frozenset()
        assert work.suppression.look(KIND, EMAIL) != work.sealer.blind(KIND.value, EMAIL)


def test_what_is_not_a_value_of_its_kind_does_not_open(storage: Storage, service: str) -> None:
    """Rightly sealed and wrongly formed, in the row of a fact or of an identifier."""
    with storage.work(service) as work:
        key = work.sealer.person_key("one")
        work.people.meet(key)
        for fact, plain in (
            ("age", b'{"of":"age"}'),
            ("age", b'{"of":"age","born_in":"old"}'),
            ("kind", b'{"of":"age","born_in":1990}'),
            ("kind", b"[]"),
            ("kind", b"no json"),
        ):
            row = uuid4()
            sealed = work.sealer.seal_record(plain, person=key, record=row, version=0)
            values = {"id": row, "person_key": key, "fact": fact, "sealed": sealed}
            more = {"origin": "person", "source": None, "entry": row}
            work.transaction.change("identifiers", "declare", service=service, **values, **more)
            with pytest.raises(RecordSealBroken):
                work.declared.of([key])


def test_without_the_key_nothing_is_told(storage: Storage, service: str) -> None:
    """Unless only what is readable is asked for: an erasure goes on."""
    with storage.work(service) as work:
        _note(work, "one", EMAIL)
        work.transaction.end(commit=True)
    with storage.reading(service) as view:
        key = view.sealer.person_key("one")
        storage.person_keys.destroy(service, [key])
        assert view.identifiers.of([key], only_readable=True) == ()
        with pytest.raises(KeyMissing):
            view.identifiers.of([key])
