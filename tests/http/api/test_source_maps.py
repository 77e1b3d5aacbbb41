"""Programs hand in maps of sources, look whether they fit, and approve them where they may."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.sources.registry import GivenSource, add_source
from amana.assembly.sources import KINDS
from amana.domain.key_scope import Ability, KeyScope
from amana.storage import Storage

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
  P1: {{collect: [email], from: person, at: [registration], for: [orders]}}
"""
MAP = """\
amana: 1
service: {service}
source: {source}
tables:
  customer:
    erase: delete
    person: {{own: id}}
    columns:
      email: {{is: email, type: email}}
"""
SECRET = "whsec_" + "c2VjcmV0LW9mLXRoZS1jbHVi" * 2
EVERY = frozenset({Ability.SOURCES, Ability.APPROVE_SOURCES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program with its key, and the database that who runs the machine has added."""

    service: str
    url: str
    key: str
    file: Path

    def send(self, route: str, body: dict[str, Any] | None = None) -> httpx.Response:
        """Send a body to a route of sources."""
        headers = {"authorization": f"Bearer {self.key}"}
        return httpx.post(f"{self.url}/v1/sources{route}", json=body, headers=headers)

    def get(self, route: str = "", **query: str) -> httpx.Response:
        """Ask a route of sources."""
        headers = {"authorization": f"Bearer {self.key}"}
        return httpx.get(f"{self.url}/v1/sources{route}", params=query, headers=headers)

    def map(self, source: str) -> str:
        """Return a map of that name."""
        return MAP.format(service=self.service, source=source)


ProgramOf = Callable[[frozenset[Ability]], Program]


@pytest.fixture
def program_of(storage: Storage, service: str, real_site: str, tmp_path: Path) -> ProgramOf:
    """Give the service a policy and a database; return what makes a program of these abilities."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    file = tmp_path / "shop.db"
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("create table customer (id text primary key, email text)")
        opened.commit()
    given = GivenSource(text=MAP.format(service=service, source="shop"), way=f"sqlite:///{file}")
    with storage.work(service) as work:
        add_source(Act(actor=OPERATOR, work=work), lambda kind, *way: KINDS[kind](*way), given)

    def make(abilities: frozenset[Ability]) -> Program:
        new = NewKey(label="shop", scope=KeyScope(abilities=abilities))
        with storage.work(service) as work:
            key = make_api_key(Act(actor=OPERATOR, work=work), new)
        return Program(service=service, url=real_site, key=key, file=file)

    return make


def test_a_map_is_handed_in_shown_checked_approved_and_removed(program_of: ProgramOf) -> None:
    """A second version beside the first; approved twice it stays approved once."""
    program = program_of(EVERY)
    text = program.map("shop")
    added = program.send("", {"map": text + "# read again\n"})
    assert added.json() == {"source": "shop", "version": 2}
    assert program.get("/shop").json()["map"].endswith("# read again\n")
    first = program.get("/shop", version="1").json()
    assert (first["version"], first["versions"], first["map"]) == (1, 2, text)
    assert program.send("/shop/check", {"version": 2}).json() == {
        "fits": True,
        "misfits": [],
        "fault": None,
    }
    for _ in range(2):
        approved = program.send("/shop/approve", {"version": 2})
        assert (approved.status_code, approved.json()["approved"]) == (200, 2)
    assert [each["approved"] for each in program.get().json()["sources"]] == [2]
    assert program.send("/shop/remove").json() == {"removed": True}
    assert program.get().json() == {"sources": []}
    assert program.get("/shop").status_code == 404


def test_what_does_not_fit_is_named_and_not_approved(program_of: ProgramOf) -> None:
    """By a code and the names of table and column, and no sooner than it is mended."""
    program = program_of(EVERY)
    with closing(sqlite3.connect(program.file)) as opened:
        opened.execute("alter table customer rename column email to mail")
        opened.commit()
    found = program.send("/shop/check", {"version": 1}).json()
    assert (found["fits"], found["fault"]) == (False, None)
    assert found["misfits"] == [
        {"code": "source.column_missing", "table": "customer", "name": "email"}
    ]
    refused = program.send("/shop/approve", {"version": 1})
    assert (refused.status_code, refused.json()["code"]) == (422, "source.map_unfit")
    program.file.unlink()
    assert program.send("/shop/check", {"version": 1}).json()["fault"] == "source.unreachable"
    gone = program.send("/shop/approve", {"version": 1})
    assert (gone.status_code, gone.json()["code"]) == (403, "sources.not_seen")
    assert program.get("/shop").json()["approved"] is None


def test_a_way_in_is_taken_and_never_given_back(program_of: ProgramOf) -> None:
    """Neither the address nor the secret of a service, nor the file of a database."""
    program = program_of(EVERY)
    reached = {"url": "http://127.0.0.1:1/secret-door", "secret": SECRET}
    given = program.send("", {"map": program.map("club"), "reached": reached})
    assert given.json() == {"source": "club", "version": 1}
    answers = (
        program.get(),
        program.get("/club"),
        program.get("/shop"),
        program.send("/club/check", {"version": 1}),
        program.send("/club/approve", {"version": 1}),
    )
    assert answers[0].json()["sources"][0]["kind"] == "http"
    # An address of this machine is asked by nobody's key.
    assert answers[3].json()["fault"] == "channel.forbidden_place"
    assert answers[4].json()["code"] == "sources.not_seen"
    for each in answers:
        for secret in ("secret-door", SECRET, str(program.file)):
            assert secret not in each.text


def test_a_program_says_of_no_file_of_the_machine_that_it_is_a_source(
    program_of: ProgramOf,
) -> None:
    """It names no kind and no path; and what is a database stays that database."""
    program = program_of(EVERY)
    for way in ({"kind": "files", "way": '{"path": "/"}'}, {"way": "sqlite:////tmp/x.db"}):
        assert program.send("", {"map": program.map("other"), **way}).status_code == 422
    bare = program.send("", {"map": program.map("other")})
    assert (bare.status_code, bare.json()["code"]) == (422, "sources.way_missing")
    reached = {"url": "https://club.example/amana", "secret": SECRET}
    taken = program.send("", {"map": program.map("shop"), "reached": reached})
    assert (taken.status_code, taken.json()["code"]) == (403, "sources.reached_otherwise")
    bad = {"url": "file:///etc/hostname", "secret": SECRET}
    refused = program.send("", {"map": program.map("other"), "reached": bad})
    assert (refused.status_code, refused.json()["code"]) == (422, "source.url_unfit")
    assert [each["source"] for each in program.get().json()["sources"]] == ["shop"]


def test_who_hands_maps_in_does_not_approve_them(program_of: ProgramOf) -> None:
    """Two abilities, so that two programs, or a program and a person, do it."""
    writer, judge = (
        program_of(frozenset({Ability.SOURCES})),
        program_of(frozenset({Ability.APPROVE_SOURCES})),
    )
    other = program_of(frozenset(Ability) - EVERY)
    body = {"version": 1}
    refused = (
        writer.send("/shop/approve", body),
        writer.send("/shop/remove"),
        judge.send("", {"map": judge.map("shop")}),
        other.get(),
        other.get("/shop"),
        other.send("/shop/check", body),
        other.send("/shop/approve", body),
        other.send("", {"map": other.map("shop")}),
    )
    for each in refused:
        assert (each.status_code, each.json()["code"]) == (403, "key.lacks_ability")
    assert writer.get("/shop").status_code == judge.get("/shop").status_code == 200
    assert judge.send("/shop/approve", body).json()["approved"] == 1
