"""Feeds of a policy's versions, as programs that follow feeds read them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.public import PublicDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.http.platform import PublicActs
from amana.storage import Storage

SiteOf = Callable[[PublicActs], AbstractContextManager[str]]
Published = tuple[httpx.Client, str]
ATOM = "{http://www.w3.org/2005/Atom}"
POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy & more"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{en: "news"}}}}
promises:
  P1: {{change: [published, dated, feed], kept: true}}
  P2: {{use: email, for: [{purposes}]}}
"""


@pytest.fixture
def published(storage: Storage, service: str, site_of: SiteOf) -> Iterator[Published]:
    """Publish two versions, and look at them over HTTP."""
    for purposes in ("orders", "orders, news"):
        with storage.work(service) as work:
            source = POLICY.format(service=service, purposes=purposes)
            given = Publication(source=source, texts={}, material=True, reason="news <b>begin</b>")
            publish_policy(Act(actor=OPERATOR, work=work), given)
    with site_of(PublicDoor(storage, Path())) as url, httpx.Client(base_url=url) as client:
        yield client, f"/{service}/privacy"


def _atom(client: httpx.Client, home: str, language: str) -> ElementTree.Element:
    answer = client.get(f"{home}/feed.atom", params={"lang": language})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)  # noqa: S314 - of our own making


def _text(element: ElementTree.Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None
    return found.text or ""


@pytest.mark.promise("M21", "A33")
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_atom_feed_has_each_version_with_what_it_changed(
    published: Published, language: str
) -> None:
    """It has what RFC 4287 asks for, the latest version first."""
    client, home = published
    feed = _atom(client, home, language)
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == language
    entries = feed.findall(f"{ATOM}entry")
    assert [_text(each, "id").partition("=")[2] for each in entries] == ["2", "1"]
    assert _text(feed, "updated") == _text(entries[0], "updated")
    for each in (feed, *entries):
        assert _text(each, "id").startswith("http")
        assert _text(each, "title")
        assert datetime.fromisoformat(_text(each, "updated")).tzinfo is not None
    content = _text(entries[0], "content")
    assert "&lt;b&gt;begin" in content
    assert ("news" in content) is True
    links = {each.attrib["rel"]: each.attrib["href"] for each in entries[0].findall(f"{ATOM}link")}
    for address in links.values():
        assert client.get(address).status_code == 200
    assert "from=1&to=2" in links["related"]


@pytest.mark.promise("M21", "A33")
def test_the_json_feed_says_the_same(published: Published) -> None:
    """As JSON Feed 1.1 has it."""
    client, home = published
    answer = client.get(f"{home}/feed.json", params={"lang": "en"})
    assert answer.headers["content-type"].startswith("application/feed+json")
    feed = answer.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Privacy & more"
    assert feed["authors"] == [{"name": "The House"}]
    atom = _atom(client, home, "en").findall(f"{ATOM}entry")
    assert [each["id"] for each in feed["items"]] == [_text(each, "id") for each in atom]
    assert [each["content_html"] for each in feed["items"]] == [
        _text(each, "content") for each in atom
    ]


@pytest.mark.promise("A33")
def test_earlier_versions_stay_readable(published: Published) -> None:
    """The feed leads to them, and the page names the feed."""
    client, home = published
    for item in client.get(f"{home}/feed.json").json()["items"]:
        assert client.get(item["url"]).status_code == 200
    assert "feed.atom" in client.get(home).text


def test_a_service_without_a_policy_has_no_feed(real_site: str, service: str) -> None:
    """Like one that is not there."""
    for name in ("feed.atom", "feed.json"):
        assert httpx.get(f"{real_site}/{service}/privacy/{name}").status_code == 404
        assert httpx.get(f"{real_site}/nobody-of-this-name/privacy/{name}").status_code == 404
