"""What a database runs by itself during an erasure is read from its catalogue, in each kind."""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
import sqlalchemy as sa

from amana.domain.source.fit import misfits, unread_triggers
from amana.domain.source.parse import parse
from amana.domain.source.structure import Structure
from amana.sources.opening import Limits, engine_of
from amana.sources.sql_source import SqlSource

MARIADB: Final = pytest.param("mariadb", marks=pytest.mark.timeout(420))
MAP: Final = """\
amana: 1
service: club
source: club
approved: true
tables:
  member:
    table: Member
    erase: delete
    {named}person: {{email: email}}
    columns: {{email: {{is: email, type: email}}}}
  receipt:
    erase: keep
    reason: tax law
    person: {{email: buyer}}
    columns: {{buyer: {{is: email, type: email}}}}
"""
EVENTS: Final = {
    "gone": ("before delete", "Member"),
    "moved": ("after update", "Member"),
    "insert came": ("after insert", "Member"),
    "paid": ("after delete", "receipt"),
}
"""When triggers run, and of which table."""


def _made(kind: str, name: str, event: str, table: str) -> str:
    """Return the statement that makes a trigger."""
    if kind == "sqlite":
        # SQLite takes a table's name in any letters, and a name in brackets.
        return f"create trigger [{name}] {event.upper()} on {table.lower()} begin select 1; end"
    if kind == "mariadb":
        return f"create trigger `{name}` {event} on `{table}` for each row set @seen = 1"
    at = f'{event} on public."{table}" for each row execute function public.note()'
    return f'create trigger "{name}" {at}'


def _statements(kind: str) -> Iterator[str]:
    """Yield what makes the triggers; on PostgreSQL one of them is a rule, and one is off."""
    if kind == "postgresql":
        body = "'begin return null; end'"
        yield f"create function public.note() returns trigger language plpgsql as {body}"
        yield _made(kind, "off", "after update", "Member")
        yield 'alter table public."Member" disable trigger "off"'
    for name, (event, table) in EVENTS.items():
        if kind == "postgresql" and name == "moved":
            yield 'create rule moved as on update to public."Member" do also select 1'
        else:
            yield _made(kind, name, event, table)


def _tables() -> sa.MetaData:
    known = sa.MetaData()
    sa.Table(
        "Member",
        known,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(200)),
        # A key to itself: what the database makes for it is no trigger of anybody.
        sa.Column("host", sa.ForeignKey("Member.id", ondelete="SET NULL")),
    )
    buyer = sa.Column("buyer", sa.String(200))
    sa.Table("receipt", known, sa.Column("id", sa.Integer, primary_key=True), buyer)
    sa.Table("log", known, sa.Column("email", sa.String(200)))
    return known


@pytest.fixture(params=["sqlite", "sqlcipher", "postgresql", MARIADB])
def database(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> tuple[str, str]:
    """Make a club's tables in each kind of database; return the kind and the address."""
    kind = str(request.param)
    url = new_url(kind)
    at_home = {None: "public"} if kind == "postgresql" else {}
    engine = engine_of(url, Limits()).execution_options(schema_translate_map=at_home)
    with engine.begin() as connection:
        _tables().create_all(connection)
    return ("sqlite" if kind == "sqlcipher" else kind), url


def _run(database: tuple[str, str]) -> None:
    with engine_of(database[1], Limits()).begin() as connection:
        for statement in _statements(database[0]):
            connection.exec_driver_sql(statement)


def _unread(laid: Structure, named: str = "") -> list[str]:
    mapping = parse(MAP.format(named=named))
    assert not misfits(mapping, laid)
    return [str(each.fields["name"]) for each in unread_triggers(mapping, laid)]


@pytest.mark.promise("A23")
def test_each_trigger_of_a_table_that_changes_is_named(database: tuple[str, str]) -> None:
    """Not those of an insertion, one that is turned off, or one of a table that is kept.

    One that came after the structure was read is seen as well.
    """
    source = SqlSource(database[1], parse(MAP.format(named="")))
    assert not _unread(source.structure())
    _run(database)
    laid = source.structure()
    assert _unread(laid) == ["gone", "moved"]
    assert _unread(laid, "triggers: [moved]\n    ") == ["gone"]
    assert not _unread(laid, "triggers: [moved, gone]\n    ")
