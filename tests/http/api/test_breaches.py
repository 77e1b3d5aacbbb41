"""Programs go a breach's whole way: noted, changed, told of, handed in, closed."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.key_scope import Ability, KeyScope
from amana.storage import Storage

pytestmark = pytest.mark.promise("A20")
POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  A20: {{breach: [affected], within: PT72H, from: awareness, weakness: true}}
  A21: {{use: email, for: [orders]}}
"""
LETTERS = {
    "ar": {"subject": "إشعار بخرق", "text": "بقي مجلد مفتوحًا."},
    "en": {"subject": "Notice of a breach", "text": "A folder was left open."},
}


def told(**more: object) -> dict[str, Any]:
    """Return the facts of a breach that was noticed an hour ago."""
    then = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    return {
        "title": "Open storage folder",
        "nature": ["confidentiality"],
        "severity": "high",
        "discovered": then,
        "aware": then,
        "what": {"ar": "بقي مجلد مفتوحًا.", "en": "A folder was left open."},
        "consequences": {"ar": "قد تصلك رسائل مزعجة.", "en": "You may get unwanted mail."},
        "measures": {"ar": "أغلقنا المجلد.", "en": "We closed the folder."},
        "advice": {"ar": "لا تفتح روابط مجهولة.", "en": "Do not open unknown links."},
        "contact": "privacy@house.example",
        "lead": "Layla",
        "categories": ["email"],
        **more,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program with a key for breaches."""

    url: str
    key: str

    def send(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        """Send a body."""
        headers = {"authorization": f"Bearer {self.key}"}
        address = f"{self.url}/v1/breaches{path}"
        if body is None:
            return httpx.post(address, headers=headers, timeout=30)
        return httpx.post(address, json=body, headers=headers, timeout=30)

    def once(self, path: str, body: dict[str, Any] | None, key: str) -> httpx.Response:
        """Send a body with a key under which it is done once."""
        headers = {"authorization": f"Bearer {self.key}", "idempotency-key": key}
        content = None if body is None else json.dumps(body)
        if body is not None:
            headers["content-type"] = "application/json"
        address = f"{self.url}/v1/breaches{path}"
        return httpx.post(address, content=content, headers=headers, timeout=30)

    def see(self, path: str = "") -> httpx.Response:
        """Ask how it stands."""
        headers = {"authorization": f"Bearer {self.key}"}
        return httpx.get(f"{self.url}/v1/breaches{path}", headers=headers, timeout=30)


@pytest.fixture
def program(storage: Storage, service: str, real_site: str) -> Program:
    """Give the service a policy, somebody it knows, and a key."""
    with storage.work(service) as work:
        given = Publication(
            source=POLICY.format(service=service), texts={}, material=True, reason="first"
        )
        publish_policy(Act(actor=OPERATOR, work=work), given)
    with storage.work(service) as work:
        work.people.meet(work.sealer.person_key("amal"))
        work.over()
    with storage.work(service) as work:
        scope = KeyScope(abilities=frozenset({Ability.BREACHES}))
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="breaches", scope=scope))
    return Program(url=real_site, key=key)


def test_a_breach_goes_its_whole_way_by_a_program(program: Program) -> None:
    """Each deed of the command has its route, and each answers how the breach stands."""
    breach = program.send("", told(measures=None)).json()["breach"]
    UUID(breach)
    here = f"/{breach}"
    draft = program.see(f"{here}/notice").json()
    assert draft["approved"] is False
    assert "A folder was left open." in draft["en"]["text"]
    lacks = program.send(f"{here}/notice", LETTERS)
    assert (lacks.status_code, lacks.json()["code"]) == (403, "breaches.content_missing")
    changed = program.send(f"{here}/change", {"facts": told(), "learnt": "closed at noon"})
    assert changed.json()["facts"]["measures"]["en"] == "We closed the folder."
    assert program.send(f"{here}/affected", {"persons": ["amal"]}).json()["affected"] == 1
    assert program.send(f"{here}/notice", LETTERS).status_code == 200
    assert program.see(f"{here}/notice").json()["approved"] is True
    assert program.send(f"{here}/send").json()["sending_at"] is not None
    otherwise = program.send(f"{here}/otherwise", {"how": "notice in the daily"}).json()
    assert [each["how"] for each in otherwise["otherwise"]] == ["notice in the daily"]
    form = program.see(f"{here}/form/qatar").json()
    assert (form["law"], form["phase"]) == ("qatar", "initial")
    done = {"law": "qatar", "phase": "initial", "how": "portal, case 12"}
    handed = program.send(f"{here}/handed-in", done).json()["handed_in"]
    assert [(each["law"], each["how"]) for each in handed] == [("qatar", "portal, case 12")]
    running = program.send(f"{here}/close", {"reason": "all told"})
    assert running.json()["code"] == "breaches.still_running"


def _noted_of(program: Program, breach: str) -> dict[str, Any]:
    """Return all that is noted of a breach; its clocks tell what is left by the second."""
    found: dict[str, Any] = program.see(f"/{breach}").json()
    return {name: each for name, each in found.items() if name != "clocks"}


def test_each_deed_with_a_key_is_done_once_and_answers_the_same(program: Program) -> None:
    """How the breach stands after the deed is kept with it; sent again nothing is noted anew."""
    noted = program.once("", told(), "key-of-the-opening-1")
    assert noted.status_code == 200, noted.text
    assert program.once("", told(), "key-of-the-opening-1").status_code == 422
    breach = noted.json()["breach"]
    assert program.send(f"/{breach}/affected", {"persons": ["amal"]}).status_code == 200
    slight = program.send("", told(severity="unlikely")).json()["breach"]
    done = {"law": "qatar", "phase": "initial", "how": "portal, case 12"}
    for here, deed, body, shows in (
        (breach, "change", {"facts": told(lead="Noura"), "learnt": "closed at noon"}, "facts"),
        (breach, "notice", LETTERS, None),
        (breach, "send", None, "sending_at"),
        (breach, "otherwise", {"how": "notice in the daily"}, "otherwise"),
        (breach, "handed-in", done, "handed_in"),
        (slight, "close", {"reason": "encrypted"}, "closed_at"),
    ):
        first = program.once(f"/{here}/{deed}", body, f"key-of-the-deed-{deed}")
        assert first.status_code == 200, (deed, first.text)
        if shows is not None:
            assert first.json()[shows], deed
        stands = _noted_of(program, here)
        again = program.once(f"/{here}/{deed}", body, f"key-of-the-deed-{deed}")
        assert (again.status_code, again.content) == (200, first.content), deed
        assert again.headers["idempotent-replayed"] == "true"
        assert _noted_of(program, here) == stands, deed
    assert program.see(f"/{breach}").json()["facts"]["lead"] == "Noura"
    assert program.see(f"/{breach}/notice").json()["approved"] is True


def test_a_breach_of_which_nobody_has_to_be_told_is_closed_once(program: Program) -> None:
    """With a reason, and nothing is added to it any more."""
    slight = program.send("", told(severity="unlikely") | {"rehearsal": True}).json()["breach"]
    here = f"/{slight}"
    closed = program.send(f"{here}/close", {"reason": "encrypted"}).json()
    assert closed["closed_at"] is not None
    again = program.send(f"{here}/close", {"reason": "all told"})
    assert again.json()["code"] == "breaches.closed"


def test_times_that_cannot_be_are_refused_in_words(program: Program) -> None:
    """In both languages, by what an officer calls them; nothing is noted."""
    early = told(discovered="0001-01-01T00:00:00+00:00", aware="0001-01-01T00:00:00+00:00")
    refused = program.send("", early)
    assert (refused.status_code, refused.json()["code"]) == (422, "breaches.time_too_early")
    assert "lies too far back" in refused.text
    assert "The time of discovery" in refused.text
    ahead = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    refused = program.send("", told(aware=ahead))
    assert refused.json()["code"] == "breaches.times_out_of_order"
    assert "the time of awareness" in refused.text
    assert program.see().json()["breaches"] == []
    nobody = "00000000-0000-0000-0000-000000000000"
    for deed, body in (
        ("notice", LETTERS),
        ("send", None),
        ("close", {"reason": "over"}),
        ("change", {"facts": told(), "learnt": "more"}),
    ):
        assert program.send(f"/{nobody}/{deed}", body).status_code == 404, deed
