"""Programs hand in what people publish; everybody reads what is public, and nothing else."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.publications.judge import approve, waiting
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.key_scope import Ability, KeyScope
from amana.storage import Storage

_POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  opinion: {{is: "pd:Opinion"}}
  name: {{}}
  phone: {{is: "pd:TelephoneNumber"}}
purposes:
  reviews: {{is: "dpv:ServiceProvision", basis: contract}}
recipients: {{}}
promises:
  M17:
    publish: [opinion, name, phone]
    as: [own_name, anonymous]
    for: [reviews]
    moderated: true
"""
_REVIEW = {
    "person": "customer-1042",
    "kind": "review",
    "for": "reviews",
    "words": {"opinion": "على الموعد، وبإتقان."},
    "name": {"name": "ليلى المخفية"},
    "contact": {"phone": "+97455512345"},
    "shown_as": "anonymous",
}
Post = Callable[..., httpx.Response]


@pytest.fixture
def key(storage: Storage, service: str) -> dict[str, str]:
    """Return the header with the key of a service that promises to publish reviews."""
    with storage.work(service) as work:
        release = Publication(source=_POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    scope = KeyScope(abilities=frozenset({Ability.PUBLISH}))
    with storage.work(service) as work:
        made = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="reviews", scope=scope))
    return {"authorization": f"Bearer {made}"}


@pytest.fixture
def post(key: dict[str, str], real_site: str) -> Post:
    """Return what posts to a route of publications."""

    def posted(route: str, body: dict[str, Any]) -> httpx.Response:
        return httpx.post(f"{real_site}/v1/publications{route}", json=body, headers=key)

    return posted


@pytest.fixture
def approve_all(storage: Storage, service: str) -> Callable[[], None]:
    """Return what approves all that waits."""

    def judged() -> None:
        with storage.reading(service) as view:
            found = waiting(view, after=None)
        for row in found:
            with storage.work(service) as work:
                approve(Act(actor=OPERATOR, work=work), row.id)

    return judged


@pytest.mark.promise("K2")
def test_everybody_reads_what_is_public_and_nothing_else(
    post: Post,
    key: dict[str, str],
    real_site: str,
    service: str,
    approve_all: Callable[[], None],
) -> None:
    """Neither name, number, id of the person nor the program's own id stands in any public form."""
    handed_in = post("", _REVIEW)
    assert handed_in.status_code == 200
    assert handed_in.json()["state"] == "submitted"
    approve_all()
    found = [
        httpx.get(f"{real_site}/v1/publications", headers=key),
        httpx.get(f"{real_site}/{service}/published.json"),
        httpx.get(f"{real_site}/{service}/published"),
        httpx.get(f"{real_site}/{service}/published", params={"lang": "en", "kind": "review"}),
    ]
    for answer in found:
        assert answer.status_code == 200
        assert "no-store" in answer.headers["cache-control"]
        assert "على الموعد" in answer.text
        for private in ("المخفية", "55512345", "customer-1042", handed_in.json()["id"]):
            assert private not in answer.text
    assert found[0].json() == found[1].json()
    (row,) = found[1].json()["publications"]
    assert row.keys() == {"handle", "kind", "words", "name", "contact"}
    assert row["name"] is None
    assert row["contact"] is None


@pytest.mark.promise("M17")
def test_a_change_of_mind_reaches_every_reader_at_once(
    post: Post, real_site: str, service: str, approve_all: Callable[[], None]
) -> None:
    """With the name, without it, gone: each next read says so."""
    identity = post("", _REVIEW | {"shown_as": "own_name"}).json()["id"]
    approve_all()
    where = f"{real_site}/{service}/published"
    assert "ليلى" in httpx.get(where).text
    wish = {"person": "customer-1042", "shown_as": "anonymous"}
    assert post(f"/{identity}/wish", wish).json()["state"] == "approved"
    page = httpx.get(where).text
    assert "ليلى" not in page
    assert "على الموعد" in page
    owned = post("/owned", {"person": "customer-1042"}).json()["publications"]
    assert [(each["id"], each["shown_as"]) for each in owned] == [(identity, "anonymous")]
    assert post(f"/{identity}/withdraw", {"person": "customer-1042"}).status_code == 200
    assert "على الموعد" not in httpx.get(where).text
    assert post(f"/{identity}/withdraw", {"person": "customer-1042"}).status_code == 409


def test_the_words_of_a_person_run_nothing_in_a_reader(
    post: Post, real_site: str, service: str, approve_all: Callable[[], None]
) -> None:
    """Marks of HTML stand on the page as they were written."""
    said = "<script>alert(1)</script><a href='https://elsewhere.example'>here</a>"
    post("", _REVIEW | {"words": {"opinion": said}})
    approve_all()
    page = httpx.get(f"{real_site}/{service}/published").text
    assert "<script" not in page
    assert not re.search(r"<a[^>]+elsewhere", page)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"words": {"opinion": "4111 1111 1111 1111"}}, 422),
        ({"words": {}}, 422),
        ({"shown_as": "in_gold"}, 422),
        ({"surprise": 1}, 422),
        ({"for": "elsewhere"}, 403),
    ],
)
def test_what_cannot_be_taken_is_refused(
    post: Post, change: dict[str, object], status: int
) -> None:
    """A card, nothing, a word that is not of the list, and a purpose that nobody promised."""
    answer = post("", _REVIEW | change)
    assert answer.status_code == status
    assert "4111 1111" not in answer.text


def test_a_key_without_the_ability_is_refused(
    storage: Storage, service: str, key: dict[str, str], real_site: str
) -> None:
    """A program that may only ask hands in nothing, and reads nothing of it."""
    scope = KeyScope(abilities=frozenset({Ability.ASK}))
    with storage.work(service) as work:
        made = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="ask", scope=scope))
    headers = key | {"authorization": f"Bearer {made}"}
    for route in ("", "/owned"):
        answer = httpx.post(f"{real_site}/v1/publications{route}", json=_REVIEW, headers=headers)
        assert answer.status_code == 403
    assert httpx.get(f"{real_site}/v1/publications", headers=headers).status_code == 403


def test_a_service_that_is_not_there_has_no_page(real_site: str) -> None:
    """The answer is that of a page that is not there."""
    assert httpx.get(f"{real_site}/no-such-service/published").status_code == 404
