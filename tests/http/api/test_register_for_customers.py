"""The register of a processor: what is done for each customer, at every door."""

import csv
import io
import secrets
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.draft_policy import save_draft
from amana.acts.plan_publication import plan_publication
from amana.acts.policy_desk import ContradictionView, Draft
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.key_scope import Ability, KeyScope
from amana.domain.ledger.entry import Entry
from amana.domain.staff import StaffRole
from amana.storage import Storage

pytestmark = pytest.mark.promise("A3")

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller:
  name: {{ar: "المنصة", en: "The Platform"}}
  email: privacy@platform.example
  officer: {{ar: "نور", en: "Noor"}}
  representative: {{ar: "مكتب بروكسل", en: "The Brussels office"}}
languages: [ar, en]
laws: [gdpr]
data:
  address: {{is: "pd:PhysicalAddress", name: {{ar: "العنوان", en: "address"}}}}
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{ar: "النشرة", en: "<news>"}}}}
recipients:
  courier: {{kind: service_providers, name: {{ar: "الناقل", en: "courier"}}, country: JO}}
promises:
  P1: {{collect: [address], from: person, at: [registration], for: [orders]}}
  P2: {{share: [address], to: [courier], for: [orders], under: [standard_clauses]}}
  P3: {{use: [email], for: [news], through: [email]}}
  P4: {{locate: [address], in: [QA], under: [adequacy]}}
  P5: {{protect: [email, address], by: [encryption_at_rest]}}
"""
WITHOUT_NEWS = "".join(
    line for line in POLICY.splitlines(keepends=True) if not line.startswith(("  news:", "  P3:"))
)
AT = "/v1/documents/register-for-customers"
OFFICER = "Huda, huda@corner.example"


def _key(storage: Storage, service: str, *may: Ability) -> dict[str, str]:
    scope = KeyScope(abilities=frozenset(may))
    with storage.work(service) as work:
        made = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="k", scope=scope))
    return {"authorization": f"Bearer {made}"}


@pytest.fixture
def client(storage: Storage, service: str, real_site: str) -> Iterator[httpx.Client]:
    """Return a program that keeps customers and reads documents, under a policy."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    by = _key(storage, service, Ability.SHARE, Ability.CUSTOMERS)
    with httpx.Client(base_url=real_site, headers=by, timeout=30) as client:
        for name in ("corner", "=bazaar"):
            new = {
                "id": name.strip("="),
                "name": name,
                "contact": "privacy@shop.example",
                "instruction": "Keep the orders of our buyers.",
            }
            client.post("/v1/customers", json=new).raise_for_status()
        yield client


def _describe(client: httpx.Client, customer: str = "corner", **said: object) -> httpx.Response:
    return client.post(f"/v1/customers/{customer}/describe", json=said)


def _of(client: httpx.Client, customer: str) -> dict[str, Any]:
    made = client.get(AT).raise_for_status().json()
    (found,) = (each for each in made["controllers"] if each["customer"] == customer)
    known = {(each["policy_version"], each["purpose"]): each for each in made["processing"]}
    served = [known[found["policy_version"], each] for each in found["purposes"]]
    return {**found, "processing": served}


def _publish(storage: Storage, service: str, policy: str) -> None:
    with storage.work(service) as work:
        source = policy.format(service=service)
        release = Publication(source=source, texts={}, material=False, reason="another")
        publish_policy(Act(actor=OPERATOR, work=work), release)


def test_it_says_what_article_30_2_asks_for(client: httpx.Client) -> None:
    """Processor and controllers with who speaks for them, processing, transfers, measures."""
    assert _describe(client, officer=OFFICER, purposes=["orders"]).status_code == 200
    made = client.get(AT).json()
    assert made["processor"]["officer"]["en"] == "Noor"
    assert made["processor"]["representative"]["en"] == "The Brussels office"
    assert [each["promise"] for each in made["protection"]] == ["P5"]
    corner, bazaar = _of(client, "corner"), _of(client, "bazaar")
    assert (corner["officer"], corner["representative"]) == (OFFICER, None)
    assert corner["contact"] == "privacy@shop.example"
    (orders,) = corner["processing"]
    assert [each["category"] for each in orders["data"]] == ["address"]
    (courier,) = orders["recipients"]
    assert (courier["country"], courier["safeguards"]) == ("JO", ["standard_clauses"])
    assert orders["places"] == [{"country": "QA", "safeguards": ["adequacy"]}]
    # For whom nothing is named, every purpose of the policy is served.
    assert [each["purpose"] for each in bazaar["processing"]] == ["orders", "news"]


def test_a_description_takes_the_place_of_the_one_before(client: httpx.Client) -> None:
    """What is not said again is gone; a customer that ended stays with its end, as it was."""
    _describe(client, officer=OFFICER, representative="Nuha", purposes=["orders"])
    _describe(client, purposes=["news"])
    corner = _of(client, "corner")
    assert (corner["officer"], corner["representative"]) == (None, None)
    assert [each["purpose"] for each in corner["processing"]] == ["news"]
    client.post("/v1/customers/corner/end").raise_for_status()
    assert _of(client, "corner")["ended_at"] is not None
    assert _describe(client).status_code == 404
    assert [each["purpose"] for each in _of(client, "corner")["processing"]] == ["news"]


def test_who_ended_was_served_by_the_purposes_of_then(
    storage: Storage, service: str, client: httpx.Client
) -> None:
    """A purpose that came later was never served for them."""
    client.post("/v1/customers/corner/end").raise_for_status()
    later = POLICY.replace(
        "recipients:", "  later: {{is: dpv:Marketing, basis: consent}}\nrecipients:"
    )
    later += "  P6: {{use: [email], for: [later], through: [email]}}\n"
    _publish(storage, service, later)
    assert [each["purpose"] for each in _of(client, "corner")["processing"]] == ["orders", "news"]
    served = [each["purpose"] for each in _of(client, "bazaar")["processing"]]
    assert served == ["orders", "news", "later"]


def test_what_is_done_stands_once_for_all(client: httpx.Client) -> None:
    """However many customers it is carried out for; the page leads to it."""
    made = client.get(AT).json()
    assert [each["purposes"] for each in made["controllers"]] == [["orders", "news"]] * 2
    assert [each["purpose"] for each in made["processing"]] == ["orders", "news"]
    page = client.get(AT, params={"format": "html", "lang": "en"}).text
    assert page.count('id="v1-orders"') == 1
    assert page.count('href="#v1-orders"') == 2


def test_a_dropped_purpose_is_told(storage: Storage, service: str, client: httpx.Client) -> None:
    """Its customer is left with nothing, and the register, the list and the page say so."""
    _describe(client, purposes=["news"])
    without = "".join(
        line
        for line in POLICY.splitlines(keepends=True)
        if not line.startswith(("  news:", "  P3:"))
    )
    _publish(storage, service, without)
    corner = _of(client, "corner")
    assert (corner["purposes"], corner["dropped"]) == ([], ["news"])
    assert _of(client, "bazaar")["dropped"] == []
    listed = client.get("/v1/customers").json()["customers"]
    assert {each["id"]: each["dropped"] for each in listed} == {"corner": ["news"], "bazaar": []}
    page = client.get(AT, params={"format": "html", "lang": "en"}).text
    assert "Purposes that the policy no longer has" in page
    (row,) = (
        each
        for each in csv.DictReader(io.StringIO(client.get(AT, params={"format": "csv"}).text))
        if each["dropped"]
    )
    assert (row["dropped"], row["purpose"]) == ("news", "")
    _describe(client, purposes=["orders"])
    assert _of(client, "corner")["dropped"] == []


def test_the_plan_says_whom_a_dropped_purpose_is_named_for(
    storage: Storage, service: str, client: httpx.Client
) -> None:
    """Before it is published, in both languages; of who ended, and who has all, nothing is lost."""
    _describe(client, purposes=["news"])
    with storage.work(service) as work:
        draft = Draft(text=WITHOUT_NEWS.format(service=service))
        save_draft(Act(actor=OPERATOR, work=work), draft)

    def told() -> list[ContradictionView]:
        with storage.reading(service) as view:
            found = plan_publication(view).contradictions
        return [each for each in found if "purpose news" in each.why.en]

    (said,) = told()
    assert not said.blocks
    assert "1 customer names the purpose news" in said.why.en
    assert "عميل واحد" in said.why.ar
    client.post("/v1/customers/corner/end").raise_for_status()
    assert told() == []


@pytest.mark.parametrize(
    "said", [{"purposes": ["trade"]}, {"purposes": ["news", "news"]}, {"officer": " \u200b"}]
)
def test_what_does_not_fit_describes_nobody(client: httpx.Client, said: dict[str, Any]) -> None:
    """A purpose that the policy has not, one named twice, and words that say nothing."""
    _describe(client, officer=OFFICER)
    assert _describe(client, **said).json()["code"] == "customers.unfit"
    assert _of(client, "corner")["officer"] == OFFICER


def test_who_may_not_is_refused(storage: Storage, service: str, client: httpx.Client) -> None:
    """Neither reads it nor describes: a key of another ability, a customer's own, nobody's."""
    other = _key(storage, service, Ability.COLLECT)
    with storage.work(service) as work:
        new = NewKey(label="own", scope=KeyScope(customer="corner"))
        own = make_api_key(Act(actor=OPERATOR, work=work), new)
    for by in (other, {"authorization": f"Bearer {own}"}):
        assert client.get(AT, headers=by).status_code == 403
        denied = client.post("/v1/customers/corner/describe", json={}, headers=by)
        assert denied.status_code == 403
    assert client.get(AT, headers={"authorization": "Bearer nobody"}).status_code == 401


def test_it_is_a_table_and_a_page_too(client: httpx.Client) -> None:
    """No cell is a formula, nothing of a policy is markup, and each says it in its language."""
    _describe(client, officer=OFFICER, purposes=["orders"])
    table = client.get(AT, params={"format": "csv", "lang": "en"})
    assert 'filename="register-for-customers.csv"' in table.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert [row["customer"] for row in rows] == ["bazaar", "bazaar", "corner"]
    assert rows[0]["name"] == "'=bazaar"
    assert rows[2]["transfers"].startswith("courier, Jordan (JO): ")
    assert rows[2]["officer"] == OFFICER
    page = client.get(AT, params={"format": "html", "lang": "en"}).text
    assert "&lt;news&gt;" in page
    assert "<news>" not in page
    assert "The Brussels office" in page
    arabic = client.get(AT, params={"format": "html", "lang": "ar"}).text
    assert '<html lang="ar" dir="rtl">' in arabic
    for said in ("سجل ما يُعالَج لصالح العملاء", "الناقل، الأردن (JO)", "مكتب بروكسل"):
        assert said in arabic
    assert client.get(AT, params={"format": "pdf"}).status_code == 422


def test_the_desk_shows_it_and_hands_it_out(
    storage: Storage, service: str, real_site: str, client: httpx.Client
) -> None:
    """An auditor reads the page, and takes the files along; a stranger gets neither."""
    _describe(client, officer=OFFICER, purposes=["orders"])
    at = f"/console/{service}/documents"
    with storage.platform() as platform:
        member = platform.accounts.add(name="Huda", email=f"{secrets.token_hex(6)}@h.example").id
    with httpx.Client(base_url=real_site, headers={"origin": real_site}, timeout=30) as desk:
        file = desk.get(at)
        for allowed in (False, True):
            if allowed:
                with storage.work(service) as work:
                    work.members.add(member, StaffRole.AUDITOR)
                    work.commit(Entry(act="note", body={}))
            with storage.platform() as platform:
                token = platform.accounts.add_link(member)
            assert desk.post("/console/sign-in", data={"token": token}).status_code == 303
            file = desk.get(f"{at}/register-for-customers", params={"format": "json"})
            assert (file.status_code == 200) == allowed
        assert file.json()["format"] == "amana-processing-for-customers-1"
        page = desk.get(at, params={"lang": "en"}).text
        assert OFFICER in page
        assert "Register of processing for customers" in page
        printed = desk.get(f"{at}/register-for-customers")
        assert "text/html" in printed.headers["content-type"]
