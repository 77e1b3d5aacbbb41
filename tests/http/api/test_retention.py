"""Programs see what is due, set customers' own times, and note what a law keeps longer."""

from dataclasses import dataclass
from typing import Any

import httpx
import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.doors.records import RecordsDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting
from amana.acts.retention.own import end_own
from amana.domain.key_scope import Ability, KeyScope
from amana.storage import ServerAddress, Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [email, phone], from: person, at: [order], for: [orders]}}
  R1: {{retain: [email], until: account_closed, by_setting: true}}
  R2: {{retain: [phone], until: account_closed, unless: [law]}}
"""
MAP = """\
amana: 1
service: {service}
records:
  booking: {{key: own, fields: {{email: {{is: email, type: email}}}}}}
events:
  account_closed: {{within: P10Y}}
  booking_over: {{within: P10Y}}
"""
OWN = {"person": "person-1", "promise": "R1", "from": "booking_over", "period": "P6M"}
BOOKS = {
    "promise": "R2",
    "category": "phone",
    "why": "law",
    "from": "booking_over",
    "period": "P10Y",
    "basis": "Commercial law, article 26",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program with a key for keeping, and one without."""

    url: str
    key: str
    other: str

    def send(self, route: str, body: dict[str, Any], key: str | None = None) -> httpx.Response:
        """Send a body."""
        headers = {"authorization": f"Bearer {key or self.key}"}
        return httpx.post(f"{self.url}/v1/{route}", json=body, headers=headers)

    def see(self, route: str = "", key: str | None = None) -> httpx.Response:
        """Ask what is due."""
        headers = {"authorization": f"Bearer {key or self.key}"}
        return httpx.get(f"{self.url}/v1/retention{route}", headers=headers)


@pytest.fixture
def program(storage: Storage, service: str, real_site: str) -> Program:
    """Give the service a policy, a map, a booking and two keys."""
    keys = []
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))
    collecting = Collecting(
        type="booking",
        person="person-1",
        key="b-1",
        values={"email": "someone@example.com"},
        purposes=frozenset({"orders"}),
        how=Circumstances(occasion="order"),
    )
    RecordsDoor(storage).collect(service, collecting)
    for ability in (Ability.KEEP, Ability.COLLECT):
        scope = KeyScope(abilities=frozenset({ability}))
        with storage.work(service) as work:
            new = NewKey(label=ability.value, scope=scope)
            keys.append(make_api_key(Act(actor=OPERATOR, work=work), new))
    return Program(url=real_site, key=keys[0], other=keys[1])


@pytest.mark.promise("A18")
def test_a_customers_own_time_is_set_listed_and_ended(program: Program) -> None:
    """The list says when each was set, and when it ended."""
    assert program.send("retention/settings", OWN).json().keys() == {"entry"}
    (now,) = program.send("retention/settings/list", {"person": "person-1"}).json()["settings"]
    assert (now["promise"], now["from"], now["period"]) == ("R1", "booking_over", "P6M")
    assert now["ended_at"] is None
    end = {"person": "person-1", "promise": "R1"}
    assert program.send("retention/settings/end", end).status_code == 200
    (then,) = program.send("retention/settings/list", {"person": "person-1"}).json()["settings"]
    assert then["ended_at"] is not None
    assert program.send("retention/settings/end", end).status_code == 404


def test_a_time_that_cannot_be_set_is_refused(program: Program) -> None:
    """By its form, or since the promise does not let anybody set it."""
    for wrong in ({"period": "six months"}, {"from": "new_moon"}, {"period": "P0D"}):
        assert program.send("retention/settings", OWN | wrong).status_code == 422
    beyond = program.send("retention/settings", OWN | {"promise": "P1"})
    assert (beyond.status_code, beyond.json()["code"]) == (422, "retention.unfit")
    unnamed = program.send("retention/longer", BOOKS | {"why": "disputes"})
    assert (unnamed.status_code, unnamed.json()["code"]) == (422, "retention.unfit")


@pytest.mark.promise("A16")
def test_what_a_law_keeps_longer_is_shown_until_it_is_lifted(program: Program) -> None:
    """With its reason, and what it rests on."""
    kept = program.send("retention/longer", BOOKS).json()["id"]
    (longer,) = program.see().json()["longer"]
    assert longer == {"id": kept, **BOOKS}
    assert program.send(f"retention/longer/{kept}/lift", {}).status_code == 200
    assert program.see().json()["longer"] == []
    assert program.send(f"retention/longer/{kept}/lift", {}).status_code == 404


@pytest.mark.promise("A19")
def test_what_is_due_is_seen_before_and_after_a_run(
    program: Program, storage: Storage, service: str
) -> None:
    """One booking is over: planned, then ended in a set with its entry."""
    (unseen,) = program.see().json()["not_looked_at"]
    assert unseen == {"place": "own-records", "item": "booking", "promises": ["R1"]}
    RecordsDoor(storage).note_event(service, person="person-1", event="account_closed")
    (ahead,) = program.see("/plan").json()["places"]
    assert (ahead["item"], ahead["due_now"]) == ("booking", 1)
    end_own(storage, service)
    seen = program.see().json()
    assert [(each["item"], each["past"], each["ended"]) for each in seen["places"]] == [
        ("booking", 0, 1)
    ]
    assert [(each["state"], each["ended"]) for each in seen["sets"]] == [("done", 1)]


def test_what_lay_there_waits_until_a_program_starts_it(
    program: Program, storage: Storage, service: str, server: ServerAddress
) -> None:
    """The place says that it waits and what would end; once started, it ends."""
    conninfo = server.conninfo(database=storage.address.database)
    with psycopg.connect(conninfo, options="-c search_path=amana") as owner:
        owner.execute("delete from retention_started where service = %s", (service,))
    RecordsDoor(storage).note_event(service, person="person-1", event="account_closed")
    assert end_own(storage, service) == 0
    (place,) = program.see().json()["places"]
    assert (place["fault"], place["past"]) == ("retention.not_started", 1)
    assert program.send("retention/start", {"promise": "R9"}).json()["code"] == "retention.unfit"
    assert program.send("retention/start", {"promise": "R1"}).json().keys() == {"entry"}
    assert end_own(storage, service) == 1


def test_a_key_without_the_ability_is_refused(program: Program) -> None:
    """Nothing is shown, and nothing set."""
    assert program.see(key=program.other).status_code == 403
    assert program.see("/plan", key=program.other).status_code == 403
    for route, body in (
        ("settings", OWN),
        ("settings/list", {"person": "person-1"}),
        ("settings/end", {"person": "person-1", "promise": "R1"}),
        ("start", {}),
        ("longer", BOOKS),
        ("longer/00000000-0000-0000-0000-000000000000/lift", {}),
    ):
        assert program.send(f"retention/{route}", body, program.other).status_code == 403, route
    assert program.send("retention/settings/list", {"person": "person-1"}).json()["settings"] == []


@pytest.mark.promise("A18")
def test_an_event_may_be_of_one_record(program: Program) -> None:
    """A booking that is over, named by its key; one that is not there is refused."""
    told = {"person": "person-1", "event": "booking_over"}
    which = {"type": "booking", "key": "b-1"}
    assert program.send("records/events", told | {"record": which}, program.other).is_success
    nobodys = told | {"record": which | {"key": "b-2"}}
    assert program.send("records/events", nobodys, program.other).status_code == 404
