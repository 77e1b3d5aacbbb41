"""Figures over groups leave as fixed tables, the same bytes each time, and on the ledger."""

import json
from collections.abc import Callable

import pytest

from amana.acts.act import OPERATOR, Act, Actor, Role
from amana.acts.aggregates.release import list_releases, release
from amana.acts.doors.records import RecordsDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting
from amana.domain.aggregate.errors import (
    CountedAlready,
    FiguresNotPermitted,
    OtherTable,
    TableUnfit,
)
from amana.domain.aggregate.form import parse_table
from amana.storage import Storage

_POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  city: {{name: {{ar: "المدينة", en: "the city"}}}}
  age: {{name: {{ar: "الفئة العمرية", en: "the age group"}}}}
purposes:
  usage: {{is: "dpv:ServiceUsageAnalytics", basis: legitimate_interest}}
recipients:
  institute: {{kind: service_providers, name: {{en: "institute"}}, safeguards: [contract]}}
promises:
  P1: {{collect: [city, age], from: person, at: [registration], for: [usage]}}
  K16: {{share: [city, age], to: [institute], for: [usage]{more}}}
"""
_MAP = """\
amana: 1
service: {service}
records:
  home:
    fields:
      city: {{is: city, type: text}}
      age: {{is: age, type: text}}
"""
_TABLE = {
    "name": "cities",
    "record": "home",
    "by": {"city": ["doha", "rayyan"]},
    "to": "institute",
    "for": "usage",
}
"""How the table is declared."""
_TEXT = json.dumps(_TABLE)
Live = Callable[[str, int], None]
Release = Callable[..., bytes]


@pytest.fixture
def promised(storage: Storage, service: str) -> Callable[[str], None]:
    """Return what publishes the policy, with more in its promise to share."""

    def published(more: str) -> None:
        source = _POLICY.format(service=service, more=more)
        with storage.work(service) as work:
            act = Act(actor=Actor(role=Role.OFFICER, label="Noor"), work=work)
            publish_policy(act, Publication(source=source, texts={}))
        with storage.work(service) as work:
            apply_map(Act(actor=OPERATOR, work=work), _MAP.format(service=service))

    return published


@pytest.fixture
def live(storage: Storage, service: str, promised: Callable[[str], None]) -> Live:
    """Promise figures over at least five people; return what lets people live in a city."""
    promised(", at_least: 5")
    door, count = RecordsDoor(storage), iter(range(1000))

    def living(city: str, people: int) -> None:
        for _ in range(people):
            given = Collecting(
                person=f"counted-{next(count)}",
                type="home",
                values={"city": city},
                purposes=frozenset({"usage"}),
                how=Circumstances(occasion="registration"),
            )
            assert door.collect(service, given).answer.permitted

    return living


@pytest.fixture
def give(storage: Storage, service: str) -> Release:
    """Return what releases a table."""

    def given(label: str, text: str = _TEXT) -> bytes:
        with storage.work(service) as work:
            return release(Act(actor=OPERATOR, work=work), parse_table(text), label=label).content

    return given


def _cells(content: bytes) -> dict[str, int | None]:
    return {cell[0]: cell[1] for cell in json.loads(content)["cells"]}


@pytest.mark.promise("K16")
def test_a_table_leaves_without_small_cells_and_the_same_each_time(
    storage: Storage, service: str, live: Live, give: Release
) -> None:
    """Two people somewhere are in no figure, and in none that others leave to be worked out."""
    live("doha", 9)
    live("rayyan", 6)
    live("wakra", 2)
    first = give("2026-10")
    assert _cells(first) == {"doha": 9, "rayyan": None, "other": None, "": 17}
    assert b"counted-" not in first
    live("doha", 6)
    assert give("2026-10") == first
    assert _cells(give("2026-11")) == {"doha": 15, "rayyan": None, "other": None, "": 23}
    with storage.reading(service) as view:
        listed = list_releases(view)
        entries = view.evidence.latest_of(["K16"])["K16"]
    assert [each.label for each in listed] == ["2026-11", "2026-10"]
    assert {each.entry for each in listed} <= {each.id for each in entries}


@pytest.mark.promise("K16")
def test_two_releases_say_nothing_of_who_came_between_them(live: Live, give: Release) -> None:
    """One person more is in no difference of two figures."""
    live("doha", 9)
    live("rayyan", 8)
    live("wakra", 7)
    assert _cells(give("2026-10")) == {"doha": 9, "rayyan": 8, "other": 7, "": 24}
    live("doha", 1)
    after = _cells(give("2026-11"))
    assert after["doha"] is None
    assert after[""] is None


def test_a_table_stays_as_it_was_declared(live: Live, give: Release) -> None:
    """Under a name that was used no other question is answered."""
    live("doha", 9)
    give("2026-10")
    with pytest.raises(OtherTable):
        give("2026-11", json.dumps(_TABLE | {"by": {"city": ["doha", "wakra"]}}))


@pytest.mark.promise("K16")
def test_a_field_is_counted_by_one_table_alone(live: Live, give: Release) -> None:
    """Held against the first, another table would tell the three who live in one town."""
    live("doha", 21)
    live("wakra", 10)
    live("rayyan", 3)
    give("2026-10")
    other = _TABLE | {"name": "towns", "by": {"city": ["doha", "wakra", "rayyan"]}}
    with pytest.raises(CountedAlready):
        give("2026-10", json.dumps(other))


def test_another_field_may_be_counted_and_its_total_is_held_against_the_first(
    live: Live, give: Release
) -> None:
    """One person who came between the two tables is not told by their totals."""
    live("doha", 9)
    live("rayyan", 8)
    assert _cells(give("2026-10"))[""] == 17
    live("doha", 1)
    ages = json.dumps(_TABLE | {"name": "ages", "by": {"age": ["young", "old"]}})
    assert _cells(give("2026-10", ages))[""] is None


@pytest.mark.parametrize("more", ["", ", at_least: 5, if: [announced]"])
def test_only_a_promise_of_figures_lets_figures_leave(
    promised: Callable[[str], None], give: Release, more: str
) -> None:
    """One to share the data itself says of no smallest group; needs beside it have to be met."""
    promised(more)
    with pytest.raises(FiguresNotPermitted):
        give("2026-10")


def test_a_label_says_something(live: Live, give: Release) -> None:
    """Without one the same release could not be asked for again."""
    live("doha", 1)
    with pytest.raises(TableUnfit):
        give("")


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        json.dumps(_TABLE | {"where": "city = 'doha'"}),
        json.dumps(_TABLE | {"by": ["city"]}),
        json.dumps(_TABLE | {"by": {"city": "doha"}}),
        json.dumps(_TABLE | {"name": 7}),
        json.dumps(_TABLE | {"name": "Not a name"}),
    ],
)
def test_a_declaration_that_is_none_is_refused(text: str) -> None:
    """Nothing but the fixed fields, each of its kind."""
    with pytest.raises(TableUnfit):
        parse_table(text)
