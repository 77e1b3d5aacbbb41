"""What an access shows of a person's records: its own categories, masked unless given whole."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from amana.acts.access.ask import AccessAsked
from amana.acts.access.read import ReadUnder, Seen
from amana.acts.act import OPERATOR, Act
from amana.acts.doors.access import AccessDoor
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.records import RecordsDoor
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting, Reading, Which
from amana.acts.staff import Staff
from amana.storage import Storage
from amana.storage.bodies import open_body

MAP = """\
amana: 1
service: {service}
records:
  profile:
    key: own
    fields:
      email: {{is: email, type: email}}
      city: {{is: location, type: place}}
  payment:
    key: own
    fields:
      account: {{is: bank_account, type: iban}}
"""
MORE = """\
  W3: {collect: [bank_account], from: person, at: [order], for: [orders]}
  W8: {only: [email], at: [survey], for: [orders]}
  W9: {collect: [email], from: person, at: [survey], for: [orders]}
"""
IBAN = "QA58DOHB00001234567890ABCDEFG"
ASKED = AccessAsked(
    person="noor",
    data=frozenset({"email"}),
    purpose="checks",
    reason="a complaint of last week",
    lasts=timedelta(days=2),
)
Read = Callable[..., Seen]


@pytest.fixture
def policy(policy: str) -> str:
    """Return the policy, with what may be taken in."""
    return policy + MORE


@pytest.fixture
def collect(storage: Storage, service: str, in_force: int) -> Callable[..., None]:
    """Apply the map, and return what takes a record in."""
    del in_force
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))

    def collected(key: str, person: str = "noor", at: str = "order", **values: str) -> None:
        given = Collecting(
            person=person,
            type="payment" if "account" in values else "profile",
            key=key,
            values=values,
            purposes=frozenset({"orders"}),
            how=Circumstances(occasion=at),
        )
        answer = RecordsDoor(storage).collect(service, given).answer
        assert answer.permitted, answer

    return collected


@pytest.fixture
def read(door: AccessDoor, service: str, support: Staff, officer: Staff) -> Read:
    """Return what asks for an access, has it approved where it must be, and reads under it."""

    def under(asked: AccessAsked = ASKED, **given: object) -> Seen:
        answer = door.ask(support, service, asked=asked)
        assert answer.access is not None, answer
        if answer.state == "asked":
            door.approve(officer, service, answer.access)
        reading = replace(ReadUnder(access=answer.access), **given)  # type: ignore[arg-type]  # of the test's own
        return door.read(support, service, given=reading)

    return under


def values(seen: Seen) -> dict[str, object]:
    """Return the values that are shown, by field."""
    return {value.name: value.value for record in seen.records for value in record.values}


@pytest.mark.promise("W1")
def test_values_are_masked_until_they_were_given_whole(
    collect: Callable[..., None], read: Read
) -> None:
    """The categories of the access, nobody else's, and nothing besides."""
    collect("1", email="noor@mail.example", city="Doha")
    collect("2", person="huda", email="huda@mail.example")
    assert values(read()) == {"email": "n••••@mail.example"}
    whole = replace(ASKED, whole=True, data=frozenset({"email", "location"}))
    assert values(read(whole)) == {"email": "n••••@mail.example", "city": "D••••"}
    seen = read(whole, whole=True)
    assert values(seen) == {"email": "noor@mail.example", "city": "Doha"}
    assert {value.masked for record in seen.records for value in record.values} == {False}


def test_what_is_always_masked_is_not_given_whole(collect: Callable[..., None], read: Read) -> None:
    """An account number keeps its last four, however it was asked for and approved."""
    collect("1", account=IBAN)
    seen = read(replace(ASKED, data=frozenset({"bank_account"}), whole=True), whole=True)
    assert values(seen) == {"account": "•••• DEFG"}


def test_a_record_of_a_type_that_the_map_knows_no_more_is_not_shown(
    storage: Storage, service: str, collect: Callable[..., None], read: Read
) -> None:
    """Nobody can say of which category its values are."""
    collect("1", email="noor@mail.example")
    with storage.work(service) as work:
        later = MAP.replace("profile:", "account:").format(service=service)
        apply_map(Act(actor=OPERATOR, work=work), later)
    seen = read()
    assert (seen.answer.permitted, seen.records) == (True, ())


@pytest.mark.promise("W14")
def test_a_record_that_a_limit_keeps_from_the_purpose_is_held_back(
    collect: Callable[..., None], read: Read
) -> None:
    """By the occasion at which it came in: others beside it are shown."""
    collect("1", at="survey", email="survey@mail.example")
    refused = read()
    assert (refused.answer.permitted, refused.records, refused.held_back) == (False, (), 1)
    collect("2", email="noor@mail.example")
    seen = read()
    assert values(seen) == {"email": "n••••@mail.example"}
    assert (seen.answer.permitted, seen.held_back) == (True, 1)


@pytest.mark.promise("W1", "W9")
def test_the_entry_of_a_reading_names_the_records_and_no_value(
    storage: Storage, service: str, collect: Callable[..., None], read: Read, support: Staff
) -> None:
    """Whoever looks it up later knows what was seen, and nobody learns a value from it."""
    collect("1", email="noor@mail.example")
    seen = read()
    with storage.reading(service) as view:
        bodies = {
            row["entry"]: open_body(
                view.sealer, row["sealed"], entry=row["entry"], person=row["person_key"]
            )
            for row in view.transaction.rows("export", "bodies", service=service)
        }
    body = bodies[seen.entry]
    assert body["records"] == (str(seen.records[0].id),)
    assert (body["actor"], body["role"], body["whole"]) == (str(support.id), "support", False)
    assert "mail.example" not in json.dumps({str(key): dict(it) for key, it in bodies.items()})


@pytest.mark.promise("W14")
def test_a_program_reads_delicate_records_for_a_member_with_an_approved_access_alone(
    storage: Storage, service: str, collect: Callable[..., None], read: Read, support: Staff
) -> None:
    """The service's own pages for staff are held to the same accesses as the console."""
    collect("1", account=IBAN)
    asked = Reading(
        which=Which(type="payment", key="1"),
        purposes=frozenset({"checks"}),
        staff=str(support.id),
        reason="a complaint",
    )
    records = RecordsDoor(storage)
    assert not records.read_record(service, asked).answer.permitted
    read(replace(ASKED, data=frozenset({"bank_account"})))
    seen = records.read_record(service, asked)
    assert (seen.answer.permitted, seen.values) == (True, {"account": "•••• DEFG"})
    assert not records.read_record(service, replace(asked, staff="Layla")).answer.permitted


def test_many_records_are_read_page_by_page_each_page_on_the_ledger(
    storage: Storage, service: str, collect: Callable[..., None], read: Read
) -> None:
    """Nothing is shown twice, nothing left out."""
    for number in range(53):
        collect(str(number), email=f"n{number:02}@mail.example")
    first = read(replace(ASKED, whole=True), whole=True)
    assert len(first.records) == 50
    second = read(replace(ASKED, whole=True), whole=True, after=first.next)
    assert (len(second.records), second.next) == (3, None)
    assert len({*values(first).values(), *(r.id for r in (*first.records, *second.records))}) > 53
    told = ApplicationDoor(storage).history(service, person="noor").acts
    reads = [each for each in told if each.act == "read"]
    assert len(reads) == 2
