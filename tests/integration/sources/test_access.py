"""The way into a source: what fails there is named, and neither values nor passwords show."""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
import sqlalchemy as sa

from amana.domain.errors import AmanaError
from amana.domain.source.outcome import Correction, Sought
from amana.domain.source.parse import parse
from amana.domain.source.structure import ColumnKind, OnDelete
from amana.sources.errors import (
    DriverMissing,
    SourceFailed,
    SourceTooSlow,
    SourceUnreachable,
    UrlUnfit,
)
from amana.sources.failing import failures
from amana.sources.opening import Limits, engine_of
from amana.sources.reader import structure_of
from amana.sources.sampling import LONGEST, sample
from amana.sources.sql_source import SqlSource

SECRET = "s3same-" + "planted"
MAP = """\
amana: 1
service: shop
source: shop
approved: true
tables:
  customer:
    erase: keep
    reason: Law
    person: {email: email}
    columns: {name: {is: name}}
"""
LONG = {
    "sqlite": ("blob", "", ":line"),
    "postgresql": ("bytea", "text[]", "string_to_array(:line, ',')"),
    "mariadb": ("longblob", "geometry", "st_geomfromtext(concat('LINESTRING(', :line, ')'))"),
}
"""Of each kind a type for pictures, one that others do not know, and how a long value is put in."""


class Shop(Protocol):
    """A shop's database, filled."""

    kind: str
    url: str

    def run(self, *statements: str) -> None:
        """Run statements as the shop itself would."""

    def read(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query finds."""


def test_the_structure_is_read_alike_everywhere(a_shop: Shop) -> None:
    """Keys, unique columns and references are there, whatever the database calls its types."""
    structure = SqlSource(a_shop.url, parse(MAP)).structure()
    customer, line = structure.tables["customer"], structure.tables["Order Line"]
    assert customer.primary_key == ("id",)
    assert ("email",) in customer.uniques
    assert [key.table for key in customer.foreign_keys] == ["address"]
    assert customer.foreign_keys[0].on_delete is OnDelete.REFUSE
    assert line.primary_key == ("order_id", "number")
    kinds = {name: column.kind.value for name, column in customer.columns.items()}
    assert kinds == {
        "id": "integer",
        "email": "text",
        "name": "text",
        "born": "date",
        "frozen": "boolean",
        "favourite_id": "integer",
    }
    assert customer.columns["email"].length == 120
    (gift,) = structure.tables["gift"].foreign_keys
    assert (gift.columns, gift.to) == (("order_id", "number"), ("order_id", "number"))


def test_samples_are_few_and_short(a_shop: Shop) -> None:
    """A text is cut by the database itself, and null is left out; nothing can be written."""
    longer = "ن" * (LONGEST + 50)
    a_shop.run(f"update customer set name = '{longer}' where id = 1")  # noqa: S608 - text of ours
    reading = engine_of(a_shop.url, Limits(), read_only=True)
    with failures(), reading.connect() as connection:
        table = structure_of(connection).tables["customer"]
        found = sample(connection, table, ("name", "born", "id"), 2)
        at = "public.customer" if a_shop.kind == "postgresql" else "customer"
        with pytest.raises(sa.exc.DBAPIError, match=r"read.?only|READ ONLY"):
            connection.exec_driver_sql(f"update {at} set name = 'x'")  # noqa: S608 - a name of ours
    assert len(found["id"]) == len(found["name"]) == 2
    assert all(len(name) <= LONGEST for name in found["name"])
    assert found["born"] == ()


@pytest.mark.filterwarnings("ignore:Did not recognize type 'geometry'")
def test_no_value_is_read_whole_whatever_its_type(a_shop: Shop) -> None:
    """Pictures, documents and what has no common type are cut by the database, as texts are."""
    bytes_, line, drawn = LONG.get(a_shop.kind, LONG["sqlite"])
    kept = "cast(:kept as json)" if a_shop.kind == "postgresql" else ":kept"
    at = "public.page" if a_shop.kind == "postgresql" else "page"
    pairs = ", ".join(f"{number} 1" for number in range(2_000))
    long = {"picture": b"\xfe" * 50_000, "kept": f'["{"x" * 50_000}"]', "line": pairs}
    with engine_of(a_shop.url, Limits()).begin() as connection:
        connection.exec_driver_sql(
            f"create table {at} (id integer primary key, picture {bytes_}, kept json, line {line})"
        )
        connection.execute(
            sa.text(f"insert into {at} values (1, :picture, {kept}, {drawn})"),  # noqa: S608 - ours
            long,
        )
    with failures(), engine_of(a_shop.url, Limits(), read_only=True).connect() as connection:
        table = structure_of(connection).tables["page"]
        found = sample(connection, table, tuple(table.columns), 2)
    assert found["id"] == (1,)
    assert all(0 < len(found[name][0]) <= LONGEST for name in long)


def test_a_value_of_a_person_is_in_no_error(a_shop: Shop) -> None:
    """The database quotes the value that it refuses; what we raise quotes nothing."""
    source = SqlSource(a_shop.url, parse(MAP.replace("{name", "{email: {is: email}, name")))
    person = Sought(person="x", identifiers={"email": ("ann@x.example",)})
    taken = Correction(table="customer", column="email", value="bob@x.example")
    with pytest.raises(SourceFailed) as raised:
        source.correct(person, [taken])
    shown = "".join(traceback.format_exception(raised.value))
    assert "bob@x.example" not in shown
    assert "ann@x.example" not in shown
    assert raised.value.fields["reason"]


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://amana:{SECRET}@127.0.0.1:1/shop",
        f"mysql://amana:{SECRET}@127.0.0.1:1/shop",
        f"sqlcipher://:{SECRET}@//nowhere/shop.db",
        "sqlite:////nowhere/shop.db",
        "sqlite://",
    ],
)
def test_a_source_that_does_not_answer_is_named_without_its_password(url: str) -> None:
    """No part of the address is in the error or in what led to it."""
    with pytest.raises(SourceUnreachable) as raised:
        SqlSource(url, parse(MAP)).structure()
    assert SECRET not in "".join(traceback.format_exception(raised.value))
    assert not raised.value.fields


@pytest.mark.parametrize(
    ("url", "error"),
    [
        (f"no address {SECRET}", UrlUnfit),
        (f"postgresql://a:{SECRET}@h:port/x", UrlUnfit),
        (f"nodialect://a:{SECRET}@h/x", DriverMissing),
        (f"oracle://a:{SECRET}@h/x", DriverMissing),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(url: str, error: type[AmanaError]) -> None:
    """Neither what cannot be read, nor a dialect without a driver, shows the password."""
    with pytest.raises(error) as raised:
        engine_of(url, Limits())
    assert SECRET not in "".join(traceback.format_exception(raised.value))


def test_a_wrong_key_opens_nothing(new_url: Callable[[str], str]) -> None:
    """SQLCipher's file under another key is no database."""
    url = new_url("sqlcipher")
    with engine_of(url, Limits()).begin() as connection:
        connection.exec_driver_sql("create table customer (id integer primary key)")
    with pytest.raises(SourceUnreachable):
        SqlSource(url.replace("sesame", "wrong"), parse(MAP)).structure()


def test_a_statement_of_sqlite_has_its_time(tmp_path: Path) -> None:
    """A statement that would never end is stopped."""
    file = tmp_path / "empty.db"
    file.touch()
    endless = sa.select(sa.literal_column("1").label("n")).cte("counted", recursive=True)
    endless = endless.union_all(sa.select(endless.c.n + 1))
    engine = engine_of(f"sqlite:///{file}", Limits(statement_seconds=0))
    with pytest.raises(SourceTooSlow), failures(), engine.connect() as connection:
        connection.execute(sa.select(sa.func.count()).select_from(endless))


def test_a_column_without_a_type_is_of_no_kind(tmp_path: Path) -> None:
    """SQLite lets a column be of any type; nothing is taken for granted of it."""
    file = tmp_path / "odd.db"
    file.touch()
    engine = engine_of(f"sqlite:///{file}", Limits())
    with engine.begin() as connection:
        connection.exec_driver_sql("create table odd (anything)")
        column = structure_of(connection).tables["odd"].columns["anything"]
    assert column.kind is ColumnKind.OTHER


def test_what_fails_before_the_database_is_asked_has_no_code_of_its_own() -> None:
    """A failure of the library itself is one of the source, and quotes nothing."""
    with pytest.raises(SourceFailed) as raised, failures():
        raise sa.exc.InvalidRequestError(SECRET)
    assert raised.value.fields == {"reason": "–"}
