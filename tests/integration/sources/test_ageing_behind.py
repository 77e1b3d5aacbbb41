"""Rows with a time of their own stay behind where what they lead to ends, and end by that time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bound, Condition
from amana.domain.retention.ended import Batch, Past
from amana.domain.source.parse import parse
from amana.sources.opening import Limits, engine_of
from amana.sources.sql_source import SqlSource

KEPT = 'erase: keep, reason: "The law on accounts", until: P5Y'
MAP = f"""\
amana: 1
service: shop
source: shop
approved: true
tables:
  account:
    erase: delete
    person: {{own: email}}
    times: {{account_closed: closed_at}}
    columns: {{email: {{is: email}}}}
    plain: [id]
  basket:
    erase: delete
    via: {{owner: {{table: account, on: {{owner: id}}}}}}
    plain: [id]
  purchase:
    erase: change
    via: {{buyer: {{table: account, on: {{buyer: id}}, clear: true}}}}
    unlink: {{basket: {{table: basket, on: {{basket: id}}}}}}
    times: {{order_done: done_at}}
    columns: {{what: {{is: booking, {KEPT}}}}}
    plain: [id]
  line:
    erase: change
    via: {{purchase: {{table: purchase, on: {{purchase: id}}}}}}
    columns: {{title: {{is: booking, {KEPT}}}}}
    plain: [id]
  visit:
    erase: delete
    person: {{own: email}}
    plain: [id]
"""
NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


def tables() -> sa.MetaData:
    """Return the shop's tables."""
    known = sa.MetaData()

    def table(name: str, *columns: sa.Column[Any]) -> None:
        key: sa.Column[int] = sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)
        sa.Table(name, known, key, *columns)

    table("account", sa.Column("email", sa.String(40)), sa.Column("closed_at", sa.DateTime))
    table("basket", sa.Column("owner", sa.ForeignKey("account.id"), nullable=False))
    table(
        "purchase",
        sa.Column("buyer", sa.ForeignKey("account.id")),
        sa.Column("basket", sa.ForeignKey("basket.id")),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("done_at", sa.DateTime),
    )
    table(
        "line",
        sa.Column("purchase", sa.ForeignKey("purchase.id"), nullable=False),
        sa.Column("title", sa.String(40), nullable=False),
    )
    table("visit", sa.Column("email", sa.String(40)))
    return known


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> str:
    """Make the shop: accounts 1 and 2, of which 1 is closed; each with a basket and a purchase."""
    made = new_url(str(request.param))
    clock = NOW.replace(tzinfo=None) - timedelta(hours=1)
    earlier = clock - timedelta(days=9)
    rows: dict[str, list[dict[str, Any]]] = {
        "account": [
            {"id": 1, "email": "ann", "closed_at": clock},
            {"id": 2, "email": "bob", "closed_at": None},
        ],
        "basket": [{"id": 1, "owner": 1}, {"id": 2, "owner": 2}],
        "purchase": [
            {"id": 1, "buyer": 1, "basket": 1, "what": "a lamp", "done_at": clock},
            {"id": 2, "buyer": 2, "basket": 2, "what": "a pot", "done_at": earlier},
        ],
        "line": [
            {"id": 1, "purchase": 1, "title": "a lamp"},
            {"id": 2, "purchase": 2, "title": "a pot"},
        ],
        "visit": [{"id": 1, "email": "ann"}],
    }
    known = tables()
    with engine(made).begin() as connection:
        known.create_all(connection)
        for name, some in rows.items():
            connection.execute(known.tables[name].insert(), some)
    return made


def engine(url: str) -> sa.Engine:
    """Return the way in of the shop itself."""
    lie_in = {None: "public"} if url.startswith("postgresql") else {}
    return engine_of(url, Limits()).execution_options(schema_translate_map=lie_in)


def end(url: str, table: str, moment: Moment, latest: datetime) -> tuple[Past, list[Batch]]:
    """End what is due in a table."""
    done: list[Batch] = []
    left = SqlSource(url, parse(MAP)).end_due(
        table,
        Condition(clauses=((Bound(moment=moment, latest=latest),),)),
        held=(),
        at_once=10,
        before=lambda _count: None,
        after=done.append,
    )
    return left, done


def there(url: str, table: str, column: str = "id") -> list[Any]:
    """Return a column of what lies in a table."""
    known = tables().tables[table]
    with engine(url).connect() as connection:
        return list(connection.execute(sa.select(known.c[column]).order_by(known.c.id)).scalars())


def test_an_account_goes_and_its_purchases_stay(url: str) -> None:
    """Their link is cleared; others' and what does not hang on the account are as they were."""
    left, done = end(url, "account", Moment.ACCOUNT_CLOSED, NOW)
    assert (left.count, [each.ended for each in done]) == (0, [1])
    assert (there(url, "account"), there(url, "basket")) == ([2], [2])
    assert there(url, "purchase", "buyer") == [None, 2]
    assert there(url, "purchase", "basket") == [None, 2]
    assert there(url, "purchase", "what") == ["a lamp", "a pot"]
    assert (there(url, "line"), there(url, "visit")) == ([1, 2], [1])


def test_what_is_kept_for_a_reason_goes_by_its_own_time(url: str) -> None:
    """A purchase goes whole with its lines once its time is over, and not before.

    The basket that it refers to hangs on the account, not on it: it stays.
    """
    left, done = end(url, "purchase", Moment.ORDER_DONE, NOW - timedelta(days=5))
    assert (left.count, [(each.ended, each.along) for each in done]) == (0, [(1, 1)])
    assert (there(url, "purchase"), there(url, "line")) == ([1], [1])
    assert (there(url, "account"), there(url, "basket")) == ([1, 2], [1, 2])
