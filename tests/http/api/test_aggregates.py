"""Programs release tables of figures, list them, and have them each time as the same bytes."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.doors.records import RecordsDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting
from amana.domain.key_scope import Ability, KeyScope
from amana.domain.ledger.entry import Entry
from amana.domain.staff import StaffRole
from amana.sdk import Amana, AmanaRejected, FiguresTable
from amana.storage import Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  city: {{name: {{ar: "المدينة", en: "the city"}}}}
purposes:
  usage: {{is: "dpv:ServiceUsageAnalytics", basis: legitimate_interest}}
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients:
  institute: {{kind: service_providers, name: {{en: "institute"}}, safeguards: [contract]}}
promises:
  P1: {{collect: [city], from: person, at: [registration], for: [usage, orders]}}
  K16: {{share: [city], to: [institute], for: [usage], at_least: 5}}
"""
MAP = """\
amana: 1
service: {service}
records:
  home:
    fields:
      city: {{is: city, type: text}}
"""
ASKED: dict[str, Any] = {
    "name": "cities",
    "record": "home",
    "by": {"city": ["الدوحة", "=rayyan"]},
    "to": "institute",
    "for": "usage",
    "label": "2026-10",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program with keys of one service."""

    url: str
    service: str
    storage: Storage
    key: str

    def key_of(self, scope: KeyScope) -> str:
        """Make a key of this scope."""
        with self.storage.work(self.service) as work:
            return make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="k", scope=scope))

    def release(self, key: str | None = None, **more: Any) -> httpx.Response:  # noqa: ANN401 - JSON
        """Ask for a release, changed so."""
        headers = {"authorization": f"Bearer {key or self.key}"}
        return httpx.post(f"{self.url}/v1/aggregates", json=ASKED | more, headers=headers)

    def get(self, path: str = "", key: str | None = None, **query: str | int) -> httpx.Response:
        """Ask for the list, or for one."""
        headers = {"authorization": f"Bearer {key or self.key}"}
        return httpx.get(f"{self.url}/v1/aggregates{path}", params=query, headers=headers)

    def live(self, city: str, people: int) -> None:
        """Let people live in a city."""
        door = RecordsDoor(self.storage)
        for _ in range(people):
            given = Collecting(
                person=uuid4().hex,
                type="home",
                values={"city": city},
                purposes=frozenset({"usage"}),
                how=Circumstances(occasion="registration"),
            )
            assert door.collect(self.service, given).answer.permitted


@pytest.fixture
def program(storage: Storage, service: str, real_site: str) -> Program:
    """Promise figures over at least five people, of whom twenty live in two cities."""
    with storage.work(service) as work:
        given = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), given)
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))
    scope = KeyScope(abilities=frozenset({Ability.AGGREGATES}))
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="figures", scope=scope))
    made = Program(url=real_site, service=service, storage=storage, key=key)
    made.live("الدوحة", 12)
    made.live("=rayyan", 8)
    return made


@pytest.fixture
def amana(program: Program) -> Iterator[Amana]:
    """Open the client with the same key."""
    with Amana(program.url, program.key, timeout=60) as opened:
        yield opened


@pytest.mark.promise("K16")
def test_a_table_is_released_listed_and_had_as_the_same_bytes(program: Program) -> None:
    """Whatever comes later, this release stays as it left; its digest is that of the JSON."""
    program.live("wakra", 6)
    made = program.release()
    assert made.status_code == 200, made.text
    entry = made.json()["entry"]
    first = program.get(f"/{entry}")
    assert first.headers["content-type"] == "application/json"
    assert hashlib.sha256(first.content).hexdigest() == made.json()["sha256"]
    assert json.loads(first.content)["cells"] == [
        ["الدوحة", 12],
        ["=rayyan", 8],
        ["other", 6],
        ["", 26],
    ]
    table = program.get(f"/{entry}", format="csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(table.content.decode("utf-8-sig")))) == [
        ["city", "people"],
        ["الدوحة", "12"],
        ["'=rayyan", "8"],
        ["other", "6"],
        ["", "26"],
    ]
    program.live("الدوحة", 7)
    assert program.release().json() == made.json()
    assert program.get(f"/{entry}").content == first.content
    assert program.get(f"/{entry}", format="csv").content == table.content
    assert program.get().json() == {"releases": [made.json()], "next": None}


@pytest.mark.promise("K16")
def test_a_figure_over_few_is_left_out_of_both_forms(program: Program) -> None:
    """And with it what it could be worked out from."""
    program.live("wakra", 2)
    entry = program.release().json()["entry"]
    cells = {it[0]: it[1] for it in program.get(f"/{entry}").json()["cells"]}
    assert cells["other"] is None
    left_out = {place for place, people in cells.items() if people is None}
    rows = list(csv.reader(io.StringIO(program.get(f"/{entry}", format="csv").text)))[1:]
    assert len(left_out) > 1
    assert {place for place, people in rows if not people} == {
        f"'{each}" if each.startswith("=") else each for each in left_out
    }


def test_the_list_goes_by_pages(program: Program) -> None:
    """The latest first, each once."""
    made = [program.release(label=f"2026-{month}").json()["entry"] for month in (10, 11, 12)]
    first = program.get(limit=2).json()
    assert [each["entry"] for each in first["releases"]] == made[:0:-1]
    rest = program.get(limit=2, before=first["next"]).json()
    assert [each["entry"] for each in rest["releases"]] == made[:1]
    assert rest["next"] is None


def test_a_release_that_is_asked_for_again_under_its_key_is_made_once(program: Program) -> None:
    """The second answer is the first, and another table under the key is refused."""
    headers = {"authorization": f"Bearer {program.key}", "idempotency-key": uuid4().hex}
    url = f"{program.url}/v1/aggregates"
    first, again = (httpx.post(url, json=ASKED, headers=headers) for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert again.content == first.content
    assert again.headers["idempotent-replayed"] == "true"
    other = httpx.post(url, json=ASKED | {"label": "2026-11"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.reused")
    assert len(program.get().json()["releases"]) == 1


@pytest.mark.parametrize("ability", [Ability.SHARE, Ability.RELEASE, Ability.SETS])
def test_another_ability_reaches_no_figures(program: Program, ability: Ability) -> None:
    """Neither to release, nor to list, nor to have one."""
    key = program.key_of(KeyScope(abilities=frozenset({ability})))
    entry = program.release().json()["entry"]
    for answer in (
        program.release(key, label="2026-11"),
        program.get("", key),
        program.get(f"/{entry}", key),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "key.lacks_ability")
    assert len(program.get().json()["releases"]) == 1


def test_a_key_for_another_purpose_releases_nothing(program: Program) -> None:
    """The purpose that the figures serve has to be the key's."""
    scope = KeyScope(abilities=frozenset({Ability.AGGREGATES}), purposes=frozenset({"orders"}))
    answer = program.release(program.key_of(scope))
    assert (answer.status_code, answer.json()["code"]) == (403, "key.lacks_purpose")
    assert program.get().json()["releases"] == []


def test_what_another_service_released_is_not_there(
    program: Program, other_key: Callable[[], str]
) -> None:
    """As what never was."""
    entry = program.release().json()["entry"]
    foreign = program.get(f"/{entry}", other_key())
    unknown = program.get(f"/{uuid4()}")
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.json()["code"] == unknown.json()["code"] == "storage.not_found"


@pytest.fixture
def other_key(storage: Storage) -> Callable[[], str]:
    """Return what makes a key of a service that has nothing to do with this one."""

    def made() -> str:
        name = f"other-{uuid4().hex[:8]}"
        storage.create_service(name)
        with storage.work(name) as work:
            given = Publication(source=POLICY.format(service=name), texts={})
            publish_policy(Act(actor=OPERATOR, work=work), given)
        with storage.work(name) as work:
            return make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="other"))

    return made


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"for": "orders"}, 403, "aggregates.not_permitted"),
        ({"by": {"city": ["other"]}}, 422, "aggregates.unfit"),
        ({"by": {"city": ["a", "a"]}}, 422, "aggregates.unfit"),
        ({"label": "two\nlines"}, 422, "aggregates.unfit"),
        ({"by": {"street": ["a"]}}, 422, "record.undeclared_field"),
        ({"by": {}}, 422, "http.bad_request"),
        ({"by": {"city": [str(each) for each in range(51)]}}, 422, "http.bad_request"),
        ({"name": "Not a name"}, 422, "http.bad_request"),
        ({"label": ""}, 422, "http.bad_request"),
        ({"where": "city = 'doha'"}, 422, "http.bad_request"),
    ],
)
def test_nothing_else_leaves(
    program: Program, more: dict[str, Any], status: int, code: str
) -> None:
    """No other purpose, no other shape, and no question of one's own."""
    answer = program.release(**more)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert program.get().json()["releases"] == []


def test_a_released_table_stays_as_it_was_declared(program: Program) -> None:
    """Other categories under its name, and its field under another name, are refused."""
    program.release()
    other = program.release(label="2026-11", by={"city": ["الدوحة"]})
    second = program.release(label="2026-11", name="towns")
    assert other.json()["code"] == "aggregates.other_table"
    assert second.json()["code"] == "aggregates.counted_already"


@pytest.mark.promise("K16")
def test_the_client_releases_lists_and_fetches(amana: Amana, program: Program) -> None:
    """What is not promised is an error of its own."""
    table = FiguresTable(
        name="cities", record="home", by=ASKED["by"], to="institute", purpose="usage"
    )
    made = amana.aggregates.release(table, label="2026-10")
    assert amana.aggregates.release(table, label="2026-10") == made
    assert amana.aggregates.listed() == (made,)
    assert (made.to, made.purpose, made.at_least) == ("institute", "usage", 5)
    assert hashlib.sha256(amana.aggregates.as_json(made.entry)).hexdigest() == made.sha256
    assert (
        amana.aggregates.as_csv(made.entry) == program.get(f"/{made.entry}", format="csv").content
    )
    with pytest.raises(AmanaRejected) as refused:
        amana.aggregates.release(table, label="")
    assert refused.value.fields["problem"] == "http.bad_request"


@pytest.mark.promise("K16")
@pytest.mark.parametrize("role", [StaffRole.PRIVACY_OFFICER, StaffRole.AUDITOR, StaffRole.SUPPORT])
def test_the_desk_shows_what_left_to_who_may_read_documents(
    program: Program, role: StaffRole
) -> None:
    """With both files, which are those of the API; to others neither."""
    may = role is not StaffRole.SUPPORT
    entry = program.release().json()["entry"]
    at = f"/console/{program.service}/documents"
    with program.storage.platform() as platform:
        member = platform.accounts.add(name="Huda", email=f"{uuid4().hex}@h.example").id
    with program.storage.work(program.service) as work:
        work.members.add(member, role)
        work.commit(Entry(act="note", body={}))
    with program.storage.platform() as platform:
        token = platform.accounts.add_link(member)
    with httpx.Client(base_url=program.url, headers={"origin": program.url}, timeout=30) as desk:
        assert desk.post("/console/sign-in", data={"token": token}).status_code == 303
        page = desk.get(at, params={"lang": "ar"})
        file = desk.get(f"{at}/aggregates/{entry}")
        assert (page.status_code == 200, file.status_code == 200) == (may, may)
        if may:
            assert "جداول الأرقام الصادرة" in page.text
            assert f"{at}/aggregates/{entry}" in page.text
            assert file.content == program.get(f"/{entry}", format="csv").content
            plain = desk.get(f"{at}/aggregates/{entry}", params={"format": "json"})
            assert plain.content == program.get(f"/{entry}").content
