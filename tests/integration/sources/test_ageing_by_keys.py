"""Rows with others that hang on them end by their age, in every kind of database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bound, Condition
from amana.domain.retention.ended import Batch, Past
from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.sources.opening import Limits, engine_of
from amana.sources.sql_source import SqlSource

MARIADB = pytest.param("mariadb", marks=pytest.mark.timeout(420))
"""The first of a process's tests that needs it makes it."""
MAP = """\
amana: 1
service: shop
source: shop
approved: true
tables:
  visit:
    erase: delete
    person: {own: customer}
    times: {collection: at}
    zone: Asia/Qatar
    columns: {ip: {is: ip}}
    plain: [id]
  click:
    erase: delete
    via: {visit: {table: visit, on: {visit_id: id}}}
    columns: {path: {is: ip}}
    plain: [id]
"""
_CLICKERS = """\
  click:
    erase: delete
    person: {path: path}
"""
NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
DUE = Condition(clauses=((Bound(moment=Moment.COLLECTION, latest=NOW),),))


@dataclass(slots=True, kw_only=True)
class Visits:
    """A shop's visits, each with two clicks, and what a sweep said of them."""

    url: str
    intended: list[int] = field(default_factory=list)
    done: list[Batch] = field(default_factory=list)

    def engine(self) -> sa.Engine:
        """Return the way in of the shop itself."""
        lie_in = {None: "public"} if self.url.startswith("postgresql") else {}
        return engine_of(self.url, Limits()).execution_options(schema_translate_map=lie_in)

    def end(self, *held: Sought, at_once: int = 3) -> Past:
        """End what is due, three rows at once."""
        return SqlSource(self.url, parse(MAP)).end_due(
            "visit",
            DUE,
            held=held,
            at_once=at_once,
            before=self.intended.append,
            after=self.done.append,
        )

    def there(self, table: str) -> list[int]:
        """Return the keys that lie in a table."""
        known = tables().tables[table]
        with self.engine().connect() as connection:
            return list(connection.execute(sa.select(known.c.id).order_by(known.c.id)).scalars())


def tables() -> sa.MetaData:
    """Return the shop's tables."""
    known = sa.MetaData()
    keys: list[sa.Column[int]] = [
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False) for _ in range(2)
    ]
    sa.Table(
        "visit",
        known,
        keys[0],
        sa.Column("customer", sa.String(40)),
        sa.Column("ip", sa.String(40)),
        sa.Column("at", sa.DateTime),
    )
    visit: sa.Column[int] = sa.Column("visit_id", sa.ForeignKey("visit.id"), nullable=False)
    sa.Table("click", known, keys[1], visit, sa.Column("path", sa.String(40)))
    return known


@pytest.fixture(params=["sqlite", "postgresql", MARIADB])
def visits(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> Visits:
    """Make the shop: visits 1 to 8 are over, an hour apart, 9 and 10 are not; 4 is Ann's."""
    made, known = Visits(url=new_url(str(request.param))), tables()
    clock = (NOW + timedelta(hours=3)).replace(tzinfo=None)
    with made.engine().begin() as connection:
        known.create_all(connection)
        connection.execute(
            known.tables["visit"].insert(),
            [
                {
                    "id": number,
                    "customer": "ann" if number == 4 else "bob",
                    "ip": "203.0.113.9",
                    "at": clock - timedelta(hours=8 - number, minutes=1 if number < 9 else -1),
                }
                for number in range(1, 11)
            ],
        )
        connection.execute(
            known.tables["click"].insert(),
            [
                {"id": 2 * n + part, "visit_id": n, "path": "/"}
                for n in range(1, 11)
                for part in (0, 1)
            ],
        )
    return made


def clicks(*numbers: int) -> list[int]:
    """Return the clicks of some visits."""
    return [2 * number + part for number in numbers for part in (0, 1)]


def test_all_that_is_due_goes_in_sets_with_what_hangs_on_it(visits: Visits) -> None:
    """Eight of ten visits are over: three sets say what they intend, and what they did."""
    past = visits.end()
    assert (past.count, past.longest) == (0, None)
    assert visits.there("visit") == [9, 10]
    assert visits.there("click") == clicks(9, 10)
    assert visits.intended == [3, 3, 2]
    assert [each.ended for each in visits.done] == [3, 3, 2]
    assert [each.along for each in visits.done] == [6, 6, 4]
    assert max(each.longest for each in visits.done) == timedelta(hours=7, minutes=1)
    assert all(each.read_back for each in visits.done)


def test_rows_of_who_is_held_stay_with_what_hangs_on_them(visits: Visits) -> None:
    """Ann's visit is left whole; it is no more due once she is not held."""
    ann = Sought(person="ann", identifiers={"own": ("ann",)})
    assert visits.end(ann).count == 0
    assert visits.there("visit") == [4, 9, 10]
    assert visits.there("click") == clicks(4, 9, 10)
    assert sum(visits.intended) == 7
    assert visits.end().count == 0
    assert visits.there("visit") == [9, 10]


def test_a_held_row_that_hangs_on_another_keeps_that_one_alone(visits: Visits) -> None:
    """Ann's click hangs on Bob's visit: it stays with it, and all other visits go."""
    held = MAP.replace("  click:\n    erase: delete\n", _CLICKERS)
    ann = Sought(person="ann", identifiers={"own": ("/",), "path": ("/ann",)})
    with visits.engine().begin() as connection:
        click = tables().tables["click"]
        hers = sa.update(click).where(click.c.id == 10).values(path="/ann")
        connection.execute(hers)
    past = SqlSource(visits.url, parse(held)).end_due(
        "visit",
        DUE,
        held=[ann],
        at_once=3,
        before=visits.intended.append,
        after=visits.done.append,
    )
    assert (past.count, past.held) == (0, 1)
    assert visits.there("visit") == [5, 9, 10]
    assert visits.there("click") == clicks(5, 9, 10)
    assert sum(visits.intended) == 7


def test_a_set_that_is_stopped_leaves_all_of_its_rows(visits: Visits) -> None:
    """What hears of the second set refuses it: the first is gone, the rest lies there."""

    def stop(count: int) -> None:
        visits.intended.append(count)
        if len(visits.intended) == 2:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        SqlSource(visits.url, parse(MAP)).end_due(
            "visit", DUE, held=(), at_once=3, before=stop, after=visits.done.append
        )
    assert len(visits.there("visit")) == 7
    assert len(visits.there("click")) == 14
    assert [each.ended for each in visits.done] == [3]


def test_nothing_due_says_nothing(visits: Visits) -> None:
    """A second sweep finds nothing, intends nothing and changes nothing."""
    visits.end()
    visits.intended.clear()
    assert visits.end().count == 0
    assert visits.intended == []
