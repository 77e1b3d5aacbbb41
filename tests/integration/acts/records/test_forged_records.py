"""What whoever stole a service's login may still do to its records: nothing that holds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg import sql

from amana.acts.doors.record_sets import RecordSetsDoor
from amana.acts.record_sets.metadata import Chosen
from amana.storage.errors import RecordSealBroken
from amana.storage.probing import stored_records
from amana.storage.records.sets import MetadataChange
from amana.storage.uuid7 import uuid7

pytestmark = pytest.mark.promise("A15")
LATER = datetime.now(UTC) + timedelta(days=30)
CHANGES = [
    "origin = 'automatic'",
    "origin = 'third-party', source = 'courier'",
    "occasion = 'order'",
    "policy_version = policy_version + 1",
    "imported = true",
    "entry = gen_random_uuid()",
    "expires_at = expires_at + interval '10 years'",
    "expires_at = null",
    "automated = true",
    "terms = null",
]
REFUSED = [
    "update record set type = 'review'",
    "update record set person_key = sha256('x')",
    "update record set at = at - interval '1 year'",
    "update record set version = version + 2",
    "update record_purpose set purpose = 'quality'",
    "delete from record_purpose",
    "delete from record_recipient",
    "delete from record_past",
    "update record_past set occasion = 'order'",
    "insert into record_past select * from record_past",
]
BACK_AGAIN = (
    "with gone as (delete from record returning *) insert into record (service, id, look,"
    " person_key, type, version, sealed, policy_version, occasion, origin, source, imported,"
    " automated, expires_at, entry, terms) select service, id, look, person_key, type, version,"
    " sealed, policy_version, occasion, origin, source, imported, automated, expires_at, entry,"
    " terms from gone"
)


def _sets(house: Any) -> RecordSetsDoor:  # noqa: ANN401 - of conftest
    return RecordSetsDoor(house.storage)


@pytest.mark.parametrize("change", CHANGES)
def test_a_record_beside_which_something_was_changed_does_not_open(
    house: Any,  # noqa: ANN401 - of conftest
    thief: psycopg.Connection,
    change: str,
) -> None:
    """Origin, notice, time: neither alone nor in a set does it open, and the probe sees it."""
    house.collect(expires_at=LATER)
    assert len(_sets(house).use_set(house.service, "orders").records) == 1
    thief.execute(sql.SQL("update record set {}").format(sql.SQL(change)))  # type: ignore[arg-type,unused-ignore]  # a parameter of the test is no literal
    with pytest.raises(RecordSealBroken):
        house.use()
    with pytest.raises(RecordSealBroken):
        _sets(house).use_set(house.service, "orders")
    with house.storage.reading(house.service) as view:
        assert [each.content for each in stored_records(view, most=10)] == [None]


@pytest.mark.parametrize("statement", REFUSED)
def test_what_a_record_was_is_not_rewritten(
    house: Any,  # noqa: ANN401 - of conftest
    thief: psycopg.Connection,
    statement: str,
) -> None:
    """The database refuses the service's own login."""
    house.collect(expires_at=LATER)
    house.correct()
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)):
        thief.execute(statement)  # type: ignore[call-overload,unused-ignore]  # a parameter of the test is no literal
    assert house.use().values == {"name": "مريم سالم", "email": "Maryam@example.org"}


def test_an_objection_is_not_taken_back_nor_the_record_put_back_without_it(
    house: Any,  # noqa: ANN401 - of conftest
    thief: psycopg.Connection,
) -> None:
    """Neither by setting it back nor by deleting the record and putting it there again."""
    house.collect()
    change = MetadataChange(objected=("orders",))
    _sets(house).change_records(house.service, Chosen(type="profile", key="k-1"), change)
    with pytest.raises(psycopg.errors.RaiseException):
        thief.execute("update record_purpose set objected = false")
    older = uuid7(datetime.now(UTC) - timedelta(hours=1))
    with pytest.raises(psycopg.errors.RaiseException):
        thief.execute(BACK_AGAIN.replace("select service, id", f"select service, '{older}'"))
    assert len(_sets(house).use_set(house.service, "orders").records) == 0


def test_a_record_serves_no_purpose_that_it_did_not_come_in_for(
    house: Any,  # noqa: ANN401 - of conftest
    thief: psycopg.Connection,
) -> None:
    """A purpose that was added beside it breaks the seal of what stands there."""
    house.collect()
    thief.execute("insert into record_purpose select service, 'quality', id from record")
    with pytest.raises(RecordSealBroken):
        _sets(house).use_set(house.service, "quality")
    with pytest.raises(RecordSealBroken):
        house.use(purposes=frozenset({"quality"}))


def test_a_key_leads_to_its_own_record_alone(
    house: Any,  # noqa: ANN401 - of conftest
    thief: psycopg.Connection,
) -> None:
    """The key of a record is sealed in it; another look put in its place leads nowhere."""
    house.collect()
    house.collect(person="person-2", key="k-2")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        thief.execute("update record set look = sha256('x')")
    (look,) = thief.execute("select look from record order by id limit 1").fetchone() or (b"",)
    thief.execute("delete from record where look = %s", (look,))
    thief.execute(
        "with gone as (delete from record returning *) insert into record (service, id, look,"
        " person_key, type, version, sealed, policy_version, occasion, origin, source, imported,"
        " automated, expires_at, entry, terms) select service, id, %s, person_key, type, version,"
        " sealed, policy_version, occasion, origin, source, imported, automated, expires_at, entry,"
        " terms from gone",
        (look,),
    )
    with pytest.raises(RecordSealBroken):
        house.use(key="k-1")


def test_sets_and_corrections_go_on_changing_what_stands_beside_a_record(
    house: Any,  # noqa: ANN401 - of conftest
) -> None:
    """By one statement each, and what they changed opens; a forged row is not made good by them."""
    house.collect(expires_at=LATER)
    door, chosen = _sets(house), Chosen(person="person-1")
    assert door.change_records(house.service, chosen, MetadataChange(automated=True)) == 1
    later = MetadataChange(expires_at=LATER + timedelta(days=1))
    assert door.change_records(house.service, Chosen(purpose="orders"), later) == 1
    house.correct()
    assert door.change_records(house.service, chosen, MetadataChange(automated=False)) == 1
    assert house.use().values["name"] == "مريم سالم"
    assert len(door.use_set(house.service, "orders", automated=False).records) == 1


def test_what_was_forged_is_not_made_good_by_an_act(
    house: Any,  # noqa: ANN401 - of conftest
    thief: psycopg.Connection,
) -> None:
    """A change of a set leaves the mark of a forged row as it is: it still does not open."""
    house.collect(expires_at=LATER)
    thief.execute("update record set expires_at = expires_at + interval '10 years'")
    change = MetadataChange(automated=True)
    _sets(house).change_records(house.service, Chosen(person="person-1"), change)
    with pytest.raises(RecordSealBroken):
        house.use()
