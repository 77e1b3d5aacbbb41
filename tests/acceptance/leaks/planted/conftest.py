"""A service into which ten thousand personal values went, and that lived a little."""

import base64
import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx
import psutil
import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import Run, Served, Serving
    from tests.acceptance.leaks.conftest import Someone

SERVICE = "rose-shop"

POLICY = """\
amana: 1
service: rose-shop
title: {ar: "سياسة متجر الورد", en: "Privacy policy of the Rose Shop"}
controller: {name: {ar: "متجر الورد", en: "The Rose Shop"}, email: privacy@rose.example}
languages: [ar, en]
laws: [qatar, gdpr]
data:
  name: {}
  called: {name: {ar: "الاسم العربي", en: "the Arabic name"}}
  email: {is: "pd:EmailAddress"}
  phone: {is: "pd:TelephoneNumber"}
  identity: {is: "pd:IdentificationNumber", name: {ar: "رقم الهوية", en: "the identity number"}}
  card: {is: "pd:PaymentCard", name: {ar: "البطاقة", en: "the card"}}
  address: {is: "pd:PhysicalAddress"}
  note: {name: {ar: "ملاحظة", en: "the note"}}
  city: {name: {ar: "المدينة", en: "the city"}}
  opinion: {is: "pd:Opinion", name: {ar: "الرأي", en: "the opinion"}}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
  usage: {is: "dpv:ServiceUsageAnalytics", basis: legitimate_interest}
  reviews: {is: "dpv:ServiceProvision", basis: contract, name: {ar: "الآراء", en: "reviews"}}
recipients:
  courier: {kind: service_providers, name: {ar: "مندوب", en: "A courier"}, country: QA}
  institute: {kind: service_providers, name: {en: "institute"}, safeguards: [contract]}
promises:
  R1: {collect: [name, called, email, phone, identity, address, note, city], from: person,
       at: [registration], for: [orders, usage]}
  R2: {collect: [card], from: person, at: [registration], for: [orders, usage], keep: last4}
  R3: {share: [name, address], to: [courier], for: [orders]}
  R4: {share: [city], to: [institute], for: [usage], at_least: 5}
  R5: {publish: [opinion, name, phone], as: [own_name, anonymous], for: [reviews], moderated: true}
  R6: {collect: [opinion], from: person, at: [registration], for: [reviews]}
"""
MAP = """\
amana: 1
service: rose-shop
records:
  profile:
    key: own
    fields:
      name: {is: name, type: text}
      called: {is: called, type: text}
      email: {is: email, type: email}
      phone: {is: phone, type: phone}
      identity: {is: identity, type: national_id}
      card: {is: card, type: card}
      address: {is: address, type: place}
      note: {is: note, type: text}
      city: {is: city, type: text}
"""
TABLE = {
    "name": "cities",
    "record": "profile",
    "by": {"city": ["doha", "rayyan"]},
    "to": "institute",
    "for": "usage",
}


class Courier(HTTPServer):
    """The courier's program: it keeps all that reaches it, with its headers."""

    def __init__(self) -> None:
        """Listen at a free port."""
        super().__init__(("127.0.0.1", 0), _Door)
        self.heard: list[bytes] = []


class _Door(BaseHTTPRequestHandler):
    """Where messages to the courier come in."""

    server: Courier

    def do_POST(self) -> None:
        """Take a message."""
        body = self.rfile.read(int(self.headers["content-length"]))
        said = f"{self.path}\n{self.headers}".encode() + body
        self.server.heard.append(said)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"state":"done"}')

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass(slots=True, kw_only=True, repr=False)
class World:
    """A service into which all was planted, and what was seen from outside meanwhile."""

    served: "Served"
    run: "Run"
    api: httpx.Client
    heard: list[bytes]
    pulled: bytes = b""
    refused: bytes = b""
    told: list[bytes] = field(default_factory=list)
    """What anybody may be shown, of the service's life: lists, registers, certificates."""
    processes: set[bytes] = field(default_factory=set)

    def post(self, path: str, body: Mapping[str, Any], **headers: str) -> httpx.Response:
        """Ask a route; it has to answer well."""
        answer = self.api.post(f"/v1/{path}", json=dict(body), headers=headers)
        assert answer.status_code == 200, answer.text
        return answer

    def command(self, *words: "str | Path") -> bytes:
        """Run a command beside the server; return all that it said."""
        ran = self.run(*words, "--data", self.served.data)
        assert ran.code == 0, ran.err
        return (ran.out + ran.err).encode()


def _watch(world: World, over: threading.Event) -> None:
    """Note what anybody on the machine may read in the list of processes."""
    own = psutil.Process()
    while not over.wait(0.2):
        for process in [*own.children(recursive=True), *world.served.databases()]:
            with suppress(psutil.Error):
                world.processes.add("\0".join(process.cmdline()).encode())


@pytest.fixture(scope="module")
def world(
    shelf: Path, run: "Run", serving: "Serving", people: "Sequence[Someone]"
) -> Iterator[World]:
    """Plant the values, and live a little: share, publish, count, ask, erase, have a breach."""
    folder = shelf / "planted"
    folder.mkdir(mode=0o711)
    files = {"policy.yaml": POLICY, "map.yaml": MAP, "table.json": json.dumps(TABLE)}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    loud = {
        "AMANA_LOG_LEVEL": "debug",
        "AMANA_ACCESS_LOG": "true",
        "AMANA_METRICS_TOKEN": "a-token-of-the-operator",
    }
    courier, over = Courier(), threading.Event()
    data = folder / "data"
    with courier, serving(data, "--policy", folder / "policy.yaml", cwd=None, **loud) as served:
        bearer = {"authorization": f"Bearer {served.key(SERVICE)}", "accept-language": "en"}
        with httpx.Client(base_url=served.url, headers=bearer, timeout=120) as api:
            made = World(served=served, run=run, api=api, heard=courier.heard)
            threads = [
                threading.Thread(target=courier.serve_forever, daemon=True),
                threading.Thread(target=_watch, args=(made, over), daemon=True),
            ]
            for each in threads:
                each.start()
            made.command("map", "apply", folder / "map.yaml")
            _plant(made, people)
            _share(made, people, courier)
            _publish(made, people)
            made.told.append(
                made.command(
                    *("aggregates", "release", folder / "table.json", "--label", "2026-11"),
                    *("--service", SERVICE),
                )
            )
            _ask(made, people)
            _breach(made)
            _err(made, people)
            over.set()
            yield made
            courier.shutdown()


def _plant(world: World, people: "Sequence[Someone]") -> None:
    """Take everybody in by one stream, and some by their addresses."""
    lines = []
    for someone in people:
        values = {name: value for name, value in someone.values.items() if name != "person"}
        values["city"] = ("doha", "rayyan", "wakra")[someone.number % 3]
        person = someone.values["person"]
        lines.append(json.dumps({"person": person, "key": person, "values": values}))
    asked = "type=profile&for=orders&for=usage&at=registration"
    answer = world.api.post(
        f"/v1/records/import?{asked}",
        content="\n".join(lines).encode() + b"\n",
        headers={"content-type": "application/x-ndjson"},
    )
    results = [json.loads(line) for line in answer.text.splitlines()]
    assert len(results) == len(people) + 1, answer.text[-500:]
    assert all(each.get("record") for each in results[:-1])
    world.told.append(answer.content)
    for someone in people[:40]:
        told = [{"kind": kind, "value": someone.values[kind]} for kind in ("email", "phone")]
        body = {"person": someone.values["person"], "identifiers": told}
        world.post("persons/identify", body | {"at": "registration", "for": ["orders"]})


def _share(world: World, people: "Sequence[Someone]", courier: Courier) -> None:
    """Let the courier pull some people's addresses, and be sent others' names."""
    for data, days in ((["address"], 30), (["name"], 20)):
        until = (datetime.now(UTC) + timedelta(days=days)).isoformat()
        wanted = {"recipient": "courier", "data": data, "for": ["orders"], "until": until}
        world.post("recipient-grants", wanted | {"instruction": "Deliver the parcel."})
    secret = "whsec_" + base64.b64encode(b"a secret of thirty-two bytes....").decode()
    way = {"url": f"http://127.0.0.1:{courier.server_port}/in", "secret": secret, "private": True}
    file = world.served.data.with_name("way.json")
    file.write_text(json.dumps(way), encoding="utf-8")
    world.command(
        *("recipients", "set", "courier", "--how", "http", "--way-file", file),
        *("--service", SERVICE),
    )
    key = world.served.data.with_name("courier.key")
    world.command(
        *("service", "add-key", SERVICE, "--label", "courier", "--recipient", "courier"),
        *("--may", "pull", "--key-file", key),
    )
    asked = {"for": "orders", "persons": [each.values["person"] for each in people[:100]]}
    bearer = f"Bearer {key.read_text(encoding='ascii').strip()}"
    pulled = world.post("disclosures/pull", asked | {"data": ["address"]}, authorization=bearer)
    assert pulled.json()["state"] == "done"
    world.pulled = pulled.content
    sent = {"recipient": "courier", "method": "push", "data": ["name"]}
    persons = [each.values["person"] for each in people[100:120]]
    world.told.append(world.post("disclosures", asked | sent | {"persons": persons}).content)


def _publish(world: World, people: "Sequence[Someone]") -> None:
    """Publish three opinions: without a name, with a name, and with a number beside it."""
    wishes = (("anonymous", False), ("own_name", False), ("own_name", True))
    for someone, (shown_as, with_contact) in zip(people[200:203], wishes, strict=True):
        values = someone.values
        body: dict[str, Any] = {"person": values["person"], "kind": "review", "for": "reviews"}
        body["words"] = {"opinion": "على الموعد، وبإتقان."}
        body |= {"name": {"name": values["name"]}, "contact": {"phone": values["phone"]}}
        made = world.post(
            "publications", body | {"shown_as": shown_as, "with_contact": with_contact}
        )
        world.told.append(made.content)
        world.told.append(
            world.command("publications", "approve", made.json()["id"], "--service", SERVICE)
        )


def _ask(world: World, people: "Sequence[Someone]") -> None:
    """Have requests asked, ten people erased, values used, read and corrected."""
    for someone in people[300:310]:
        values = someone.values
        body = {"kind": "copy", "person": values["person"], "about": values["note"]}
        world.post("requests", body)
        which = {"type": "profile", "key": values["person"], "for": ["orders"]}
        world.post("records/use", which)
        read = which | {"staff": values["name"], "reason": values["note"]}
        world.api.post("/v1/records/read", json=read)
    for someone in people[310:320]:
        world.told.append(world.post("erase", {"person": someone.values["person"]}).content)


def _breach(world: World) -> None:
    """Note a breach that touches everybody."""
    now = datetime.now(UTC).isoformat()
    facts: dict[str, Any] = {"title": "A lost disk", "nature": ["confidentiality"]}
    facts["severity"] = "high"
    facts |= {"discovered": now, "aware": now, "lead": "Noor"}
    facts |= {"what": {"ar": "ضاع قرص", "en": "A disk was lost"}, "categories": ["email"]}
    breach = world.post("breaches", facts).json()["breach"]
    found = world.post(f"breaches/{breach}/affected", {"categories": ["email"]})
    assert found.json()["affected"] > 1_000, found.text
    world.told.append(found.content)


def _err(world: World, people: "Sequence[Someone]") -> None:
    """Send values where they do not belong, to every route of the document."""
    paths = world.api.get("/v1/openapi.json").json()["paths"]
    said = []
    for number, (path, deeds) in enumerate(paths.items(), start=400):
        values = people[number].values
        filled = re.sub(r"{[^}]+}", quote(values["email"], safe=""), path)
        for deed in deeds:
            # As a field that is not there, as a field's wrong value, and as what is no JSON.
            bodies: list[dict[str, Any]] = [
                {"json": {values["email"]: values["phone"], "person": [values["name"]]}},
                {"content": f'{{"person": "{values["called"]}, {values["card"]}'},
            ]
            for body in bodies[: 2 if deed == "post" else 1]:
                asked = {"limit": values["identity"], "before": values["email"]}
                given = body if deed == "post" else {"params": asked}
                said.append(world.api.request(deed, filled, **given))
    said.append(world.api.get(f"/{quote(people[399].values['called'])}/privacy"))
    said.append(
        world.api.get(
            "/v1/policy", headers={"authorization": f"Bearer {people[399].values['email']}"}
        )
    )
    wrong = [each for each in said if each.status_code >= 400]
    assert len(wrong) > len(paths)
    assert all(each.status_code < 500 for each in said), [
        (each.request.method, re.sub(r"[^/]*%40[^/]*", "*", each.request.url.path))
        for each in said
        if each.status_code >= 500
    ]
    world.refused = b"\n".join(each.content + str(each.headers).encode() for each in wrong)
