"""What whoever stole a service's login may still do to who is known by what: little of it holds."""

from uuid import UUID, uuid4

import psycopg
import pytest

from amana.domain.person.identifiers import IdentifierKind, Why
from amana.domain.vocabulary.collecting import Origin
from amana.storage import Storage
from amana.storage.forging import forged_rows
from amana.storage.work import Work

pytestmark = pytest.mark.promise("A15")
KIND = IdentifierKind.EMAIL
HERS, HIS = "amal@house.example", "omar@house.example"


def _note(work: Work, person: str, value: str) -> bytes:
    key = work.sealer.person_key(person)
    work.people.meet(key)
    work.identifiers.note(key, KIND, value, origin=Origin.PERSON, source=None, entry=uuid4())
    return key


def _two(storage: Storage, service: str) -> tuple[bytes, bytes]:
    with storage.work(service) as work:
        keys = _note(work, "amal", HERS), _note(work, "omar", HIS)
        work.transaction.end(commit=True)
    return keys


def _forged(storage: Storage, service: str) -> list[str]:
    with storage.reading(service) as view:
        return [each.code for each in forged_rows(view, most=10)]


def test_nobody_is_verified_by_a_row(
    storage: Storage, service: str, thief: psycopg.Connection
) -> None:
    """What was verified by no act counts as not verified, and shows."""
    hers, his = _two(storage, service)
    with storage.work(service) as work:
        assert work.identifiers.verify([hers], KIND, HERS, by="code")
        work.transaction.end(commit=True)
    thief.execute(
        "update identifier set (verified_at, verified_by, verified_mark) = (select verified_at,"
        " verified_by, verified_mark from identifier where verified_at is not null)"
        " where verified_at is null"
    )
    with storage.reading(service) as view:
        assert [each.verified_by for each in view.identifiers.of([hers])] == ["code"]
        assert [each.verified_by for each in view.identifiers.of([his])] == [None]
    assert _forged(storage, service) == ["identifier"]


def test_an_index_leads_only_to_whose_the_address_is(
    storage: Storage, service: str, thief: psycopg.Connection
) -> None:
    """His row with the index of her address: she alone is found under it."""
    hers, _ = _two(storage, service)
    thief.execute(
        "update identifier set look = (select look from identifier where person_key = %s)"
        " where person_key <> %s",
        (hers, hers),
    )
    with storage.reading(service) as view:
        assert view.identifiers.whose(KIND, HERS) == (hers,)
        assert view.identifiers.whose(KIND, HIS) == ()


def test_what_ended_stays_ended_and_what_ended_by_a_row_shows(
    storage: Storage, service: str, thief: psycopg.Connection
) -> None:
    """An address that somebody gave up does not find them again."""
    hers, _ = _two(storage, service)
    with storage.work(service) as work:
        work.identifiers.end([hers], KIND, HERS)
        work.transaction.end(commit=True)
    with pytest.raises(psycopg.errors.RaiseException):
        thief.execute("update identifier set ended_at = null where ended_at is not null")
    assert _forged(storage, service) == []
    thief.execute("update identifier set ended_at = transaction_timestamp() where ended_at is null")
    assert _forged(storage, service) == ["identifier"]


def test_an_address_that_stays_out_is_let_in_by_no_row(
    storage: Storage, service: str, thief: psycopg.Connection
) -> None:
    """Rows stay, and a lift without its mark is none; one of ours is good for one time."""

    def why() -> frozenset[Why]:
        with storage.reading(service) as view:
            return view.suppression.why(KIND, HERS)

    def change(*, out: bool) -> None:
        with storage.work(service) as work:
            if out:
                work.suppression.add(KIND, HERS, Why.ASKED)
            else:
                work.suppression.lift(KIND, HERS, [Why.ASKED])
            work.transaction.end(commit=True)

    change(out=True)
    for statement in ("delete from suppressed", "update suppressed set times = 0"):
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)):
            thief.execute(statement)
    thief.execute(
        "insert into suppression_lift (service, kind, look, why, times, mark)"
        " select service, kind, look, why, times, sha256('x') from suppressed"
    )
    assert why() == {Why.ASKED}
    change(out=False)
    assert why() == frozenset()
    change(out=True)
    assert why() == {Why.ASKED}
    thief.execute(
        "insert into suppression_lift (service, kind, look, why, times, mark)"
        " select service, kind, look, why, times + 1, mark from suppression_lift"
    )
    assert why() == {Why.ASKED}
    change(out=True)
    change(out=False)
    assert why() == frozenset()


def test_a_tie_of_a_row_ties_nobody_and_a_group_of_a_row_shows(
    storage: Storage, service: str, thief: psycopg.Connection
) -> None:
    """No guardian, no merged person; who was joined by hand is named by the probe."""
    hers, his = _two(storage, service)
    one, other = sorted((hers, his))
    for tie in ("same", "guardian"):
        thief.execute(
            "insert into person_tie (service, id, person_key, other_key, tie, entry)"
            " values (%s, %s, %s, %s, %s, %s)",
            (service, uuid4(), one, other, tie, uuid4()),
        )
    with storage.reading(service) as view:
        assert view.persons.ties([hers, his]) == ()
        assert view.persons.joined_wrongly(limit=10) == ()
    thief.execute("update person set joined_to = %s where person_key = %s", (one, other))
    assert _forged(storage, service) == ["joined"]


def test_what_acts_joined_is_no_forgery(storage: Storage, service: str) -> None:
    """Two ids that are one person, and one that left again."""
    hers, his = _two(storage, service)
    entry = UUID(int=1)
    with storage.work(service) as work:
        assert set(work.persons.join(hers, his, entry=entry)) == {hers, his}
        work.transaction.end(commit=True)
    assert _forged(storage, service) == []
    with storage.work(service) as work:
        assert work.persons.part(hers, his, entry=entry) == 1
        work.transaction.end(commit=True)
    assert _forged(storage, service) == []
