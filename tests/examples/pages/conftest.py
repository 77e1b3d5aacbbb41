"""One service full of people's doings and one where nothing happened yet, and their pages."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import httpx
import pytest
from example import RunningExample, running_example

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.identity import IdentityDoor
from amana.acts.found_service import found_service
from amana.acts.sources.registry import GivenSource, add_source
from amana.acts.team.first_owner import first_owner_link
from amana.assembly.sources import KINDS
from amana.domain.policy.parse import parse
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.sdk import Amana
from amana.sources.protocol import Source

EMPTY: Final = "empty-house"
_ROUNDS: Final = 6
_LINK: Final = re.compile(r"https?://[^\s<>\"']+")
_EMPTY_POLICY: Final = """\
amana: 1
service: empty-house
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: privacy@house.example}
languages: [ar, en]
laws: [qatar]
data:
  email: {is: "pd:EmailAddress"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
promises:
  P1: {collect: [email], from: person, at: [registration], for: [orders]}
"""
_MAP: Final = """\
amana: 1
service: {service}
source: branch
tables:
  customer:
    erase: delete
    person: {{own: id}}
    columns:
      email: {{is: email, type: email}}
"""
_BREACH: Final = {
    "title": "مجلد مفتوح",
    "lead": "ليلى",
    "nature": ["confidentiality", "weakness"],
    "severity": "high",
    "what_ar": "بقي مجلد مفتوحًا.",
    "what_en": "A folder was left open.",
    "rehearsal": "true",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A service, and what a browser holds in which its owner and one person are signed in."""

    shown: RunningExample
    service: str
    cookies: dict[str, str]

    @property
    def browser(self) -> httpx.Client:
        """Return a client that is signed in."""
        url = self.shown.amana_url
        return httpx.Client(
            base_url=url,
            headers={"origin": url},
            cookies=self.cookies,
            trust_env=False,
            timeout=60,
        )

    @property
    def links(self) -> list[str]:
        """Return the addresses that the letters lead to, the latest first."""
        letters = self.shown.mailbox.latest()
        found = [link for each in letters for link in _LINK.findall(f"{each.text} {each.stop}")]
        return [link for link in found if f"/{self.service}/" in link]

    def send(self, browser: httpx.Client, part: str, **fields: object) -> httpx.Response:
        """Send a form of the console, which has to be taken."""
        page = browser.get(f"/console/{self.service}/{part.partition('/')[0]}").text
        token = page.partition('name="form_token" value="')[2].partition('"')[0]
        where = f"/console/{self.service}/{part}"
        answer = browser.post(where, data={**fields, "form_token": token})
        assert answer.status_code in {200, 303}, (part, answer.text)
        return answer


def _enter(shown: RunningExample, service: str, person: str) -> House:
    storage, url = shown.amana.storage, shown.amana_url
    link = first_owner_link(storage, service=service, name="ليلى", email=f"o@{service}.example")
    ticket = IdentityDoor(storage).make_hand_over(service, person=person)
    with httpx.Client(base_url=url, headers={"origin": url}, trust_env=False) as browser:
        browser.post("/console/sign-in", data={"token": link})
        browser.post(f"/{service}/me/hand-over", data={"ticket": ticket})
        cookies = dict(browser.cookies)
    return House(shown=shown, service=service, cookies=cookies)


@pytest.fixture(scope="module")
def shown(place: Path, fresh_database: Callable[[], str | None]) -> Iterator[RunningExample]:
    """Run the services app until its people came and went."""
    with running_example("services_app", place, fresh_database(), rounds=_ROUNDS) as running:
        assert running.app.wait_for_traffic() == _ROUNDS
        yield running


@pytest.fixture(scope="module")
def full(shown: RunningExample) -> House:
    """Return the service of the app, at whose desk the rest was done by hand."""
    person = _somebody(shown.data)
    house = _enter(shown, shown.service, person)
    _add_source(house)
    with house.browser as browser:
        _fill(house, browser, person)
    return house


@pytest.fixture(scope="module")
def empty(shown: RunningExample) -> House:
    """Return a service of which there is a policy, an owner and one person alone."""
    policy = parse(_EMPTY_POLICY, texts={})
    founded = found_service(shown.amana.storage, policy, source=_EMPTY_POLICY, texts={})
    assert founded.key is not None
    with Amana(shown.amana_url, founded.key) as amana:
        amana.accept("somebody", version=1, how="explicit", language="ar")
    return _enter(shown, EMPTY, "somebody")


def _somebody(data: Path) -> str:
    """Return the person who did most at the app."""
    with closing(sqlite3.connect(data / "maeen.sqlite3")) as opened:
        found = opened.execute(
            "select person from request group by person order by count(*) desc, person limit 1"
        ).fetchone()
    return str(found[0])


def _open(kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    return KINDS[kind](way, mapping)


def _add_source(house: House) -> None:
    """Put a database of the house's beside Amana's own."""
    file = house.shown.data / "branch.db"
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("create table customer (id text primary key, email text)")
        opened.commit()
    with house.shown.amana.storage.work(house.service) as work:
        given = GivenSource(text=_MAP.format(service=house.service), way=f"sqlite:///{file}")
        add_source(Act(actor=OPERATOR, work=work), _open, given)


def _fill(house: House, browser: httpx.Client, person: str) -> None:
    """Do at the desk what the app's own people leave undone."""
    then = (datetime.now(UTC) - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    again = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    house.send(browser, "readings", text="نجمع اسمك ورقم هاتفك. We never sell your data.")
    house.send(browser, "breaches", discovered=then, aware=then, **_BREACH)
    house.send(browser, "holds", category="email", reason="قضية 12", again_on=again)
    for kind in ("part_erasure", "erasure", "correction", "objection"):
        house.send(browser, "requests", kind=kind, person=person, about="طلبٌ مكتوب")
