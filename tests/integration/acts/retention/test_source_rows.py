"""Rows of the organisation's own database end when their time is over."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.holding.holds import lift_hold, put_hold
from amana.acts.retention.run import run_retention
from amana.acts.retention.start import start_keeping
from amana.acts.sources.registry import GivenSource, add_source, approve_source
from amana.domain.source.holding import HeldScope
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.sources.errors import SourceUnreachable
from amana.sources.protocol import Source
from amana.sources.sql_source import SqlSource

Keeper: TypeAlias = Any
MAP = """\
amana: 1
service: {service}
source: shop
tables:
  visits:
    erase: delete
    person: {{own: customer}}
    times: {{collection: at}}
    zone: Asia/Qatar
    columns: {{ip: {{is: ip, type: ip}}}}
  clicks:
    erase: delete
    via: {{visit: {{table: visits, on: {{visit: id}}}}}}
    columns: {{path: {{is: ip}}}}
"""
_TABLES = """\
create table visits (id integer primary key, customer text, ip text, at datetime);
create table clicks (id integer primary key, visit integer not null references visits (id),
    path text);
"""


@pytest.fixture
def shop(keeper: Keeper, tmp_path: Path) -> Path:
    """Return a shop's database that the service knows, with visits of any age."""
    path = tmp_path / "shop.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_TABLES)
    with keeper.storage.work(keeper.service) as work:
        given = GivenSource(text=MAP.format(service=keeper.service), way=f"sqlite:///{path}")
        added = add_source(Act(actor=OPERATOR, work=work), open_sql, given)
    with keeper.storage.work(keeper.service) as work:
        approve_source(Act(actor=OPERATOR, work=work), "shop", added.version)
    return path


def visit(path: Path, number: int, *, customer: str = "person-1", days: float) -> None:
    """Put a visit of so many days ago, by a clock in Doha, with a click."""
    at = datetime.now(UTC) - timedelta(days=days) + timedelta(hours=3)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "insert into visits values (?, ?, '203.0.113.9', ?)",
            (number, customer, at.strftime("%Y-%m-%d %H:%M:%S")),
        )
        connection.execute("insert into clicks (visit, path) values (?, '/')", (number,))


def visits(path: Path) -> list[int]:
    """Return the visits that lie there."""
    with closing(sqlite3.connect(path)) as connection:
        return [number for (number,) in connection.execute("select id from visits order by id")]


def clicks(path: Path) -> int:
    """Return how many clicks lie there."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("select count(*) from clicks").fetchone()[0])


def open_sql(_kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    """Open a source."""
    return SqlSource(way, mapping)


Opening: TypeAlias = Callable[[SourceKind, str, SourceMap], Source]


def run(keeper: Keeper, opening: Opening = open_sql) -> int:
    """Run once over all."""
    return run_retention(keeper.storage, keeper.service, opening)


def stood(keeper: Keeper) -> Any:  # noqa: ANN401 - a row of how it stands
    """Return how the visits stand."""
    with keeper.storage.reading(keeper.service) as view:
        return next(each for each in view.retention.standings() if each.item == "visits")


def test_rows_go_by_their_own_clock_with_what_hangs_on_them(keeper: Keeper, shop: Path) -> None:
    """A visit of thirty days and an hour ago is over, one of an hour less is not."""
    visit(shop, 1, days=30 + 1 / 24)
    visit(shop, 2, days=30 - 1 / 24)
    assert run(keeper) == 1
    assert visits(shop) == [2]
    assert clicks(shop) == 1
    found = stood(keeper)
    assert (found.past, found.ended, found.fault) == (0, 1, None)
    assert timedelta(minutes=59) < found.longest < timedelta(minutes=62)


def test_a_set_says_what_it_intends_and_what_it_did(keeper: Keeper, shop: Path) -> None:
    """Both entries stand under the promise."""
    visit(shop, 1, days=31)
    run(keeper)
    with keeper.storage.reading(keeper.service) as view:
        (done,) = view.retention.sets()
        latest = view.evidence.latest_of(["R4"])["R4"]
    assert (done.place, done.item, done.state, done.ended) == ("shop", "visits", "done", 1)
    assert [each.outcome.value for each in latest[:2]] == ["done", "intended"]


def test_a_hold_on_a_person_keeps_their_rows(keeper: Keeper, shop: Path) -> None:
    """Others' go; theirs go once it is lifted."""
    keeper.collect("visit", "v-1", person="held")
    visit(shop, 1, customer="held", days=40)
    visit(shop, 2, customer="free", days=40)
    again = keeper.now().date() + timedelta(days=30)
    with keeper.storage.work(keeper.service) as work:
        act = Act(actor=OPERATOR, work=work)
        hold = put_hold(act, HeldScope(reason="a dispute", again_on=again), person="held")
    assert run(keeper) == 1
    assert visits(shop) == [1]
    with keeper.storage.work(keeper.service) as work:
        lift_hold(Act(actor=OPERATOR, work=work), hold, reason="settled")
    assert run(keeper) == 1


def test_a_hold_on_a_table_keeps_it_whole(keeper: Keeper, shop: Path) -> None:
    """What a case needs stays, and is not overdue."""
    visit(shop, 1, days=40)
    again = keeper.now().date() + timedelta(days=30)
    with keeper.storage.work(keeper.service) as work:
        scope = HeldScope(reason="a case", again_on=again, source="shop", table="clicks")
        put_hold(Act(actor=OPERATOR, work=work), scope)
    assert run(keeper) == 0
    assert visits(shop) == [1]
    assert stood(keeper).held


def test_what_has_a_time_of_its_own_is_waited_for(keeper: Keeper, shop: Path) -> None:
    """Clicks have their own time in the map: no visit takes them along, nor is it overdue."""
    with closing(sqlite3.connect(shop)) as connection, connection:
        connection.execute("alter table clicks add column at datetime")
    timed = MAP.format(service=keeper.service).replace(
        "    columns: {path", "    times: {collection: at}\n    columns: {path"
    )
    with keeper.storage.work(keeper.service) as work:
        given = GivenSource(text=timed, way=f"sqlite:///{shop}")
        added = add_source(Act(actor=OPERATOR, work=work), open_sql, given)
    with keeper.storage.work(keeper.service) as work:
        approve_source(Act(actor=OPERATOR, work=work), "shop", added.version)
    with closing(sqlite3.connect(shop)) as connection, connection:
        connection.execute("insert into visits values (1, 'one', '203.0.113.9', '2020-01-01')")
        connection.execute("insert into clicks values (1, 1, '/', '2999-01-01')")
    assert run(keeper) == 0
    assert (visits(shop), clicks(shop)) == ([1], 1)
    assert (stood(keeper).past, stood(keeper).fault, stood(keeper).since) == (0, None, None)
    with closing(sqlite3.connect(shop)) as connection, connection:
        connection.execute("update clicks set at = '2020-01-02'")
    assert run(keeper) + run(keeper) == 2
    assert (visits(shop), clicks(shop)) == ([], 0)
    # It is over since the click is gone, and not since its own time came years ago.
    assert stood(keeper).longest < timedelta(hours=1)


def test_rows_of_a_promise_that_nobody_started_stay(keeper: Keeper, shop: Path) -> None:
    """It says how many would end."""
    keeper.unstart()
    visit(shop, 1, days=40)
    assert run(keeper) == 0
    assert (stood(keeper).fault, stood(keeper).past) == ("retention.not_started", 1)
    with keeper.storage.work(keeper.service) as work:
        start_keeping(Act(actor=OPERATOR, work=work))
    assert run(keeper) == 1


def test_a_source_that_is_down_is_seen_and_mends(keeper: Keeper, shop: Path) -> None:
    """How the place stands keeps the fault until a run comes through."""
    visit(shop, 1, days=40)

    def away(_kind: SourceKind, _way: str, _mapping: SourceMap) -> Source:
        raise SourceUnreachable

    assert run(keeper, away) == 0
    assert stood(keeper).fault == "source.unreachable"
    assert run(keeper) == 1
    assert stood(keeper).fault is None


def test_a_run_that_was_killed_after_the_source_committed_goes_on(
    keeper: Keeper, shop: Path
) -> None:
    """The open set is closed as one of which nobody knows how far it came."""
    visit(shop, 1, days=40)

    class Killed(SqlSource):
        """A source in whose pass the program ends."""

        def end_due(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - as the source
            """End the program after the first set."""

            def dies(_batch: object) -> None:
                raise KeyboardInterrupt

            return super().end_due(*given, **{**named, "after": dies})

    with pytest.raises(KeyboardInterrupt):
        run(keeper, lambda _kind, way, mapping: Killed(way, mapping))
    assert visits(shop) == []
    run(keeper)
    with keeper.storage.reading(keeper.service) as view:
        assert [each.state for each in view.retention.sets()] == ["unsure"]
