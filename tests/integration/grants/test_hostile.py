"""What somebody with a purpose's login might try, and what a hostile map might be called."""

import re
from typing import TYPE_CHECKING, Any, LiteralString

import psycopg
import pytest

from amana.domain.record_map.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.integration.grants.conftest import Shop

HIDDEN = "reem@example.org"
MANY: LiteralString = """
insert into customers
select n, 'Filler', 'reem@example.org', '340000000000009', 'blue', 'registration', false
from generate_series(10, 400) n
"""


def _told(connection: psycopg.Connection[Any], statement: LiteralString) -> str:
    """Return all that the server says of a statement: rows, notices and errors."""
    said: list[str] = []
    connection.add_notice_handler(lambda notice: said.append(str(notice.message_primary)))
    try:
        cursor = connection.execute(statement)
        said += [str(row) for row in (cursor.fetchall() if cursor.description else [])]
    except psycopg.Error as error:
        said.append(f"{error} {error.diag.message_detail} {error.diag.context}")
    return "\n".join(said)


@pytest.mark.promise("A15")
def test_nobody_becomes_another_role(shop: "Shop") -> None:
    """Not that of another purpose, not the owner of the views, not the owner of the tables."""
    shop.apply()
    keeper = shop.plan().keeper
    with shop.login("newsletter") as newsletter:
        for role in (shop.role("orders"), keeper, shop.address.user):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                newsletter.execute(
                    psycopg.sql.SQL("set role {}").format(psycopg.sql.Identifier(role))
                )
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            newsletter.execute("alter table customers disable row level security")


@pytest.mark.promise("A15")
def test_a_cheap_function_is_shown_no_hidden_row(shop: "Shop") -> None:
    """Row policy and barrier come first, however cheap a function says that it is."""
    shop.apply()
    spy: LiteralString = """
        create function pg_temp.spy(told text) returns boolean language plpgsql
        cost 0.0000001 as $$ begin raise notice 'seen %', told; return true; end $$"""
    with shop.login("newsletter") as newsletter:
        newsletter.execute(spy)
        told = _told(newsletter, "select email from customers where pg_temp.spy(email)")
        assert "noor@example.org" in told
        assert HIDDEN not in told
    with shop.login("orders") as orders:
        orders.execute(spy)
        view = psycopg.sql.Identifier(shop.role("orders"), "customers").as_string(None)
        told = _told(orders, f"select id from {view} where pg_temp.spy(card)")  # noqa: S608 - a name of our own
        assert "•••• 1111" in told
        assert not re.search("4111|5500|3400", told)


@pytest.mark.promise("A15")
def test_statistics_plans_and_errors_tell_no_hidden_value(shop: "Shop") -> None:
    """What the planner knows of a column is shown to those alone who may read it whole."""
    shop.run(MANY)
    shop.run("analyze customers")
    shop.apply()
    attempts: tuple[LiteralString, ...] = (
        "select * from pg_stats where tablename = 'customers'",
        "select * from pg_stats_ext",
        "select * from pg_statistic",
        "explain (analyze, verbose) select email from customers where email > 'a'",
        "select email::integer from customers",
        "select email from customers where 1 / (case when wants_news then 1 else 0 end) = 1",
        "select (select string_agg(secret, ',') from customers)",
        "select lo_export(1, '/tmp/x')",
        "copy customers to program 'cat'",
        "select query from pg_stat_activity",
        "table customers",
        "select c from customers c",
        "select row_to_json(c) from customers c",
        "select pg_catalog.query_to_xml('select * from customers', true, true, '')",
        "select pg_catalog.table_to_xml('customers', true, true, '')",
        "lock table customers in access exclusive mode",
        "select * from customers for update",
    )
    with shop.login("newsletter") as newsletter:
        for attempt in attempts:
            told = _told(newsletter, attempt)
            assert HIDDEN not in told, attempt
            assert "blue" not in told, attempt
            assert "3400" not in told, attempt


def test_who_inherits_two_purposes_reads_the_rows_that_both_may(shop: "Shop") -> None:
    """Columns add up, rows do not: a login of two purposes is named in a warning."""
    shop.apply()
    with shop.login("orders", "newsletter") as both:
        assert len(both.execute("select name, email from customers").fetchall()) == 2
        warned = shop.look().warnings
    assert warned.several == (shop.logins[-1],)


NAMES = ('a"; drop table customers; --', "'; select 1; --", "$$ {0} %s %(x)s", "عمود", "Sélect\\")


def test_names_of_a_map_stay_names(make_shop: "Callable[..., Shop]") -> None:
    """However a column, a table or an occasion is called, it ends no statement."""
    build = psycopg.sql
    shop = make_shop()
    odd = build.Identifier('t"; drop table customers; --')
    columns = build.SQL(", ").join(build.SQL("{} text").format(build.Identifier(n)) for n in NAMES)
    with psycopg.connect(shop.address.conninfo(), autocommit=True) as connection:
        connection.execute(build.SQL("create table {} (id integer, {})").format(odd, columns))
    table = Table(
        id="odd",
        schema="public",
        name='t"; drop table customers; --',
        person="id",
        columns=tuple(
            Column(name=name, category=category)
            for name, category in zip(
                NAMES, ("name", "email", "card", "email", "name"), strict=True
            )
        ),
        occasion=NAMES[3],
    )
    source = shop.source.replace("at: [order]", 'at: ["x\'; drop table customers; --"]')
    shop.apply(table, source=source)
    assert not shop.look(table, source=source).drift
    assert shop.run("select count(*) from customers") == [(3,)]
    with shop.login("orders") as orders:
        asked = build.SQL("select {} from {}").format(build.Identifier(NAMES[0]), odd)
        assert orders.execute(asked).fetchall() == []
