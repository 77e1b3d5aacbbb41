"""A customer of the service instructs by its own key: for its own end users, and nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import BadKeyLimits, NewKey, make_api_key
from amana.domain.key_scope import Ability, KeyScope
from amana.storage import Storage
from amana.storage.bodies import open_body
from amana.storage.errors import NotFound

_OWN = {"person": "buyer-1"}
_UNKNOWN = {"person": "nobody-knows"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """Two customers of one service, each with an end user and a key of its own."""

    storage: Storage
    service: str
    client: httpx.Client
    shop: dict[str, str]
    """The header with the service's own key."""
    corner: dict[str, str]
    bazaar: dict[str, str]

    def at(
        self, customer: str, route: str, body: dict[str, Any], by: dict[str, str]
    ) -> httpx.Response:
        """Ask for something of a customer's end users."""
        return self.client.post(f"/v1/customers/{customer}/persons{route}", json=body, headers=by)

    def listed(self, customer: str, by: dict[str, str], **query: str) -> httpx.Response:
        """Ask for a page of a customer's end users."""
        return self.client.get(f"/v1/customers/{customer}/persons", headers=by, params=query)

    def key(self, scope: KeyScope) -> dict[str, str]:
        """Return the header of a new key."""
        with self.storage.work(self.service) as work:
            made = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="new", scope=scope))
        return {"authorization": f"Bearer {made}"}


def _customer(name: str) -> dict[str, str]:
    return {
        "id": name,
        "name": f"The {name}",
        "contact": f"privacy@{name}.example",
        "instruction": "Keep the orders of our buyers.",
    }


@pytest.fixture
def two(storage: Storage, service: str, shop_key: dict[str, str], real_site: str) -> Iterator[Two]:
    """Return two customers with one end user each, of whom a profile is held."""
    with httpx.Client(base_url=real_site) as client:
        for name, person in (("corner", "buyer-1"), ("bazaar", "buyer-2")):
            made = client.post("/v1/customers", json=_customer(name), headers=shop_key)
            assert made.status_code == 200, made.text
            client.post(
                f"/v1/customers/{name}/persons", json={"person": person}, headers=shop_key
            ).raise_for_status()
            profile = {
                "person": person,
                "type": "profile",
                "key": person,
                "values": {"name": f"ليلى {person}", "email": f"{person}@example.com"},
                "at": "registration",
                "for": ["orders"],
            }
            taken = client.post("/v1/records/collect", json=profile, headers=shop_key)
            assert taken.json()["permitted"], taken.text
        keys = []
        for name in ("corner", "bazaar"):
            with storage.work(service) as work:
                scope = KeyScope(customer=name)
                new = NewKey(label=name, scope=scope)
                keys.append(make_api_key(Act(actor=OPERATOR, work=work), new))
        corner, bazaar = ({"authorization": f"Bearer {key}"} for key in keys)
        yield Two(
            storage=storage,
            service=service,
            client=client,
            shop=shop_key,
            corner=corner,
            bazaar=bazaar,
        )


def _actor(two: Two, entry: str) -> object:
    """Return who acts by an entry about the first end user."""
    with two.storage.reading(two.service) as view:
        rows = view.transaction.rows("export", "bodies", service=two.service)
        (sealed,) = (row["sealed"] for row in rows if row["entry"] == UUID(entry))
        person = view.sealer.person_key("buyer-1")
        return open_body(view.sealer, sealed, entry=UUID(entry), person=person)["actor"]


@pytest.mark.promise("A3")
def test_a_customers_instruction_drives_its_end_users_data(two: Two) -> None:
    """It lists, copies, corrects, restricts and erases, and the ledger says on whose word."""
    (row,) = two.listed("corner", two.corner).json()["persons"]
    assert row["person"] == "buyer-1"
    copy = two.at("corner", "/records", _OWN, two.corner).json()
    (record,) = copy["records"]
    assert record["fields"]["email"]["now"]["value"] == "buyer-1@example.com"
    correction = _OWN | {
        "type": "profile",
        "key": "buyer-1",
        "seen": 1,
        "values": {"email": "layla@example.com"},
    }
    corrected = two.at("corner", "/correct", correction, two.corner).json()
    assert corrected["version"] == 2
    restricted = two.at("corner", "/restrict", _OWN, two.corner)
    assert restricted.json()["state"] == "proven"
    desk = two.client.get("/v1/requests", headers=two.shop).json()["requests"]
    assert [each["kind"] for each in desk] == ["restriction"]
    for entry in (copy["entry"], corrected["entry"]):
        assert _actor(two, entry) == "customer:corner"
    erased = two.at("corner", "/erase", _OWN, two.corner)
    assert erased.status_code == 200, erased.text
    assert two.listed("corner", two.corner).json()["persons"] == []
    assert two.at("corner", "/records", _OWN, two.corner).status_code == 404


@pytest.mark.promise("A3")
def test_one_customer_never_sees_anothers(two: Two) -> None:
    """Another's end user is answered as nobody is, to the byte; another's page stays shut."""
    other = {"person": "buyer-2"}
    for route in ("/records", "/restrict", "/erase"):
        theirs = two.at("corner", route, other, two.corner)
        nobody = two.at("corner", route, _UNKNOWN, two.corner)
        assert theirs.status_code == nobody.status_code == 404
        assert theirs.json()["code"] == nobody.json()["code"] == "customers.no_such_end_user"
        assert two.at("bazaar", route, other, two.corner).json()["code"] == "key.lacks_ability"
    assert two.listed("bazaar", two.corner).status_code == 403
    assert two.listed("no-such", two.corner).status_code == 403
    (row,) = two.listed("bazaar", two.bazaar).json()["persons"]
    assert row["person"] == "buyer-2"


@pytest.mark.promise("A3")
def test_end_users_are_for_their_customers_key_alone(two: Two) -> None:
    """The service's own key does not instruct; a customer's own key opens nothing else."""
    for route in ("/records", "/restrict", "/erase"):
        refused = two.at("corner", route, _OWN, two.shop)
        assert (refused.status_code, refused.json()["code"]) == (403, "key.lacks_ability")
    for path in ("records/list", "erase", "persons/show", "customers"):
        assert two.client.post(f"/v1/{path}", json=_OWN, headers=two.corner).status_code == 403
    assert two.client.get("/v1/customers", headers=two.corner).status_code == 403
    assert two.at("corner", "", {"person": "buyer-2"}, two.corner).status_code == 403


@pytest.mark.promise("A3")
def test_a_limited_key_of_a_customer_does_what_it_is_made_for(two: Two) -> None:
    """With the ability to copy alone it does not erase; with purposes it instructs nothing."""
    copying = KeyScope(customer="corner", abilities=frozenset({Ability.COPY}))
    by = two.key(copying)
    assert two.at("corner", "/records", _OWN, by).status_code == 200
    for route in ("/restrict", "/erase"):
        assert two.at("corner", route, _OWN, by).status_code == 403
    serving = two.key(KeyScope(customer="corner", purposes=frozenset({"orders"})))
    assert two.listed("corner", serving).status_code == 403
    with pytest.raises(BadKeyLimits):
        NewKey(label="both", scope=KeyScope(customer="corner", recipient="courier"))
    with pytest.raises(NotFound):
        two.key(KeyScope(customer="no-such"))


@pytest.mark.promise("A3")
def test_a_customer_that_ended_instructs_no_more(two: Two) -> None:
    """Its keys reach nobody from then on; its id is not given again, nor ended twice."""
    ended = two.client.post("/v1/customers/corner/end", headers=two.shop)
    assert ended.status_code == 200
    assert two.listed("corner", two.corner).status_code == 404
    assert two.at("corner", "/erase", _OWN, two.corner).status_code == 404
    assert two.client.post("/v1/customers/corner/end", headers=two.shop).status_code == 404
    again = two.client.post("/v1/customers", json=_customer("corner"), headers=two.shop)
    assert again.json()["code"] == "customers.there"
    rows = two.client.get("/v1/customers", headers=two.shop).json()["customers"]
    assert [(row["id"], row["ended_at"] is None) for row in rows] == [
        ("bazaar", True),
        ("corner", False),
    ]


@pytest.mark.promise("A3")
def test_nobody_is_an_end_user_of_two_customers(two: Two) -> None:
    """Neither under one id, nor under two that are one person: then neither customer reaches."""
    taken = two.at("bazaar", "", _OWN, two.shop)
    assert (taken.status_code, taken.json()["code"]) == (409, "customers.belongs_elsewhere")
    assert two.at("corner", "", _OWN, two.shop).json() == {"entry": None}
    joined = {"person": "buyer-1", "other": "buyer-2"}
    done = two.client.post("/v1/persons/merge", json=joined, headers=two.shop)
    assert done.status_code == 200, done.text
    assert two.at("corner", "/records", _OWN, two.corner).status_code == 404
    assert two.at("bazaar", "/erase", {"person": "buyer-2"}, two.bazaar).status_code == 404


@pytest.mark.parametrize("part", ["name", "contact", "instruction"])
def test_a_customer_without_words_is_refused(two: Two, part: str) -> None:
    """White space is no name, no contact and no instruction."""
    blank = _customer("third") | {part: " "}
    refused = two.client.post("/v1/customers", json=blank, headers=two.shop)
    assert refused.json()["code"] == "customers.unfit"
    assert f"`\u2068{part}\u2069`" in refused.json()["detail"]


def test_end_users_are_listed_in_pages(two: Two) -> None:
    """Each stands on one page, in the order in which they came."""
    for person in ("buyer-3", "buyer-4"):
        two.at("corner", "", {"person": person}, two.shop).raise_for_status()
    first = two.listed("corner", two.corner, limit="2").json()
    second = two.listed("corner", two.corner, limit="2", after=first["next"]).json()
    shown = [row["person"] for row in (*first["persons"], *second["persons"])]
    assert shown == ["buyer-1", "buyer-3", "buyer-4"]
    assert second["next"] is None
