"""What stands in a database beside what the map names: keys, heirs, engines, names, capitals."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.sources.errors import MapUnfit
from amana.sources.opening import Limits, engine_of
from amana.sources.sql_source import SqlSource

ANN = Sought(person="p", identifiers={"email": ("ann@x.example",)}, pseudonym="erased-" + "1" * 17)
NewUrl = Callable[[str], str]
TABLE = """\
  {id}:
    table: {name}
{schema}    person: {{email: email}}
    erase: {erase}
{more}    columns: {{email: {{is: email, type: email{what}}}}}
"""


def source(
    url: str, *names: str, schema: str = "", fold: bool = False, change: bool = False
) -> SqlSource:
    """Return a source whose map has only these tables, each with its addresses."""
    lines = "".join(
        TABLE.format(
            id=f"t{number}",
            name=name,
            schema=f"    schema: {schema}\n" if schema else "",
            erase="change" if change else "delete",
            more="    fold: [email]\n" if fold else "",
            what=", erase: pseudonym" if change else "",
        )
        for number, name in enumerate(names)
    )
    text = f"amana: 1\nservice: shop\nsource: shop\napproved: true\ntables:\n{lines}"
    return SqlSource(url, parse(text))


@contextmanager
def opened(url: str) -> Iterator[sa.Connection]:
    """Open the database as its owner would, whose names of tables need no schema."""
    with engine_of(url, Limits()).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("set local search_path = public")
        yield connection


def run(url: str, *statements: str) -> None:
    """Run statements."""
    with opened(url) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def read(url: str, query: str) -> list[tuple[Any, ...]]:
    """Return what a query finds."""
    with opened(url) as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def refusal(asked: SqlSource) -> list[tuple[str, object]]:
    """Return the code and table of each misfit for which an erasure is refused."""
    with pytest.raises(MapUnfit) as refused:
        asked.erase([ANN])
    return [
        (each.code.removeprefix("source."), each.fields["table"]) for each in refused.value.misfits
    ]


USERS = (
    "create table users (id integer primary key, email varchar(90))",
    "insert into users values (1, 'ann@x.example'), (2, 'bob@x.example')",
)


def test_a_key_whose_table_is_written_in_other_capitals_is_seen(new_url: NewUrl) -> None:
    """SQLite takes names in any case, and cascades all the same."""
    url = new_url("sqlite")
    key = "uid integer references Users(ID) on delete cascade"
    run(url, *USERS, f"create table orders (id integer primary key, {key})")
    asked = source(url, "users")
    assert refusal(asked) == [("foreign_key_missed", "orders")]
    (read_key,) = asked.structure().tables["orders"].foreign_keys
    assert (read_key.table, read_key.to) == ("users", ("id",))


@pytest.mark.parametrize("first", [True, False])
def test_of_two_keys_on_one_column_each_keeps_what_it_does(new_url: NewUrl, *, first: bool) -> None:
    """One that only clears does not hide one that cascades."""
    url = new_url("sqlite")
    keys = [
        "foreign key (uid) references accounts on delete set null",
        "foreign key (uid) references users (id) on delete cascade",
    ]
    listed = ", ".join(keys if first else reversed(keys))
    run(
        url,
        *USERS,
        "create table accounts (id integer primary key)",
        f"create table orders (id integer primary key, uid integer, {listed})",
    )
    assert refusal(source(url, "users")) == [("foreign_key_missed", "orders")]


def test_a_key_that_leads_nowhere_is_refused(new_url: NewUrl) -> None:
    """Nobody knows what it does."""
    url = new_url("sqlite")
    lost = ("create table lost (id integer primary key, x integer references gone (y))",)
    run(url, *USERS, *lost, "create table none (id integer, foreign key (id) references gone2)")
    found = refusal(source(url, "users"))
    assert sorted(found) == [("foreign_key_astray", "lost"), ("foreign_key_astray", "none")]


def test_a_key_from_the_default_schema_to_another_on_the_path_is_seen(new_url: NewUrl) -> None:
    """Each table is read once, in its schema, whatever the role's search path is."""
    url = new_url("postgresql")
    run(
        url,
        *USERS,
        "create schema app",
        "create table app.note (id integer primary key,"
        " uid integer references public.users on delete cascade)",
    )
    path = sa.make_url(url).update_query_dict({"options": "-csearch_path=app,public"})
    there = path.render_as_string(hide_password=False)
    asked = source(there, "users", schema="public")
    assert set(asked.structure().tables) == {"note", "public.users"}
    assert refusal(asked) == [("foreign_key_missed", "note")]
    here = source(url, "users")
    assert set(here.structure().tables) == {"app.note", "users"}
    assert refusal(here) == [("foreign_key_missed", "app.note")]


@contextmanager
def another_database(url: str) -> Iterator[str]:
    """Make a second database beside one of MariaDB, and drop it."""
    name = f"{sa.make_url(url).database}_other"
    run(url, f"create database {name}")
    try:
        yield name
    finally:
        run(url, f"drop database {name}")


def test_a_key_from_another_database_is_refused(new_url: NewUrl) -> None:
    """Its rows would go, and no map of this one can name them."""
    url = new_url("mariadb")
    own = sa.make_url(url).database
    run(url, *USERS)
    with another_database(url) as other:
        run(
            url,
            f"create table {other}.orders (id int primary key, uid int,"
            f" foreign key (uid) references {own}.users (id) on delete cascade)",
            f"create table {other}.land (id int primary key)",
            f"create table place (id int, foreign key (id) references {other}.land (id))",
        )
        assert refusal(source(url, "users")) == [("foreign_key_missed", f"{other}.orders")]
        run(url, f"drop table {other}.orders")
        assert source(url, "users").erase([ANN]).tables[0].deleted == 1
        run(url, "drop table place")


def test_a_key_to_a_table_with_a_dot_in_its_name_is_seen(new_url: NewUrl) -> None:
    """It lies in the same database, whatever its name looks like."""
    url = new_url("mariadb")
    run(
        url,
        USERS[0].replace("users", "`shop.users`"),
        "create table orders (id int primary key, uid int,"
        " foreign key (uid) references `shop.users` (id) on delete cascade)",
    )
    assert refusal(source(url, "shop.users")) == [("foreign_key_missed", "orders")]


def test_a_table_that_others_inherit_from_is_refused(new_url: NewUrl) -> None:
    """A key holds in each of them alone: another person's row would go. Partitions are no heirs."""
    url = new_url("postgresql")
    run(
        url,
        *USERS,
        "create table vip () inherits (users)",
        "insert into vip values (1, 'cid@x.example')",
        "create table parted (id integer primary key, email text) partition by hash (id)",
        "create table part partition of parted for values with (modulus 1, remainder 0)",
    )
    assert refusal(source(url, "users")) == [("table_inherited", "users")]
    assert source(url, "parted").find([ANN])[0].found == 0


def test_an_engine_without_transactions_is_refused(new_url: NewUrl) -> None:
    """Nothing that is done there is taken back."""
    url = new_url("mariadb")
    run(url, f"{USERS[0]} engine=myisam", USERS[1])
    assert refusal(source(url, "users")) == [("not_transactional", "users")]


def test_a_table_that_keeps_its_history_is_refused(new_url: NewUrl) -> None:
    """Erased rows would stand there for ever; and its own keys are seen."""
    url = new_url("mariadb")
    run(
        url,
        f"{USERS[0]} with system versioning",
        USERS[1],
        "create table plain (id integer primary key, email varchar(90))",
        "create table log (id integer primary key,"
        " foreign key (id) references plain (id) on delete cascade) with system versioning",
    )
    assert refusal(source(url, "users")) == [("versioned", "users")]
    own = sa.make_url(url).database
    # Some servers list versioned tables with the others, some do not.
    ((code, table),) = refusal(source(url, "plain"))
    assert code == "foreign_key_missed"
    assert table in {"log", f"{own}.log"}


@pytest.mark.parametrize("written", ["ÄNNE@x.example", "änne@x.example", "Änne@X.example"])
def test_what_is_found_is_seen_as_left(kind: str, new_url: NewUrl, written: str) -> None:
    """Capitals are folded alike where rows are found and where they are looked for again."""
    url = new_url(kind)
    run(
        url,
        USERS[0],
        "insert into users values (1, 'ÄNNE@x.example'), (2, 'änne@x.example')",
        "insert into users values (3, 'bob@x.example')",
    )
    asked = source(url, "users", fold=True)
    person = Sought(person="p", identifiers={"email": (written,)}, pseudonym=ANN.pseudonym)
    found, left = asked.find([person]), asked.left([person])
    assert [each.found for each in found] == [each.found for each in left]
    # SQLite, and PostgreSQL in the locale C, fold only the letters of ASCII.
    ((folded,),) = read(url, "select lower('Ä')")
    alone = folded == "Ä" and written == written.lower()
    assert found[0].found == (1 if alone else 2)


@pytest.mark.parametrize("change", [True, False])
def test_tables_may_be_called_as_ours_are(kind: str, new_url: NewUrl, *, change: bool) -> None:
    """The names of temporary tables are drawn, and hide none."""
    url = new_url(kind)
    names = ("amana_found_0", "amana_persons")
    for name in names:
        run(url, USERS[0].replace("users", name), USERS[1].replace("users", name))
    asked = source(url, *names, change=change)
    assert [each.found for each in asked.find([ANN])] == [1, 1]
    done = asked.erase([ANN]).tables
    assert [each.changed if change else each.deleted for each in done] == [1, 1]
    assert asked.left([ANN]) == ()
    for name in names:
        others: sa.Select[Any] = sa.select(sa.column("id")).select_from(sa.table(name))
        assert (2,) in read(url, str(others.where(sa.column("id") == sa.literal_column("2"))))
