"""What every source does alike, whatever database it is."""

from collections.abc import Mapping
from typing import Any, Protocol

import pytest

from amana.domain.period import Period
from amana.domain.source.outcome import Correction, Marked, Sought
from amana.sources.errors import (
    CannotRestrict,
    ColumnNotMapped,
    MapUnfit,
    NotApproved,
    NotErased,
    NotSeenAgain,
    RowsCameBack,
    RowsStranded,
    SourceTooSlow,
    ValueUnfit,
)
from amana.sources.opening import Limits, engine_of
from amana.sources.protocol import Source


class Shop(Protocol):
    """A shop's database, filled, as conftest makes it."""

    kind: str
    url: str

    def source(
        self, *, text: str = ..., changes: Mapping[str, str] | None = None, limits: Limits = ...
    ) -> Source:
        """Return the source with its map."""

    def run(self, *statements: str) -> None:
        """Run statements as the shop would."""

    def read(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query finds."""

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return everything in it."""


LIES = {
    "postgresql": (
        "create function lie() returns trigger language plpgsql as 'begin return null; end'",
        "create trigger lie before delete on news for each row execute function lie()",
    ),
    "mariadb": (
        "create trigger lie before update on comment for each row set new.byline = old.byline",
    ),
}
IN_SQLITE = ("create trigger lie before delete on news begin select raise(ignore); end",)
AGAIN = "begin insert into public.news values (old.email, old.topic); return null; end"
AT_COMMIT = (
    f"create function again() returns trigger language plpgsql as '{AGAIN}'",
    """create constraint trigger again after delete on news deferrable initially deferred
        for each row execute function again()""",
)
FLAGGED = """\
amana: 1
service: shop
source: shop
approved: true
tables:
  flagged: {erase: delete, person: {own: owner}, restrict: frozen}
  plain: {erase: delete, person: {own: owner}}
"""


DATED = """\
amana: 1
service: shop
source: shop
approved: true
tables:
  customer:
    erase: change
    person: {email: email}
    fold: [email]
    columns:
      email: {is: email, type: email, erase: pseudonym}
      born: {is: birth, erase: constant, value: "1900-01-01"}
"""


@pytest.mark.promise("A23")
def test_a_day_becomes_a_day_that_is_everybodys(a_shop: Shop, ann: Sought) -> None:
    """A constant is put into a column of days as into one of texts, and read back there."""
    a_shop.run("update customer set born = '1990-02-28'")
    a_shop.source(text=DATED).erase([ann])
    days = a_shop.read("select id, born from customer order by id")
    assert [str(day) for _, day in days] == ["1900-01-01", "1990-02-28", "1990-02-28"]


def test_what_is_theirs_is_counted_and_nothing_changes(a_shop: Shop, ann: Sought) -> None:
    """A dry run says how many rows of each table are a person's, and how many of them their own."""
    before = a_shop.rows()
    found = {each.table: (each.found, each.own) for each in a_shop.source().find([ann])}
    assert found == {
        "customer": (1, 1),
        "address": (1, 1),
        "order": (2, 2),
        "line": (2, 2),
        "gift": (1, 1),
        "invoice": (1, 1),
        "comment": (2, 1),
        "news": (3, 3),
    }
    assert a_shop.rows() == before


def test_whoever_is_nowhere_has_no_rows(a_shop: Shop) -> None:
    """Somebody who is unknown, or known by what no column could hold, is found nowhere."""
    nobody = Sought(
        person="x", identifiers={"email": ("no@x.example",), "own": ("a'b",), "shoe": ("44",)}
    )
    assert not [each for each in a_shop.source().find([nobody]) if each.found]
    assert not list(a_shop.source().copy([nobody]))


@pytest.mark.promise("A1", "A21", "A24")
def test_a_copy_holds_what_is_theirs_and_of_others_nothing(a_shop: Shop, ann: Sought) -> None:
    """Of shared content a copy has the content and the person's own part."""
    rows = list(a_shop.source().copy([ann]))
    assert {row.person for row in rows} == {"person-1"}
    comments = [dict(row.values) for row in rows if row.table == "comment"]
    assert sorted(comments, key=repr) == [
        {"byline": "Ann", "body": "one"},
        {"named": "Ann", "body": "two"},
    ]
    assert "Bob" not in {value for row in rows for value in row.values.values()}
    assert len([row for row in rows if row.table == "news"]) == 3


@pytest.mark.promise("A1", "A17", "A23")
def test_a_person_is_erased_from_every_table_and_others_stay(a_shop: Shop, ann: Sought) -> None:
    """Rows go, or stay without the person; what others wrote and own is as it was."""
    before = a_shop.rows()
    done = a_shop.source().erase([ann])
    after = a_shop.rows()
    assert [row[1] for row in after["customer"]] == ["bob@x.example", "cid@x.example"]
    assert [row[0] for row in after["address"]] == [2]
    word = ann.pseudonym
    assert [row[:4] for row in after["orders"]] == [
        (1, None, word, "0"),
        (2, None, word, "0"),
        (3, 2, "Bob", "+2"),
        (4, None, "Guest", "+3"),
    ]
    assert [row[:2] for row in after["Order Line"]] == [(3, 1)]
    assert [row[0] for row in after["gift"]] == [2]
    assert after["invoice"] == before["invoice"]
    assert after["comment"] == [
        (1, None, 2, 1, word, "Bob", "one"),
        (2, 2, None, None, "Bob", None, "two"),
        (3, 3, 3, 1, "Cid", "Cid", "three"),
    ]
    assert after["news"] == [("bob@x.example", "a")]
    told = {each.table: each for each in done.tables}
    assert (told["customer"].deleted, told["news"].deleted, told["line"].deleted) == (1, 3, 2)
    kept = told["invoice"]
    assert (kept.kept, kept.reason, kept.until) == (1, "Tax law", Period(years=10))
    assert done.kept_of == {ann.person: {"comment": 1, "invoice": 1}}
    assert done.read_back > 0
    assert not a_shop.source().left([ann])


def test_an_account_has_what_its_address_has_in_any_capitals(a_shop: Shop) -> None:
    """A link by what people are known by is compared as they are, where the map folds it."""
    a_shop.run(
        "update news set email = 'Ann@X.example' where topic = 'a' and email = 'ann@x.example'"
    )
    old = "    via: {customer: {table: customer, on: {email: email}}}\n"
    changes = {old: f"    person: {{email: email}}\n    fold: [email]\n{old}"}
    account = Sought(person="a", identifiers={"own": ("1",)}, pseudonym="x" * 12)
    a_shop.source(changes=changes).erase([account])
    assert a_shop.read("select email from news") == [("bob@x.example",)]


def test_an_erasure_done_twice_is_done_once(a_shop: Shop, ann: Sought) -> None:
    """Taken up again after it was done it finds nothing, and changes nothing."""
    a_shop.source().erase([ann])
    after = a_shop.rows()
    again = a_shop.source().erase([ann])
    assert not [each for each in again.tables if each.deleted or each.changed or each.unlinked]
    assert a_shop.rows() == after


def test_many_go_in_one_pass_as_one_after_another(a_shop: Shop, ann: Sought, bob: Sought) -> None:
    """Two persons together end as each alone would: shared content bears neither."""
    a_shop.source().erase([ann, bob])
    after = a_shop.rows()
    assert [row[0] for row in after["customer"]] == [3]
    assert [row[4:6] for row in after["comment"]] == [
        (ann.pseudonym, None),
        (bob.pseudonym, None),
        ("Cid", "Cid"),
    ]
    assert [row[2] for row in after["orders"]] == [ann.pseudonym] * 2 + [bob.pseudonym, "Guest"]


def test_what_is_left_anywhere_is_found(a_shop: Shop, ann: Sought) -> None:
    """An address that no link leads to any more is found by its column's type."""
    found = {each.table: each.found for each in a_shop.source().left([ann])}
    assert found == {"customer": 1, "news": 3}
    a_shop.source().erase([ann])
    a_shop.run("insert into news values ('ann@x.example', 'z')")
    assert [(each.table, each.found) for each in a_shop.source().left([ann])] == [("news", 1)]


def test_a_correction_reaches_their_own_rows_alone(a_shop: Shop, ann: Sought) -> None:
    """A new value stands in each row that is the person's, and in the part that speaks of them."""
    corrections = [
        Correction(table="customer", column="name", value="آن"),
        Correction(table="customer", column="born", value="1990-02-28"),
        Correction(table="comment", column="named", value="Anna"),
        Correction(table="order", column="phone", value=None),
    ]
    assert a_shop.source().correct(ann, corrections) == 5
    after = a_shop.rows()
    assert [row[2] for row in after["customer"]] == ["آن", "Bob", "سعيد"]
    assert str(after["customer"][0][3]) == "1990-02-28"
    assert [row[5] for row in after["comment"]] == ["Bob", "Anna", "Cid"]
    assert [row[3] for row in after["orders"]] == [None, None, "+2", "+3"]


def test_a_correction_that_fits_nowhere_changes_nothing(a_shop: Shop, ann: Sought) -> None:
    """A column that is not mapped, and a value that it cannot hold, are refused by name."""
    before = a_shop.rows()
    good = Correction(table="customer", column="name", value="Anna")
    for table, column in (("customer", "frozen"), ("nothing", "name")):
        with pytest.raises(ColumnNotMapped):
            a_shop.source().correct(ann, [good, Correction(table=table, column=column, value="x")])
    for column, value in (("born", "yesterday"), ("email", "x" * 121), ("email", None)):
        wrong = Correction(table="customer", column=column, value=value)
        with pytest.raises(ValueUnfit):
            a_shop.source().correct(ann, [good, wrong])
    assert a_shop.rows() == before


def test_restricting_marks_rows_where_the_map_can(a_shop: Shop, ann: Sought) -> None:
    """A table without a mark refuses for all; one with it is marked, and the mark taken off."""
    with pytest.raises(CannotRestrict):
        a_shop.source().restrict([ann])
    assert [bool(row[4]) for row in a_shop.rows()["customer"]] == [False] * 3
    a_shop.run("create table flagged (id integer primary key, owner varchar(20), frozen integer)")
    a_shop.run("insert into flagged values (1, 'ann', 0), (2, 'ann', 0), (3, 'bob', 0)")
    alone = a_shop.source(text=FLAGGED)
    them = Sought(person="x", identifiers={"own": ("ann",)})
    a_shop.run("create table plain (id integer primary key, owner varchar(20))")
    assert alone.restrict([them]) == Marked(rows=2, read_back=1)
    assert a_shop.read("select frozen from flagged order by id") == [(1,), (1,), (0,)]
    assert alone.restrict([them], on=False) == Marked(rows=2, read_back=1)
    assert a_shop.read("select frozen from flagged order by id") == [(0,), (0,), (0,)]
    assert not list(alone.copy([them]))
    assert [each.deleted for each in alone.erase([them]).tables] == [2, 0]


def test_nothing_is_changed_by_a_map_that_nobody_approved(a_shop: Shop, ann: Sought) -> None:
    """Such a map may count and copy, and no more."""
    source = a_shop.source(changes={"approved: true": "approved: false"})
    assert source.find([ann])
    with pytest.raises(NotApproved):
        source.erase([ann])
    with pytest.raises(NotApproved):
        source.restrict([ann])
    with pytest.raises(NotApproved):
        source.correct(ann, [Correction(table="customer", column="name", value="x")])


def test_a_map_that_misses_a_key_to_what_is_deleted_is_refused(a_shop: Shop, ann: Sought) -> None:
    """The foreign key is named before anything happens."""
    before = a_shop.rows()
    missed = "    unlink:\n      favourite: {table: address, on: {favourite_id: id}}\n"
    with pytest.raises(MapUnfit) as raised:
        a_shop.source(changes={missed: ""}).erase([ann])
    (misfit,) = raised.value.misfits
    assert misfit.code == "source.foreign_key_missed"
    expected = {"table": "customer", "columns": "favourite_id", "other": "address"}
    assert misfit.fields == expected
    assert a_shop.rows() == before


def test_a_key_that_was_made_since_the_last_look_is_seen(a_shop: Shop, ann: Sought) -> None:
    """A source keeps the structure that it read no longer than it is so."""
    source = a_shop.source()
    assert source.find([ann]) == source.find([ann])
    a_shop.run(
        "create table prize (id integer primary key,"
        " address_id integer not null references address (id))"
    )
    with pytest.raises(MapUnfit) as raised:
        source.erase([ann])
    assert [each.code for each in raised.value.misfits] == ["source.foreign_key_missed"]
    a_shop.run("drop table prize")
    assert source.erase([ann]).read_back > 0


def test_a_source_that_lies_is_found_out_and_all_is_taken_back(a_shop: Shop, ann: Sought) -> None:
    """The database says that it did as told, and the row is as it was."""
    a_shop.run(*LIES.get(a_shop.kind, IN_SQLITE))
    before = a_shop.rows()
    with pytest.raises(NotErased):
        a_shop.source().erase([ann])
    assert a_shop.rows() == before


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_rows_that_come_back_at_the_commit_are_told_as_such(a_shop: Shop, ann: Sought) -> None:
    """What is committed cannot be taken back, and the error does not say that it was."""
    a_shop.run(*AT_COMMIT)
    before = a_shop.rows()
    with pytest.raises(RowsCameBack) as raised:
        a_shop.source().erase([ann])
    assert raised.value.fields == {"table": "news", "count": 3}
    after = a_shop.rows()
    assert after["news"] == before["news"]
    assert len(after["customer"]) == len(before["customer"]) - 1


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_committed_erasure_that_cannot_be_looked_at_is_not_said_to_have_failed(
    a_shop: Shop, ann: Sought
) -> None:
    """What the database refuses after the commit no more means that nothing was changed."""
    a_shop.run(
        *(
            text.replace(AGAIN, "begin drop table if exists public.gift; return null; end")
            for text in AT_COMMIT
        )
    )
    with pytest.raises(NotSeenAgain):
        a_shop.source().erase([ann])
    assert a_shop.read("select id from customer order by id") == [(2,), (3,)]


def test_rows_that_would_be_left_behind_are_named_before_anything_happens(
    a_shop: Shop, ann: Sought
) -> None:
    """A reference that cannot be cleared, from a row of somebody else, stops an erasure."""
    a_shop.run(
        "create table prize (id integer primary key,"
        " address_id integer not null references address (id))",
        "insert into prize values (1, 1), (2, 2)",
    )
    prize = (
        "  prize:\n    erase: delete\n    person: {own: id}\n"
        "    unlink: {address: {table: address, on: {address_id: id}}}\n"
    )
    source = a_shop.source(changes={"  order:\n": f"{prize}  order:\n"})
    before = a_shop.rows()
    with pytest.raises(RowsStranded) as raised:
        source.find([ann])
    assert raised.value.fields == {"table": "prize", "other": "address", "count": 1}
    with pytest.raises(RowsStranded):
        source.erase([ann])
    stays = a_shop.source(changes={"  order:\n": f"{prize.replace('delete', 'change')}  order:\n"})
    with pytest.raises(RowsStranded):
        stays.erase([ann])
    assert a_shop.rows() == before


def test_a_locked_source_is_given_up_in_time(a_shop: Shop, ann: Sought) -> None:
    """Another who holds the rows makes the erasure end with nothing changed."""
    before = a_shop.rows()
    engine = engine_of(a_shop.url, Limits())
    with engine.connect() as other:
        at = "public.customer" if a_shop.kind == "postgresql" else "customer"
        held = f"update {at} set name = 'x' where id = 1"  # noqa: S608 - a name of ours
        other.exec_driver_sql(held)
        with pytest.raises(SourceTooSlow):
            a_shop.source(limits=Limits(lock_seconds=1)).erase([ann])
        other.rollback()
    assert a_shop.rows() == before
