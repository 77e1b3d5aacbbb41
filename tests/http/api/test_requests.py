"""Programs receive requests, list them by deadline, refuse and extend them."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.copies.making import making_copies
from amana.acts.copies.rest import JOB
from amana.acts.copies.sections import NOWHERE
from amana.acts.doors.application import ApplicationDoor
from amana.acts.identity.sign_in import Shown, note_pass
from amana.acts.jobs import do_jobs, leave, stay_alive
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.requests.carrying import carry_parts
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.domain.key_scope import Ability, KeyScope
from amana.domain.person.level import CheckedBy, Level
from amana.settings import Settings
from amana.storage import Storage

OPEN = open_source(Settings())
MAP = """\
amana: 1
service: {service}
source: crm
tables:
  customer:
    erase: delete
    person: {{own: id}}
    columns: {{email: {{is: email, type: email}}}}
"""
POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [gdpr]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [email], from: person, at: [registration], for: [orders]}}
  A21: {{right: [copy]}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program with its key."""

    storage: Storage
    service: str
    url: str
    key: str

    def post(self, route: str, body: dict[str, Any], key: str | None = None) -> httpx.Response:
        """Send a body to a route."""
        headers = {"authorization": f"Bearer {key or self.key}"}
        return httpx.post(f"{self.url}/v1/{route}", json=body, headers=headers)

    def get(self, route: str, **query: str) -> httpx.Response:
        """Ask a route."""
        headers = {"authorization": f"Bearer {self.key}"}
        return httpx.get(f"{self.url}/v1/{route}", params=query, headers=headers)


@pytest.fixture
def program(storage: Storage, service: str, real_site: str) -> Program:
    """Give the service a policy, a person and a key that may only take requests."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    ApplicationDoor(storage).accept(
        service, person="p-1", version=1, how=Acceptance.EXPLICIT, language="ar"
    )
    scope = KeyScope(abilities=frozenset({Ability.REQUESTS}))
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="shop", scope=scope))
    return Program(storage=storage, service=service, url=real_site, key=key)


def test_a_request_is_received_shown_extended_and_refused(program: Program) -> None:
    """The term is the law's, longer once it is extended; what ended is not in the open list."""
    asked = {"kind": "copy", "person": "p-1", "about": "my orders", "proven_by": "signed_in"}
    taken = program.post("requests", asked).json()
    assert (taken["state"], taken["again"]) == ("proven", False)
    shown = program.get(f"requests/{taken['request']}").json()
    assert (shown["person"], shown["about"], shown["article"]) == ("p-1", "my orders", "12(3)")
    assert shown["authorities"][0]["en"].startswith("the data protection authority")
    longer = program.post(f"requests/{taken['request']}/extend", {"reason": "complex"}).json()
    assert longer["safe_until"] > taken["safe_until"]
    again = program.post(f"requests/{taken['request']}/extend", {"reason": "many"})
    assert (again.status_code, again.json()["code"]) == (403, "requests.cannot_extend")
    refused = program.post(f"requests/{taken['request']}/refuse", {"reason": "unfounded"})
    assert refused.json() == {"state": "refused"}
    assert program.get("requests").json() == {"requests": [], "next": None}
    (ended,) = program.get("requests", state="refused").json()["requests"]
    assert "person" not in ended
    assert program.get("requests", all="true").json()["requests"] == [ended]


def test_the_answer_about_a_stranger_has_the_same_form(program: Program) -> None:
    """By id, by address and by phone: nothing says whether anybody is known."""
    known = program.post("requests", {"kind": "copy", "person": "p-1"})
    strangers = [
        program.post("requests", {"kind": "copy", **who})
        for who in (
            {"person": "p-2"},
            {"email": "nobody@mail.example"},
            {"phone": "+97455512345"},
        )
    ]
    for each in strangers:
        assert each.status_code == known.status_code == 200
        assert each.json().keys() == known.json().keys()
        assert each.json()["state"] == known.json()["state"]


def test_pages_go_on_where_the_last_ended(program: Program) -> None:
    """A cursor of elsewhere is refused."""
    for kind in ("copy", "correction", "erasure"):
        program.post("requests", {"kind": kind, "person": "p-1"})
    first = program.get("requests", limit="2").json()
    rest = program.get("requests", limit="2", cursor=first["next"]).json()
    assert [len(page["requests"]) for page in (first, rest)] == [2, 1]
    assert rest["next"] is None
    assert program.get("requests", cursor="x" * 43).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "copy"},
        {"kind": "copy", "person": "p-1", "email": "a@mail.example"},
        {"kind": "everything", "person": "p-1"},
        {"kind": "copy", "person": "p-1", "about": "x" * 4_001},
        {"kind": "copy", "person": "p-1", "unknown": 1},
    ],
)
def test_what_is_no_request_is_refused(program: Program, body: dict[str, Any]) -> None:
    """One way to name the person, a kind of the list, bounded words, nothing unknown."""
    assert program.post("requests", body).status_code == 422


def test_another_key_takes_no_requests(program: Program) -> None:
    """The ability is named, or the key is not limited."""
    scope = KeyScope(abilities=frozenset({Ability.ASK}))
    with program.storage.work(program.service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="x", scope=scope))
    refused = program.post("requests", {"kind": "copy", "person": "p-1"}, key)
    assert (refused.status_code, refused.json()["code"]) == (403, "key.lacks_ability")


@pytest.mark.promise("A21")
def test_a_request_is_planned_approved_and_followed_by_a_program(program: Program) -> None:
    """Approving takes a key that may erase; asked again it begins nothing twice."""
    asked = {"kind": "erasure", "person": "p-1", "proven_by": "signed_in"}
    request = program.post("requests", asked).json()["request"]
    planned = program.post(f"requests/{request}/plan", {}).json()
    assert (planned["state"], planned["plan"], planned["over"]) == ("proven", [], False)
    refused = program.post(f"requests/{request}/approve", {})
    assert (refused.status_code, refused.json()["code"]) == (403, "key.lacks_ability")
    scope = KeyScope(abilities=frozenset({Ability.ERASE}))
    with program.storage.work(program.service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="y", scope=scope))
    ended = [program.post(f"requests/{request}/approve", {}, key).json() for _ in range(2)]
    assert ended[0] == ended[1]
    assert (ended[0]["state"], ended[0]["over"], ended[0]["parts"]) == ("done", True, [])
    seen = program.get(f"requests/{request}/progress").json()
    assert seen == ended[0]
    assert "person" not in seen
    late = program.post(f"requests/{request}/plan", {})
    assert (late.status_code, late.json()["code"]) == (403, "requests.wrong_step")
    nobody = "00000000-0000-0000-0000-000000000000"
    assert program.get(f"requests/{nobody}/progress").status_code == 404


@pytest.mark.promise("A28")
def test_what_a_correction_sets_is_of_an_approved_map(program: Program) -> None:
    """Columns that no map has, other kinds and bodies without bounds are refused."""
    ask = {"kind": "correction", "person": "p-1", "proven_by": "signed_in"}
    place = f"requests/{program.post('requests', ask).json()['request']}/corrections"
    new = {"source": "shop", "table": "customer", "column": "email", "value": "n@x.example"}
    unknown = program.post(place, {"corrections": [new]})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "requests.choice")
    assert "n@x.example" not in unknown.text
    bodies: list[dict[str, Any]] = [{}, {"corrections": []}]
    for body in [*bodies, {"corrections": [{**new, "value": "x" * 4_001}]}]:
        assert program.post(place, body).status_code == 422
    other = program.post("requests", {"kind": "copy", "person": "p-1"}).json()["request"]
    wrong = program.post(f"requests/{other}/corrections", {"corrections": [new]})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "requests.wrong_step")


@pytest.mark.promise("M18", "W12")
def test_the_copy_of_a_request_is_prepared_shown_and_fetched_after_proof(program: Program) -> None:
    """Nothing leaves without a check of the person lately, or to a key of other abilities."""
    asked = {"kind": "copy", "person": "p-1", "proven_by": "signed_in"}
    place = f"requests/{program.post('requests', asked).json()['request']}/copy"
    assert program.get(place).status_code == 404
    made = program.post(place, {"language": "en"}).json()
    assert (made["ready"], made["fetched"], made["person_proven"]) == (False, 0, False)
    worker = uuid4()
    stay_alive(program.storage, worker)
    do_jobs(program.storage, {JOB: making_copies(NOWHERE)}, worker=worker)
    leave(program.storage, worker)
    assert program.get(place).json()["ready"] is True
    refused = program.get(f"{place}/file")
    assert (refused.status_code, refused.json()["code"]) == (403, "copies.person_not_proven")
    for way in ("/v1/passwords/check", "/v1/hand-overs"):
        assert way in refused.json()["detail"]
    with program.storage.work(program.service) as work:
        note_pass(work, "p-1", Shown(means=CheckedBy.ONE_TIME_CODE, level=Level.EMAIL))
    assert program.get(place).json()["person_proven"] is True
    fetched = program.get(f"{place}/file")
    assert fetched.json()["copy"] == made["copy_id"]
    assert fetched.headers["content-type"] == "application/json"
    page = program.get(f"{place}/file", form="html", language="en")
    assert page.text.startswith("<!doctype html>")
    scope = KeyScope(abilities=frozenset({Ability.ERASE}))
    with program.storage.work(program.service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="other", scope=scope))
    bearer = {"authorization": f"Bearer {key}"}
    assert httpx.get(f"{program.url}/v1/{place}/file", headers=bearer).status_code == 403


@pytest.fixture
def away(program: Program, tmp_path: Path) -> Path:
    """Give the service a database whose map somebody approved, and take its table away."""
    file = tmp_path / "crm.db"
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("create table customer (id text primary key, email text)")
        opened.execute("insert into customer values ('p-1', 'p-1@mail.example')")
        opened.commit()
    given = GivenSource(text=MAP.format(service=program.service), way=f"sqlite:///{file}")
    with program.storage.work(program.service) as work:
        version = add_source(Act(actor=OPERATOR, work=work), OPEN, given).version
    approve(program.storage, program.service, OPEN, "crm", version, actor=OPERATOR)
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("alter table customer rename to client")
        opened.commit()
    return file


def _approved(program: Program, person: str, erasing: str) -> str:
    """Have an erasure in part approved and carried as far as it goes; return its place."""
    ApplicationDoor(program.storage).accept(
        program.service, person=person, version=1, how=Acceptance.EXPLICIT, language="ar"
    )
    asked = {"kind": "part_erasure", "person": person, "proven_by": "signed_in"}
    place = f"requests/{program.post('requests', asked).json()['request']}"
    assert program.post(f"{place}/categories", {"categories": ["email"]}).status_code == 200
    assert program.post(f"{place}/approve", {}, erasing).status_code == 200
    carry_parts(program.storage, program.service, OPEN, source="crm", job=uuid4())
    return place


@pytest.mark.promise("A29")
def test_what_failed_in_a_source_is_tried_again_or_given_up_by_a_program(
    program: Program, away: Path
) -> None:
    """To give up takes a key that may erase; what is not there, and what did not fail, is none."""
    with program.storage.work(program.service) as work:
        scope = KeyScope(abilities=frozenset({Ability.ERASE}))
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="eraser", scope=scope))
    place, other = (_approved(program, each, key) for each in ("p-1", "p-2"))
    shown = program.get(f"{place}/progress").json()
    assert (shown["needs_somebody"], shown["parts"][0]["state"]) == (True, "failed")
    assert program.post(f"{place}/parts/till/retry", {}).status_code == 404
    assert program.post(f"{place}/parts/crm/give-up", {}).status_code == 403
    assert program.post(f"{other}/parts/crm/give-up", {}, key).json()["state"] == "partly_done"
    assert program.post(f"{other}/parts/crm/give-up", {}, key).status_code == 404
    with closing(sqlite3.connect(away)) as opened:
        opened.execute("alter table client rename to customer")
        opened.commit()
    waiting = program.post(f"{place}/parts/crm/retry", {}).json()
    assert waiting["parts"][0]["state"] == "waiting"
    carry_parts(program.storage, program.service, OPEN, source="crm", job=uuid4())
    assert program.get(f"{place}/progress").json()["state"] == "done"
    assert program.post(f"{place}/parts/crm/retry", {}).status_code == 404


def test_requests_are_listed_by_source_and_by_what_keeps_them(program: Program, away: Path) -> None:
    """A table is really away: its code finds the request, another code or source does not."""
    assert away.exists()
    with program.storage.work(program.service) as work:
        scope = KeyScope(abilities=frozenset({Ability.ERASE}))
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="eraser", scope=scope))
    kept = _approved(program, "p-2", key).removeprefix("requests/")
    other = program.post(
        "requests", {"kind": "copy", "person": "p-1", "proven_by": "signed_in"}
    ).json()["request"]
    fault = program.get(f"requests/{kept}/progress").json()["parts"][0]["fault"]
    assert fault
    for asked, found in (
        ({}, {kept, other}),
        ({"source": "crm"}, {kept}),
        ({"fault": fault}, {kept}),
        ({"source": "crm", "fault": fault}, {kept}),
        ({"source": "till", "fault": fault}, set()),
        ({"source": "till"}, set()),
        ({"fault": "source.too_slow"}, set()),
    ):
        listed = program.get("requests", **asked).json()["requests"]
        assert {each["request"] for each in listed} == found, asked


@pytest.mark.promise("A29")
def test_a_program_chooses_what_an_erasure_in_part_erases(program: Program) -> None:
    """What nothing here can erase by itself, and nothing at all, is refused."""
    asked = {"kind": "part_erasure", "person": "p-1", "proven_by": "signed_in"}
    place = f"requests/{program.post('requests', asked).json()['request']}/categories"
    refused = program.post(place, {"categories": ["email"]})
    assert (refused.status_code, refused.json()["code"]) == (422, "requests.choice")
    assert program.post(place, {"categories": []}).status_code == 422
    assert program.post(place, {}).status_code == 422
