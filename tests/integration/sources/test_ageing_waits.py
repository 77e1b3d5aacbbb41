"""Rows wait for those that lead to them and have a time of their own; none goes early."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bound, Condition
from amana.domain.source.parse import parse
from amana.sources.errors import OwnClock
from amana.sources.opening import Limits, engine_of
from amana.sources.sql_source import SqlSource

MAP = """\
amana: 1
service: shop
source: shop
approved: true
tables:
  account:
    erase: delete
    person: {own: email}
    times: {account_closed: closed_at}
    columns: {email: {is: email}}
    plain: [id]
  basket:
    erase: delete
    via: {owner: {table: account, on: {owner: id}}}
    plain: [id]
  purchase:
    erase: delete
    via: {buyer: {table: account, on: {buyer: id}}}
    times: {order_done: done_at}
    columns: {what: {is: booking}}
    plain: [id]
  line:
    erase: delete
    via: {purchase: {table: purchase, on: {purchase: id}}}
    columns: {title: {is: booking}}
    plain: [id]
"""
NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOMENTS = {"account": Moment.ACCOUNT_CLOSED, "purchase": Moment.ORDER_DONE}
AGES = st.none() | st.integers(-3, 12)
"""Days since the moment came, which did not come yet or will."""
SHOPS = st.dictionaries(st.integers(1, 6), st.tuples(AGES, st.lists(AGES, max_size=3)), min_size=1)
PERIODS = st.integers(0, 9)


def tables(*, ondelete: str | None = None) -> sa.MetaData:
    """Return the shop's tables."""
    known = sa.MetaData()

    def table(name: str, *columns: sa.Column[Any]) -> None:
        key: sa.Column[int] = sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)
        sa.Table(name, known, key, *columns)

    table("account", sa.Column("email", sa.String(40)), sa.Column("closed_at", sa.DateTime))
    table("basket", sa.Column("owner", sa.ForeignKey("account.id"), nullable=False))
    table(
        "purchase",
        sa.Column("buyer", sa.ForeignKey("account.id", ondelete=ondelete), nullable=False),
        sa.Column("what", sa.String(40)),
        sa.Column("done_at", sa.DateTime),
    )
    table(
        "line",
        sa.Column("purchase", sa.ForeignKey("purchase.id"), nullable=False),
        sa.Column("title", sa.String(40)),
    )
    return known


@contextmanager
def within(url: str) -> Iterator[sa.Connection]:
    """Give a transaction of the shop itself."""
    lie_in = {None: "public"} if url.startswith("postgresql") else {}
    engine = engine_of(url, Limits()).execution_options(schema_translate_map=lie_in)
    with engine.begin() as connection:
        yield connection


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> str:
    """Make an empty shop."""
    made = new_url(str(request.param))
    with within(made) as connection:
        tables().create_all(connection)
    return made


def at(days: int | None) -> datetime | None:
    """Return the shop's time so many days ago."""
    return None if days is None else NOW.replace(tzinfo=None) - timedelta(days=days)


def fill(url: str, shop: Mapping[int, tuple[int | None, list[int | None]]]) -> None:
    """Put accounts in with their purchases, each with a line, and a basket for each account."""
    known = tables()
    with within(url) as connection:
        for name in ("line", "purchase", "basket", "account"):
            connection.execute(known.tables[name].delete())
        for account, (closed, done) in shop.items():
            row = {"id": account, "email": "a", "closed_at": at(closed)}
            connection.execute(known.tables["account"].insert().values(row))
            connection.execute(known.tables["basket"].insert().values(id=account, owner=account))
            for number, days in enumerate(done):
                key = account * 10 + number
                row = {"id": key, "buyer": account, "what": "a lamp", "done_at": at(days)}
                connection.execute(known.tables["purchase"].insert().values(row))
                line = {"id": key, "purchase": key, "title": "a lamp"}
                connection.execute(known.tables["line"].insert().values(line))


def end(url: str, table: str, days: int) -> int:
    """End what is due in a table after so many days; return what is left of it."""
    left = SqlSource(url, parse(MAP)).end_due(
        table,
        Condition(
            clauses=((Bound(moment=MOMENTS[table], latest=NOW - timedelta(days=days) + HOUR),),)
        ),
        held=(),
        at_once=2,
        before=lambda _count: None,
        after=lambda _batch: None,
    )
    return left.count


def there(url: str) -> dict[str, list[int]]:
    """Return the keys of all that lies in the shop."""
    with within(url) as connection:
        return {
            name: list(connection.execute(sa.select(each.c.id).order_by(each.c.id)).scalars())
            for name, each in tables().tables.items()
        }


def slow(
    shop: Mapping[int, tuple[int | None, list[int | None]]], account: int, purchase: int
) -> dict[str, list[int]]:
    """Look at each row: a purchase goes by its time, then an account without any by its own."""
    kept = {
        key: [key * 10 + n for n, days in enumerate(done) if days is None or days < purchase]
        for key, (_, done) in shop.items()
    }
    stay = [
        key
        for key, (closed, _) in sorted(shop.items())
        if closed is None or closed < account or kept[key]
    ]
    left = sorted(each for some in kept.values() for each in some)
    return {"account": stay, "basket": stay, "purchase": left, "line": left}


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shop=SHOPS, account=PERIODS, purchase=PERIODS)
def test_what_ends_is_what_a_look_at_each_row_says(
    url: str,
    shop: Mapping[int, tuple[int | None, list[int | None]]],
    account: int,
    purchase: int,
) -> None:
    """Whether purchases end before their account or after it: none goes early, none is left."""
    fill(url, shop)
    before = there(url)
    # An account alone, before its purchases are looked at, takes none of them along.
    assert end(url, "account", account) == 0
    assert there(url)["purchase"] == before["purchase"]
    assert end(url, "purchase", purchase) == 0
    assert end(url, "account", account) == 0
    assert there(url) == slow(shop, account, purchase)


def test_an_account_waits_for_the_last_of_its_purchases(url: str) -> None:
    """One that has none goes, with its basket."""
    fill(url, {1: (9, [9, 1]), 2: (9, [])})
    assert end(url, "account", 5) == 0
    assert (there(url)["account"], there(url)["basket"]) == ([1], [1])
    end(url, "purchase", 5)
    assert (end(url, "account", 5), there(url)["account"]) == (0, [1])
    end(url, "purchase", 0)
    assert (end(url, "account", 5), there(url)["account"]) == (0, [])


@pytest.mark.parametrize("ondelete", ["CASCADE", "SET NULL"])
def test_a_key_that_takes_rows_along_by_itself_ends_nothing(
    new_url: Callable[[str], str], ondelete: str
) -> None:
    """Whose purchase comes in at this very moment, it would go with the account."""
    made = new_url("postgresql")
    with within(made) as connection:
        tables(ondelete=ondelete).create_all(connection)
    fill(made, {1: (9, [])})
    with pytest.raises(OwnClock):
        end(made, "account", 5)
    assert there(made)["account"] == [1]
