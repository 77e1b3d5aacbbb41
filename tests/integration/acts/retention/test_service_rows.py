"""What a service keeps ends when its time is over: it is asked by a signed question."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from answering import answering, now
from club_service import example_service

from amana.acts.act import OPERATOR, Act
from amana.acts.holding.holds import put_hold
from amana.acts.http_source.source import HttpSource
from amana.acts.in_force import in_force, published
from amana.acts.retention.run import run_retention
from amana.acts.sources.registry import GivenSource, add_source, approve_source
from amana.acts.sources.ways import service_way
from amana.acts.standings import standings
from amana.channels.asking import SignedService
from amana.domain.evidence.proof import State
from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bound, Condition
from amana.domain.retention.ended import Batch
from amana.domain.source.holding import HeldScope
from amana.domain.source.model import SourceMap
from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.domain.source.registry import SourceKind
from amana.sources.errors import ServiceCannotAge
from amana.sources.protocol import Source

pytestmark = pytest.mark.promise("A19")

Keeper: TypeAlias = Any
ANN = (Sought(person="a", identifiers={"email": ("ann@x.example",)}),)
MAP = """\
amana: 1
service: {service}
source: club
tables:
  member:
    erase: delete
    person: {{email: email}}
    columns: {{name: {{is: name}}}}
    plain: [id, frozen]
  visit:
    erase: change
    via: {{member: {{table: member, on: {{member_id: id}}, clear: true}}}}
    times: {{{moment}: at}}
    columns: {{place: {{is: ip, erase: clear}}}}
    plain: [id]
"""


def open_service(_kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    """Open a source."""
    return HttpSource(service_way(way), mapping, clock=now)


def take(keeper: Keeper, service: SignedService, moment: str = "collection") -> None:
    """Take a service as an approved source."""
    way = {"url": service.url, "secret": service.secret, "private": True}
    text = MAP.format(service=keeper.service, moment=moment)
    given = GivenSource(text=text, kind=SourceKind.HTTP, way=json.dumps(way))
    with keeper.storage.work(keeper.service) as work:
        added = add_source(Act(actor=OPERATOR, work=work), open_service, given)
    with keeper.storage.work(keeper.service) as work:
        approve_source(Act(actor=OPERATOR, work=work), "club", added.version)


@pytest.fixture
def club(keeper: Keeper, tmp_path: Path) -> Iterator[Path]:
    """Return the data of the example's service, which the keeper knows as a source."""
    path = tmp_path / "club.db"
    with example_service(path) as service:
        take(keeper, service)
        write(path, "insert into member values (1, 'ann@x.example', 'Ann', 0)")
        write(path, "insert into member values (2, 'bob@x.example', 'Bob', 0)")
        yield path


def write(path: Path, statement: str, *values: object) -> None:
    """Change the service's data."""
    with closing(sqlite3.connect(path)) as data, data:
        data.execute(statement, values)


def visit(path: Path, number: int, *, member: int = 1, days: float) -> None:
    """Put a visit of so many days ago."""
    at = datetime.now(UTC) - timedelta(days=days)
    values = number, member, f"gate {number}", at.strftime("%Y-%m-%dT%H:%M:%SZ")
    write(path, "insert into visit values (?, ?, ?, ?)", *values)


def known(path: Path) -> list[int]:
    """Return the visits of which the service still knows where and whose."""
    query = "select id from visit where place is not null and member_id is not null order by id"
    with closing(sqlite3.connect(path)) as data:
        return [number for (number,) in data.execute(query)]


def run(keeper: Keeper) -> int:
    """Run once over all."""
    return run_retention(keeper.storage, keeper.service, open_service)


def stood(keeper: Keeper) -> Any:  # noqa: ANN401 - a row of how it stands
    """Return how the visits stand."""
    with keeper.storage.reading(keeper.service) as view:
        return next(each for each in view.retention.standings() if each.item == "visit")


def state(keeper: Keeper) -> State:
    """Return the state of the promise about visits."""
    with keeper.storage.reading(keeper.service) as view:
        known_ = in_force(view)
        policy = published(view, known_).policy
        return standings(view, policy, known_.number, only=["R4"])["R4"].state


def test_visits_end_by_their_own_clock_behind_a_service(keeper: Keeper, club: Path) -> None:
    """A visit of thirty days and an hour ago is over, one of an hour less is not."""
    visit(club, 1, days=30 + 1 / 24)
    visit(club, 2, days=30 - 1 / 24)
    assert run(keeper) == 1
    assert known(club) == [2]
    found = stood(keeper)
    assert (found.past, found.ended, found.fault) == (0, 1, None)
    assert timedelta(minutes=59) < found.longest < timedelta(minutes=62)
    assert run(keeper) == 0
    assert state(keeper) is State.KEPT


def test_the_ledger_says_what_was_intended_and_what_was_read_back(
    keeper: Keeper, club: Path
) -> None:
    """Both entries stand under the promise."""
    visit(club, 1, days=31)
    run(keeper)
    with keeper.storage.reading(keeper.service) as view:
        (done,) = view.retention.sets()
        latest = view.evidence.latest_of(["R4"])["R4"]
    assert (done.place, done.item, done.state, done.ended) == ("club", "visit", "done", 1)
    assert [each.outcome.value for each in latest[:2]] == ["done", "intended"]


def test_a_hold_on_a_person_is_told_to_the_service(keeper: Keeper) -> None:
    """By their identifiers, beside what is over; what stays by it is no overdue row."""
    keeper.collect("visit", "v-1", person="held")
    again = keeper.now().date() + timedelta(days=30)
    with keeper.storage.work(keeper.service) as work:
        act = Act(actor=OPERATOR, work=work)
        put_hold(act, HeldScope(reason="a dispute", again_on=again), person="held")
    with answering(lambda it: it.says(due=0, held=1)) as (service, questions):
        take(keeper, service)
        assert run(keeper) == 0
    assert [each["identifiers"]["own"] for each in questions[0].asked["held"]] == [["held"]]
    assert stood(keeper).held


def test_visits_of_whom_is_held_stay_behind_the_example(tmp_path: Path) -> None:
    """Others' go; theirs are counted, and go once nobody is held."""
    path = tmp_path / "club.db"
    batches = list[Batch]()
    with example_service(path) as service:
        write(path, "insert into member values (1, 'Ann@x.example', 'Ann', 0)")
        visit(path, 1, days=40)
        visit(path, 2, member=2, days=40)
        latest = datetime.now(UTC) - timedelta(days=30)
        over = Condition(clauses=((Bound(moment=Moment.COLLECTION, latest=latest),),))
        mapping = replace(parse(MAP.format(service="club", moment="collection")), approved=True)
        source = HttpSource(service, mapping, clock=now)
        for held in (ANN, ()):
            left = source.end_due(
                "visit", over, held=held, at_once=1, before=lambda _: None, after=batches.append
            )
            assert (left.count, left.held) == (0, len(held))
            assert known(path) == [1] * len(held)
    assert [each.ended for each in batches] == [1, 1]


def test_a_moment_that_the_service_does_not_know_ends_nothing(tmp_path: Path) -> None:
    """The map says that it knows it, and it does not."""
    path = tmp_path / "club.db"
    over = Condition(clauses=((Bound(moment=Moment.LAST_USE, latest=datetime.now(UTC)),),))
    with example_service(path) as service:
        visit(path, 1, days=40)
        source = HttpSource(
            service, parse(MAP.format(service="club", moment="last_use")), clock=now
        )
        with pytest.raises(ServiceCannotAge) as cannot:
            source.past_due("visit", over, held=())
    assert cannot.value.fields == {"table": "visit", "why": "no_clock"}
    assert known(path) == [1]


def test_what_nobody_started_is_counted_by_the_service_and_stays(
    keeper: Keeper, club: Path
) -> None:
    """It says how many would end."""
    keeper.unstart()
    visit(club, 1, days=40)
    assert run(keeper) == 0
    assert (stood(keeper).fault, stood(keeper).past) == ("retention.not_started", 1)
    assert known(club) == [1]


def test_a_service_that_does_not_know_the_question_leaves_the_promise_unproven(
    keeper: Keeper,
) -> None:
    """It answers as one of before: nothing ends, and how it stands says why."""
    body = {"amana": 1, "state": "refused", "why": "unknown_act"}
    with answering(lambda it: it.signed(json.dumps(body | {"act": it.asked["act"]}).encode())) as (
        service,
        questions,
    ):
        take(keeper, service)
        assert run(keeper) == 0
        assert {each.asked["act"] for each in questions} == {"due"}
    assert stood(keeper).fault == "source.service_cannot_age"
    assert state(keeper) is State.UNPROVEN


def test_a_service_that_lies_stands_with_that(keeper: Keeper) -> None:
    """The set that was begun is one of which nobody knows how far it came."""
    says = {"due": {"due": 2, "over_s": 60}, "end_due": {"ended": 2}}
    with answering(lambda it: it.says(**says[it.asked["act"]])) as (service, _):
        take(keeper, service)
        assert run(keeper) == 0
        assert stood(keeper).fault == "source.still_due"
        run(keeper)
    with keeper.storage.reading(keeper.service) as view:
        assert [each.state for each in view.retention.sets()] == ["begun", "unsure"]


def test_a_service_that_is_down_is_seen_and_mends(keeper: Keeper) -> None:
    """How the place stands keeps the fault until a run comes through."""
    with answering(lambda it: it.says(due=0)) as (service, _):
        take(keeper, service)
        assert run(keeper) == 0
        assert stood(keeper).fault is None
    run(keeper)
    assert stood(keeper).fault == "source.unreachable"
