"""The way into a database that somebody else rules: nothing of theirs runs or hides."""

import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from psycopg.conninfo import make_conninfo

from amana.acts.looking_at.source import look_at
from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.domain.source.structure import ColumnKind
from amana.sources.errors import RowsHidden, SourceUnreachable, UrlUnfit
from amana.sources.failing import failures
from amana.sources.opening import Limits, engine_of
from amana.sources.sql_source import SqlSource

SECRET = "s3same-" + "planted"
MAP = """\
amana: 1
service: shop
source: shop
approved: true
tables:
  customer:
    person: {email: email}
    fold: [email]
    erase: delete
    columns: {email: {is: email, type: email}}
"""
NOTE = """\
  note:
    via: {customer: {table: customer, on: {at: email}}}
    erase: delete
"""
TABLE = """
create table customer (id bigint primary key, email varchar(100));
insert into customer values (1, 'ANN@x.example'), (2, 'bob@x.example');
"""
TROJANS = """
create table called (name text);
create function public.substr(varchar, int, int) returns text language sql
    as $$ insert into public.called values ('substr'); select 'x' $$;
create function public.lower(varchar) returns text language sql
    as $$ insert into public.called values ('lower'); select 'x' $$;
create function public.trap(varchar, varchar) returns boolean language sql
    as $$ insert into public.called values ('='); select true $$;
create operator public.= (leftarg = varchar, rightarg = varchar, function = public.trap);
"""


def _look(url: str) -> tuple[str, ...]:
    """Look at a database; return the tables whose values could not be looked at."""
    return look_at(url, date(2026, 1, 1), lambda _done, _of: None).unseen


def _ann(address: str = "ann@x.example") -> Sought:
    return Sought(person="ann", identifiers={"email": (address,)}, pseudonym="p" * 26)


@pytest.fixture
def shop_url(new_url: Callable[[str], str]) -> str:
    """Return the address of a PostgreSQL database with one table of two people."""
    url = new_url("postgresql")
    _run(url, TABLE)
    return url


def _run(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Run statements as another would, and return what the last of them found."""
    found = sa.make_url(url)
    options = {name: str(value) for name, value in found.query.items()}
    way = make_conninfo(
        "", user=found.username, password=found.password, dbname=found.database, **options
    )
    with psycopg.connect(way, autocommit=True) as connection:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement.encode())
        return list(cursor.fetchall()) if cursor.description else []


def test_a_function_that_somebody_laid_into_a_schema_is_not_run(shop_url: str) -> None:
    """It fits a column better than the database's own, and would run as whoever connects."""
    _run(shop_url, TROJANS)
    assert _look(shop_url) == ()
    source = SqlSource(shop_url, parse(MAP))
    assert [each.found for each in source.find([_ann()])] == [1]
    assert [each.deleted for each in source.erase([_ann()]).tables] == [1]
    assert _run(shop_url, "select name from called") == []
    assert _run(shop_url, "select id from customer") == [(2,)]


def test_names_without_a_schema_mean_the_roles_own_first_one(shop_url: str) -> None:
    """Each table is there once, with its foreign keys."""
    name = sa.make_url(shop_url).database
    _run(
        shop_url,
        "create schema own",
        "create table own.letter (id int primary key, customer_id bigint references customer)",
        "create table own.customer (id int primary key references own.letter, email text)",
        "insert into own.letter values (1, 1)",
        "insert into own.customer values (1, 'ANN@x.example')",
        f"alter database {name} set search_path = own, public",
    )
    source = SqlSource(shop_url, parse(MAP))
    tables = source.structure().tables
    assert set(tables) == {"letter", "customer", "public.customer"}
    assert [key.table for key in tables["letter"].foreign_keys] == ["public.customer"]
    assert [key.table for key in tables["customer"].foreign_keys] == ["letter"]
    assert [each.found for each in source.find([_ann()])] == [1]


def test_a_type_of_an_extension_keeps_its_kind_and_its_comparison(shop_url: str) -> None:
    """Neither is found by its short name any more."""
    if not _run(shop_url, "select 1 from pg_available_extensions where name = 'citext'"):
        pytest.skip("this PostgreSQL has no extension citext")
    _run(shop_url, "create extension citext", "alter table customer alter email type citext")
    source = SqlSource(shop_url, parse(MAP.replace("    fold: [email]\n", "")))
    column = source.structure().tables["customer"].columns["email"]
    assert (column.kind, column.type) == (ColumnKind.TEXT, "CITEXT")
    assert [each.found for each in source.find([_ann()])] == [1]
    _run(
        shop_url,
        "alter table customer add unique (email)",
        "create table note (id int primary key, at citext references customer (email))",
        "insert into note values (1, 'ann@X.example'), (2, 'BOB@x.example')",
    )
    linked = SqlSource(shop_url, parse(MAP.replace("    fold: [email]\n", "") + NOTE))
    assert [each.found for each in linked.find([_ann()])] == [1, 1]
    assert [each.deleted for each in linked.erase([_ann()]).tables] == [1, 1]
    assert _run(shop_url, "select id from note") == [(2,)]


def test_a_policy_that_hides_rows_ends_the_search(shop_url: str) -> None:
    """Nothing found would otherwise prove that nothing is there."""
    name = sa.make_url(shop_url).database
    role = f"seer_{name}"
    _run(
        shop_url,
        f"create role {role} login password '{SECRET}'",
        f"grant all on customer to {role}",
        "alter table customer enable row level security",
        "create policy own on customer using (id = 2)",
    )
    url = sa.make_url(shop_url).set(username=role, password=SECRET)
    source = SqlSource(url.render_as_string(hide_password=False), parse(MAP))
    try:
        with pytest.raises(RowsHidden):
            source.find([_ann()])
        with pytest.raises(RowsHidden):
            source.erase([_ann()])
    finally:
        _run(shop_url, f"drop owned by {role}", f"drop role {role}")


def test_a_server_that_says_nothing_is_given_up() -> None:
    """It takes the connection, and then never answers."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"mysql://reader:{SECRET}@127.0.0.1:{silent.getsockname()[1]}/shop"
        engine = engine_of(url, Limits(connect_seconds=600, statement_seconds=-4))
        with pytest.raises(SourceUnreachable), failures(), engine.connect():
            pass


def test_a_file_that_is_only_read_stays_byte_for_byte(tmp_path: Path) -> None:
    """Its log, too: to take it into the file would be to write, and would be its owner's."""
    file, copied = tmp_path / "shop 1?.db", tmp_path / "copy #2?.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma wal_autocheckpoint = 0")
        connection.executescript(TABLE)
        copied.write_bytes(file.read_bytes())
        log = copied.with_name(f"{copied.name}-wal")
        log.write_bytes(file.with_name(f"{file.name}-wal").read_bytes())
    before = copied.read_bytes(), log.read_bytes()
    assert before[1]
    url = sa.URL.create("sqlite", database=str(copied)).render_as_string(hide_password=False)
    assert _look(url) == ()
    assert (copied.read_bytes(), log.read_bytes()) == before


@pytest.mark.parametrize(
    "address",
    [
        f"mysql://reader:{SECRET}@127.0.0.1:1/shop?bogus=1",
        f"mysql://reader:{SECRET}@127.0.0.1:1/shop?read_timeout={SECRET}",
        f"mysql://reader:{SECRET}@127.0.0.1:1/shop?ssl_ca=/{SECRET}/missing",
        f"postgresql://reader:{SECRET}@/shop?host=a:1&host=b:2&port=3",
    ],
)
def test_an_option_that_no_driver_takes_makes_the_address_unfit(address: str) -> None:
    """Nothing of the address shows."""
    with pytest.raises(UrlUnfit) as caught:
        _look(address)
    assert SECRET not in str(caught.value)
    assert caught.value.__suppress_context__
