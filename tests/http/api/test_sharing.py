"""Recipients, grants, disclosures and links over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
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
  name: {{}}
  email: {{is: "pd:EmailAddress"}}
  address: {{is: "pd:PhysicalAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  planning: {{is: "dpv:ServiceProvision", basis: contract}}
  sale:
    is: "dpv:SellDataToThirdParties"
    basis: legitimate_interest
    name: {{en: "sale"}}
recipients:
  courier: {{kind: service_providers, name: {{en: "courier"}}}}
  broker: {{kind: advertisers_marketers, name: {{en: "broker"}}}}
  calendar: {{kind: integration_partners, name: {{en: "calendar"}}}}
promises:
  P1: {{collect: [name, email, address], from: person, at: [registration], for: [orders, planning]}}
  P2: {{share: [name, address], to: [courier], for: [orders], under: [contract]}}
  P3: {{share: [email], to: [calendar], for: [planning], if: [own_choice]}}
  P4: {{share: [email], to: [broker], for: [sale]}}
  P5: {{never: [name, email, address], as: [sell, rent, trade]}}
"""
MAP = """\
amana: 1
service: {service}
records:
  profile:
    key: own
    fields:
      name: {{is: name, type: text}}
      email: {{is: email, type: email}}
      address: {{is: address, type: text}}
"""
HOME = "14 Harbour Road, Doha"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A service with recipients, over HTTP."""

    storage: Storage
    service: str
    client: httpx.Client

    def post(self, path: str, body: dict[str, Any], key: str | None = None) -> httpx.Response:
        """Ask by the service's key, or another one."""
        headers = {} if key is None else {"authorization": f"Bearer {key}"}
        return self.client.post(f"/v1/{path}", json=body, headers=headers)

    def get(self, path: str) -> dict[str, Any]:
        """Return what a route shows."""
        answer = self.client.get(f"/v1/{path}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def grant(self, **more: object) -> httpx.Response:
        """Grant the courier the address for orders, or what is said."""
        return self.post("recipient-grants", wanted(**more))

    def key_of(self, recipient: str) -> str:
        """Make a key of a recipient's own."""
        scope = KeyScope(abilities=frozenset({Ability.PULL}), recipient=recipient)
        with self.storage.work(self.service) as work:
            return make_api_key(
                Act(actor=OPERATOR, work=work), NewKey(label=recipient, scope=scope)
            )

    def person(self, name: str) -> None:
        """Take a person's profile in."""
        values = {"name": f"Name of {name}", "email": f"{name}@people.example", "address": HOME}
        told = self.post(
            "records/collect",
            {
                "person": name,
                "type": "profile",
                "key": name,
                "values": values,
                "for": ["orders", "planning"],
                "at": "registration",
            },
        )
        assert told.json().get("permitted"), told.text


def wanted(**more: object) -> dict[str, Any]:
    """Return the body of a grant."""
    until = datetime.now(UTC) + timedelta(days=30)
    return {
        "recipient": "courier",
        "data": ["address"],
        "for": ["orders"],
        "instruction": "Deliver the parcel.",
        "safeguards": ["contract"],
        "until": until.isoformat(),
    } | more


@pytest.fixture
def shop(storage: Storage, service: str, real_site: str) -> Iterator[Shop]:
    """Publish the policy and the map of a fresh service."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="shop"))
    headers = {"authorization": f"Bearer {key}"}
    with httpx.Client(base_url=real_site, headers=headers) as client:
        yield Shop(storage=storage, service=service, client=client)


@pytest.mark.promise("W16")
@pytest.mark.promise("A2")
def test_a_recipient_pulls_the_fields_that_it_was_granted_and_no_others(shop: Shop) -> None:
    """Of a profile with three fields it gets the one that its grant names."""
    shop.person("layla")
    assert shop.grant().status_code == 200
    key = shop.key_of("courier")
    asked = {"persons": ["layla"], "data": ["address"], "for": "orders"}
    (given,) = shop.post("disclosures/pull", asked, key).json()["persons"]
    (record,) = given["records"]
    assert given["permitted"]
    assert record["type"] == "profile"
    assert set(record["values"]) == {"address"}
    more = shop.post("disclosures/pull", asked | {"data": ["address", "name"]}, key).json()
    assert more["state"] == "refused"
    (refused,) = more["persons"]
    assert not refused["records"]
    assert [each["rule"] for each in refused["refused_by"]] == [9]


@pytest.mark.promise("W21")
def test_what_no_promise_names_is_no_part_of_any_disclosure(shop: Shop) -> None:
    """A field that is shared with somebody else is a gap here, and a gap refuses."""
    shop.person("layla")
    shop.grant()
    asked = {"persons": ["layla"], "data": ["email"], "for": "orders"}
    answer = shop.post("disclosures/pull", asked, shop.key_of("courier")).json()
    assert answer["state"] == "refused"
    assert answer["persons"][0]["gaps"]


@pytest.mark.promise("W14")
def test_a_grant_that_ended_gives_nothing(shop: Shop) -> None:
    """What was given a moment ago is refused."""
    shop.person("layla")
    grant = shop.grant().json()["grant"]
    key = shop.key_of("courier")
    asked = {"persons": ["layla"], "data": ["address"], "for": "orders"}
    assert shop.post("disclosures/pull", asked, key).json()["state"] == "done"
    assert shop.post(f"recipient-grants/{grant}/end", {}).status_code == 200
    assert shop.post("disclosures/pull", asked, key).json()["state"] == "refused"
    again = shop.post(f"recipient-grants/{grant}/end", {})
    assert again.json()["code"] == "sharing.no_such_grant"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"until": "2020-01-07T00:00:00+00:00"}, "sharing.grant_unfit"),
        ({"safeguards": []}, "sharing.safeguards_missing"),
        ({"data": ["email"]}, "sharing.beyond_promise"),
        ({"for": ["planning"]}, "sharing.beyond_promise"),
        ({"nature": "sell"}, "sharing.nature_ruled_out"),
        ({"recipient": "broker", "data": ["email"], "for": ["sale"]}, "sharing.nature_ruled_out"),
        ({"recipient": "stranger"}, "recipients.unknown"),
    ],
)
@pytest.mark.promise("C10")
@pytest.mark.promise("A8")
def test_a_grant_beyond_what_is_promised_is_refused(
    shop: Shop, more: dict[str, Any], code: str
) -> None:
    """A sale, a missing safeguard, another field or purpose, an end that is over."""
    answer = shop.grant(**more)
    assert answer.json()["code"] == code
    assert shop.get("recipient-grants")["grants"] == []


def test_a_grant_that_overlaps_another_says_so(shop: Shop) -> None:
    """It is made, and names the other one."""
    first = shop.grant().json()
    second = shop.grant(data=["name", "address"]).json()
    assert (first["overlaps"], second["overlaps"]) == ([], [first["grant"]])
    listed = shop.get("recipient-grants")["grants"]
    assert [(each["in_force"], each["state"]) for each in listed] == [(True, "in_force")] * 2


def test_grants_are_listed_page_by_page(shop: Shop) -> None:
    """The latest first, each once, until nothing comes after."""
    made = [shop.grant().json()["grant"] for _ in range(3)]
    found, pages, before = list[str](), 0, ""
    while before is not None:
        page = shop.get(f"recipient-grants?limit=2{before and '&before='}{before}")
        found += [each["grant"] for each in page["grants"]]
        before, pages = page["next"], pages + 1
    assert (found, pages) == (made[::-1], 2)


def test_a_key_of_a_recipient_opens_nothing_else(shop: Shop) -> None:
    """Neither the log nor a record, and the service's own key pulls nothing."""
    key = {"authorization": f"Bearer {shop.key_of('courier')}"}
    for path in ("disclosures", "recipients", "recipient-grants"):
        refused = shop.client.get(f"/v1/{path}", headers=key)
        assert refused.json()["code"] == "key.lacks_ability"
    asked = {"persons": ["layla"], "data": ["address"], "for": "orders"}
    assert shop.post("disclosures/pull", asked).json()["code"] == "key.lacks_ability"


@pytest.mark.promise("A9")
def test_a_partner_gets_data_by_the_own_choice_alone_and_until_it_ends(shop: Shop) -> None:
    """Without the link it is refused by the need, with it given, after it refused."""
    shop.person("layla")
    shop.grant(recipient="calendar", data=["email"], **{"for": ["planning"], "safeguards": []})
    key = shop.key_of("calendar")
    asked = {"persons": ["layla"], "data": ["email"], "for": "planning"}
    chosen = {"person": "layla", "recipient": "calendar"}
    before = shop.post("disclosures/pull", asked, key).json()
    assert [each["need"] for each in before["persons"][0]["refused_by"]] == ["own_choice"]
    assert shop.post("partner-links", chosen).json()["entry"]
    assert shop.post("partner-links", chosen).json()["entry"] is None
    assert shop.post("disclosures/pull", asked, key).json()["state"] == "done"
    assert list(shop.post("partner-links/of", {"person": "layla"}).json()["links"]) == ["calendar"]
    assert shop.post("partner-links/end", chosen).json()["entry"]
    assert shop.post("disclosures/pull", asked, key).json()["state"] == "refused"
    other = shop.post("partner-links", chosen | {"recipient": "courier"})
    assert other.json()["code"] == "sharing.not_a_link"


@pytest.mark.promise("W15")
def test_what_happened_outside_is_noted_and_without_a_grant_breaks_the_promise(shop: Shop) -> None:
    """It has happened: it stands in the log, done, by no promise."""
    body = {
        "recipient": "courier",
        "persons": ["layla", "omar"],
        "data": ["address"],
        "for": "orders",
        "method": "outside",
    }
    shop.grant(data=["name"])
    made = shop.post("disclosures", body).json()
    assert made["state"] == "done"
    assert [each["permitted"] for each in made["persons"]] == [False, False]
    (logged,) = shop.get("disclosures")["disclosures"]
    assert (logged["method"], logged["persons"], logged["refused"]) == ("outside", 0, 2)


def test_a_disclosure_asked_twice_under_one_key_happens_once(shop: Shop) -> None:
    """The second answer is the first."""
    shop.grant()
    body = {
        "recipient": "courier",
        "persons": ["layla"],
        "data": ["address"],
        "for": "orders",
        "method": "outside",
    }
    key = {"idempotency-key": "disclosed-in-the-morning"}
    first, second = (
        shop.client.post("/v1/disclosures", json=body, headers=key).json() for _ in range(2)
    )
    assert first == second
    assert len(shop.get("disclosures")["disclosures"]) == 1


def test_who_was_erased_is_in_no_disclosure(shop: Shop) -> None:
    """Of several persons the others are answered; of nobody else, that they were erased."""
    shop.grant()
    for name in ("layla", "omar"):
        shop.person(name)
    assert shop.post("erase", {"person": "omar"}).status_code == 200
    key = shop.key_of("courier")
    asked = {"persons": ["layla", "omar"], "data": ["address"], "for": "orders"}
    (given,) = shop.post("disclosures/pull", asked, key).json()["persons"]
    assert given["person"] == "layla"
    gone = shop.post("disclosures/pull", asked | {"persons": ["omar"]}, key)
    assert gone.json()["code"] == "person.erased"


@pytest.mark.promise("K14")
def test_the_recipients_of_the_policy_are_listed(shop: Shop) -> None:
    """Each with its kind and how it is told of what changes."""
    found = {each["recipient"]: each for each in shop.get("recipients")["recipients"]}
    assert set(found) == {"courier", "broker", "calendar"}
    assert found["courier"]["how"] == "by_hand"


@pytest.mark.parametrize(
    "left",
    [
        "update recipient_grant set ends_at = 'infinity' where id = %s",
        "update recipient_grant set ends_at = '20000-01-01 00:00+00' where id = %s",
        "update recipient_grant set starts_at = '-infinity' where id = %s",
    ],
)
def test_a_grant_beyond_the_calendar_hides_no_other(
    shop: Shop, server: ServerAddress, left: str
) -> None:
    """As the database's owner may leave it: all are listed, and both recipients get theirs."""
    shop.person("layla")
    far = shop.grant().json()["grant"]
    shop.grant(recipient="calendar", data=["email"], **{"for": ["planning"], "safeguards": []})
    shop.post("partner-links", {"person": "layla", "recipient": "calendar"})
    with psycopg.connect(
        server.conninfo(database=shop.storage.address.database), options="-c search_path=amana"
    ) as owner:
        done = owner.execute(left, (far,))
        assert done.rowcount == 1
    listed = shop.get("recipient-grants")["grants"]
    assert {each["recipient"]: each["in_force"] for each in listed} == {
        "courier": True,
        "calendar": True,
    }
    for recipient, data, purpose in (
        ("courier", "address", "orders"),
        ("calendar", "email", "planning"),
    ):
        asked = {"persons": ["layla"], "data": [data], "for": purpose}
        pulled = shop.post("disclosures/pull", asked, shop.key_of(recipient))
        assert pulled.json()["state"] == "done"
    third = shop.grant(data=["name", "address"]).json()
    assert third["overlaps"] == [far]
    assert shop.post(f"recipient-grants/{far}/end", {}).status_code == 200
