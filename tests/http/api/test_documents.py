"""The register of processing, by the API, at the desk and by the command: from what is in force."""

import csv
import io
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.documents.processing_forms import COLUMNS
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.sharing.granting import make_grant
from amana.acts.sharing.showing import every_grant
from amana.domain.key_scope import Ability, KeyScope
from amana.domain.ledger.entry import Entry
from amana.domain.sharing.granting import WantedGrant
from amana.domain.staff import StaffRole
from amana.domain.vocabulary.sharing import Safeguard
from amana.storage import ServerAddress, Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller:
  name: {{ar: "الدار", en: "The House"}}
  email: privacy@house.example
  officer: {{ar: "نور", en: "Noor"}}
languages: [ar, en]
laws: [gdpr, saudi]
data:
  name: {{}}
  email: {{is: "pd:EmailAddress"}}
  address: {{is: "pd:PhysicalAddress", name: {{ar: "العنوان", en: "=the address"}}}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  news: {{is: "dpv:DirectMarketing", basis: consent, who: became_member,
    name: {{ar: "النشرة", en: "<news>"}}}}
recipients:
  courier: {{kind: service_providers, name: {{ar: "الناقل", en: "courier"}}, country: JO}}
promises:
  P1: {{collect: [name, address], from: person, at: [registration], for: [orders]}}
  P2: {{share: [address], to: [courier], for: [orders], under: [contract]}}
  P3: {{use: [email], for: [news], through: [email]}}
  P4: {{retain: [address], until: order_done, period: P2Y}}
  P5: {{locate: [address], in: [QA]}}
  P6: {{protect: [name, email, address], by: [encryption_at_rest]}}
"""


@pytest.fixture
def key(storage: Storage, service: str) -> str:
    """Publish the policy with a grant under it, and return a key that may read documents."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    wanted = WantedGrant(
        recipient="courier",
        data=frozenset({"address"}),
        purposes=frozenset({"orders"}),
        instruction="Deliver the parcel.",
        safeguards=frozenset({Safeguard.CONTRACT, Safeguard.STANDARD_CLAUSES}),
        ends_at=datetime.now(UTC) + timedelta(days=30),
    )
    with storage.work(service) as work:
        make_grant(Act(actor=OPERATOR, work=work), wanted)
    scope = KeyScope(abilities=frozenset({Ability.SHARE}))
    with storage.work(service) as work:
        return make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="shop", scope=scope))


def _get(site: str, key: str, name: str = "register", **asked: str) -> httpx.Response:
    headers = {"authorization": f"Bearer {key}"}
    return httpx.get(f"{site}/v1/documents/{name}", params=asked, headers=headers)


def _activity(made: dict[str, Any], purpose: str) -> dict[str, Any]:
    (found,) = (each for each in made["activities"] if each["purpose"] == purpose)
    return dict(found)


def test_the_register_says_what_article_30_asks_for(real_site: str, key: str) -> None:
    """Who, what for, which data, to whom and where, how long, and how it is protected."""
    answer = _get(real_site, key)
    assert answer.status_code == 200, answer.text
    made = answer.json()
    assert made["controller"]["officer"] == {"ar": "نور", "en": "Noor"}
    assert made["laws"] == ["gdpr", "saudi"]
    orders, news = _activity(made, "orders"), _activity(made, "news")
    assert [each["category"] for each in orders["data"]] == ["name", "address"]
    assert (orders["basis"], orders["origins"]) == ("contract", ["person"])
    (courier,) = orders["recipients"]
    assert courier["country"] == "JO"
    # What the policy promises, and what the grant adds to it.
    assert courier["safeguards"] == ["contract", "standard_clauses"]
    assert orders["places"] == ["QA"]
    assert [each["promise"] for each in orders["kept"]] == ["P4"]
    assert "two years" in orders["kept"][0]["en"] or "2 years" in orders["kept"][0]["en"]
    assert [each["category"] for each in news["data"]] == ["email"]
    assert (news["recipients"], news["kept"], news["places"]) == ([], [], [])
    assert [each["promise"] for each in made["protection"]] == ["P6"]


def test_a_grant_that_gives_nothing_any_more_binds_nobody_in_the_register(
    storage: Storage, service: str, real_site: str, key: str
) -> None:
    """A version asks for more than it was made with: only what the policy names stands there."""
    source = POLICY.format(service=service).replace("under: [contract]", "under: [confidentiality]")
    with storage.work(service) as work:
        given = Publication(source=source, texts={}, material=False, reason="more")
        publish_policy(Act(actor=OPERATOR, work=work), given)
    (courier,) = _activity(_get(real_site, key).json(), "orders")["recipients"]
    assert courier["safeguards"] == ["confidentiality"]


def test_no_number_of_ended_grants_hides_one_that_runs(
    storage: Storage, service: str, real_site: str, key: str, server: ServerAddress
) -> None:
    """A thousand later grants have ended: the first is still in the register."""
    with psycopg.connect(
        server.conninfo(database=storage.address.database), options="-c search_path=amana"
    ) as owner:
        added = owner.execute(
            "insert into recipient_grant (service, id, recipient, data, purposes, nature,"
            " instruction, safeguards, document, policy_version, starts_at, ends_at, entry,"
            " ended_at, ended) select service, late.id, recipient, data, purposes, nature,"
            " instruction, safeguards, document, policy_version, starts_at, ends_at, entry, now(),"
            " entry from recipient_grant cross join (select ('ffffffff-ffff-7fff-bfff-'"
            " || lpad(to_hex(n), 12, '0'))::uuid as id from generate_series(1, 1000) n) late"
            " where service = %s",
            (service,),
        )
        assert added.rowcount == 1_000
    with storage.reading(service) as view:
        assert len({it.row.id for it in every_grant(view)}) == 1_001
    (courier,) = _activity(_get(real_site, key).json(), "orders")["recipients"]
    assert courier["safeguards"] == ["contract", "standard_clauses"]


def test_the_register_is_a_table_and_a_page_too(real_site: str, key: str) -> None:
    """No cell is a formula, nothing of a policy is markup, and each says it in its language."""
    table = _get(real_site, key, format="csv", lang="en")
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert [row["purpose"] for row in rows] == ["orders", "news"]
    assert set(rows[0]) == {"purpose", *COLUMNS}
    assert rows[0]["data"].endswith("=the address")
    assert "attachment" in table.headers["content-disposition"]
    page = _get(real_site, key, format="html", lang="en")
    assert "&lt;news&gt;" in page.text
    assert "<news>" not in page.text
    assert "Noor" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    arabic = _get(real_site, key, format="html", lang="ar")
    assert '<html lang="ar" dir="rtl">' in arabic.text
    assert "<dd><bdi>" in arabic.text
    assert 'dir="auto"' not in arabic.text
    assert "<bdi></bdi>" not in arabic.text
    assert "<bdi>-</bdi>" not in arabic.text
    assert "سجل أنشطة المعالجة" in arabic.text
    for said in ("الأردن (JO)", "قطر (QA)", "حدث تعرّفه هذه الخدمة (became_member)"):
        assert said in arabic.text
    assert (rows[0]["countries"], rows[0]["places"]) == ("Jordan (JO)", "Qatar (QA)")
    assert _get(real_site, key, format="pdf").status_code == 422


def test_who_may_not_read_it_is_refused(
    storage: Storage, service: str, real_site: str, key: str
) -> None:
    """A key of another ability, and a key of nobody's; before there is a policy it says so."""
    assert key
    scope = KeyScope(abilities=frozenset({Ability.COLLECT}))
    with storage.work(service) as work:
        other = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="o", scope=scope))
    assert _get(real_site, other).json()["code"] == "key.lacks_ability"
    assert _get(real_site, "nobody").status_code == 401


def test_the_desk_shows_it_and_hands_it_out(
    storage: Storage, service: str, real_site: str, key: str
) -> None:
    """An auditor reads the page, and takes the files along."""
    assert key
    with storage.platform() as platform:
        member = platform.accounts.add(name="Huda", email=f"{secrets.token_hex(6)}@h.example").id
    with storage.work(service) as work:
        work.members.add(member, StaffRole.AUDITOR)
        work.commit(Entry(act="note", body={}))
    with storage.platform() as platform:
        token = platform.accounts.add_link(member)
    with httpx.Client(base_url=real_site, headers={"origin": real_site}, timeout=30) as client:
        assert client.post("/console/sign-in", data={"token": token}).status_code == 303
        page = client.get(f"/console/{service}/documents", params={"lang": "en"})
        assert page.status_code == 200
        assert "Register of processing" in page.text
        assert "&lt;news&gt;" in page.text
        at = f"/console/{service}/documents/register"
        assert client.get(at, params={"format": "json"}).json()["service"] == service
        assert "text/html" in client.get(at).headers["content-type"]
        assert client.get(at, params={"format": "csv"}).text.count("\n") == 3
