"""A map that does not fit its database is told so, before anything happens there."""

from dataclasses import replace

import pytest

from amana.domain.source.fit import clearable, misfits
from amana.domain.source.parse import parse
from amana.domain.source.structure import (
    ColumnKind,
    ForeignKey,
    Incoming,
    OnDelete,
    Structure,
    StructureColumn,
    StructureTable,
)

MAP = """\
amana: 1
service: shop
source: shop
tables:
  customer:
    erase: delete
    person: {email: email}
    restrict: frozen
    columns: {email: {is: email}}
  comment:
    schema: talk
    erase: change
    via: {author: {table: customer, on: {author: id}, clear: true}}
    unlink: {parent: {table: comment, on: {parent: id}}}
    columns:
      byline: {is: name, erase: pseudonym}
      title: {is: name, erase: constant, value: "x"}
      stars: {is: name, erase: constant, value: "0"}
      body: {is: name, erase: clear}
  news:
    erase: delete
    key: [email, topic]
    via: {reader: {table: customer, on: {email: email}}}
"""


def column(
    name: str,
    kind: ColumnKind = ColumnKind.TEXT,
    *,
    nullable: bool = True,
    length: int | None = None,
) -> StructureColumn:
    """Return a column."""
    return StructureColumn(name=name, kind=kind, type=kind.value, nullable=nullable, length=length)


def table(
    name: str,
    *columns: StructureColumn,
    schema: str | None = None,
    uniques: tuple[tuple[str, ...], ...] = (),
    keys: tuple[ForeignKey, ...] = (),
    primary_key: tuple[str, ...] = ("id",),
) -> StructureTable:
    """Return a table with an id."""
    own = (column("id", ColumnKind.INTEGER, nullable=False), *columns)
    return StructureTable(
        name=name,
        schema=schema,
        columns={each.name: each for each in own},
        primary_key=primary_key,
        uniques=uniques,
        foreign_keys=keys,
    )


def refers(name: str, to: str, on_delete: OnDelete = OnDelete.REFUSE) -> ForeignKey:
    """Return a foreign key to the id of another table."""
    return ForeignKey(columns=(name,), table=to, to=("id",), on_delete=on_delete)


CUSTOMER = table("customer", column("email"), column("frozen", ColumnKind.BOOLEAN))
COMMENT = table(
    "comment",
    column("author", ColumnKind.INTEGER),
    column("parent", ColumnKind.INTEGER),
    *(column(name) for name in ("byline", "title", "body")),
    column("stars", ColumnKind.INTEGER),
    schema="talk",
    keys=(refers("author", "customer"), refers("parent", "talk.comment")),
)
NEWS = table("news", column("email"), column("topic"), primary_key=())


def laid(*tables: StructureTable) -> Structure:
    """Return the structure of the shop, some of its tables replaced or added."""
    every = {each.full_name: each for each in (CUSTOMER, COMMENT, NEWS, *tables)}
    return Structure(dialect="sqlite", tables=every)


def found(structure: Structure, text: str = MAP) -> list[tuple[str, object]]:
    """Return the code of each misfit, with the column that it names."""
    return [
        (each.code.removeprefix("source."), each.fields.get("name", each.fields["table"]))
        for each in misfits(parse(text), structure)
    ]


def changed(base: StructureTable, *columns: StructureColumn) -> StructureTable:
    """Return the table with columns replaced."""
    return replace(base, columns={**base.columns, **{each.name: each for each in columns}})


def without(base: StructureTable, name: str) -> StructureTable:
    """Return the table without a column."""
    return replace(base, columns={key: each for key, each in base.columns.items() if key != name})


def test_a_map_that_fits_has_no_misfits() -> None:
    """Schemas, keys of the map's own and references to itself are as they should be."""
    assert found(laid()) == []


@pytest.mark.parametrize(
    ("structure", "expected"),
    [
        (
            Structure(dialect="x", tables={"customer": CUSTOMER, "news": NEWS}),
            [("table_missing", "comment")],
        ),
        (laid(without(CUSTOMER, "email")), [("column_missing", "email")] * 2),
        (laid(without(CUSTOMER, "id")), [("column_missing", "id")]),
        (laid(replace(COMMENT, primary_key=())), [("key_missing", "comment")]),
        (
            laid(changed(COMMENT, column("author", ColumnKind.INTEGER, nullable=False))),
            [("not_nullable", "author")],
        ),
        (laid(changed(COMMENT, column("body", nullable=False))), [("not_nullable", "body")]),
        (laid(changed(COMMENT, column("byline", length=23))), [("pseudonym_unfit", "byline")]),
        (
            laid(changed(COMMENT, column("byline", ColumnKind.UUID))),
            [("pseudonym_unfit", "byline")],
        ),
        (laid(replace(COMMENT, uniques=(("title",),))), [("constant_unique", "title")]),
        (
            laid(changed(COMMENT, column("stars", ColumnKind.BOOLEAN))),
            [("constant_unfit", "stars")],
        ),
        (laid(changed(CUSTOMER, column("frozen"))), [("flag_unfit", "frozen")]),
        (laid(replace(COMMENT, primary_key=("id", "body"))), [("key_changes", "body")]),
    ],
)
def test_what_differs_is_named(structure: Structure, expected: list[tuple[str, str]]) -> None:
    """Tables, columns, keys and what erasure cannot make of a column."""
    assert found(structure) == expected


def test_far_ends_are_not_looked_for_in_a_table_that_is_missing() -> None:
    """One missing table is one misfit."""
    structure = Structure(dialect="x", tables={"talk.comment": COMMENT, "news": NEWS})
    assert found(structure) == [("table_missing", "customer")]


@pytest.mark.parametrize(
    ("key", "missed"),
    [
        (refers("customer", "customer"), True),
        (refers("customer", "customer", OnDelete.CASCADE), True),
        (refers("customer", "customer", OnDelete.CLEAR), False),
        (refers("comment", "talk.comment"), False),
        (refers("other", "news"), True),
    ],
)
def test_a_foreign_key_that_the_map_misses_is_named(key: ForeignKey, *, missed: bool) -> None:
    """Only to rows that are deleted, and not where the database itself sets it to null."""
    stranger = table("log", column("customer"), column("comment"), column("other"), keys=(key,))
    assert found(laid(stranger)) == ([("foreign_key_missed", "log")] if missed else [])


@pytest.mark.parametrize(("act", "astray"), [(OnDelete.CASCADE, True), (OnDelete.CLEAR, False)])
def test_a_foreign_key_that_leads_nowhere_is_named(act: OnDelete, *, astray: bool) -> None:
    """Nobody could say whether it leads to a row that is deleted."""
    stranger = table("log", column("other"), keys=(refers("other", "elsewhere", act),))
    assert found(laid(stranger)) == ([("foreign_key_astray", "log")] if astray else [])


def test_a_foreign_key_of_a_table_that_was_not_read_is_named() -> None:
    """Another database's, by which rows would go that no map can name."""
    outer = Incoming(table="other.orders", key=refers("customer", "customer", OnDelete.CASCADE))
    structure = replace(laid(), incoming=(outer,))
    assert found(structure) == [("foreign_key_missed", "other.orders")]


@pytest.mark.parametrize(
    ("customer", "code"),
    [
        (replace(CUSTOMER, heirs=("vip",)), "table_inherited"),
        (replace(CUSTOMER, transactional=False), "not_transactional"),
        (replace(CUSTOMER, versioned=True, columns={}), "versioned"),
    ],
)
def test_rows_that_cannot_be_erased_as_they_are_stored_are_named(
    customer: StructureTable, code: str
) -> None:
    """Rows of two tables in one, what cannot be taken back, what is kept for ever."""
    assert found(laid(customer)) == [(code, "customer")]


def test_a_foreign_key_of_a_mapped_table_must_be_a_reference_of_the_map() -> None:
    """The same columns to the same columns, as a link or to be cleared."""
    twice = replace(COMMENT, foreign_keys=(*COMMENT.foreign_keys, refers("stars", "customer")))
    assert found(laid(twice)) == [("foreign_key_missed", "talk.comment")]


def test_columns_of_the_key_are_never_cleared() -> None:
    """Rows are found by them; the others that may be null are enough."""
    mapping = parse(MAP)
    comment = mapping.tables["comment"]
    assert clearable(comment.via[0], comment, COMMENT) == ("author",)
    keyed = replace(COMMENT, primary_key=("author",))
    assert clearable(comment.via[0], comment, keyed) == ()


def test_unique_columns_tell_rows_apart_unless_they_may_be_null() -> None:
    """Null equals nothing, so that many rows may have it."""
    unique = table("t", column("a", nullable=False), column("b"), uniques=(("a",), ("b",)))
    assert unique.tells_apart(("a", "b"))
    assert unique.tells_apart(("id",))
    assert not unique.tells_apart(("b",))
    assert not replace(unique, primary_key=()).tells_apart(("id",))
