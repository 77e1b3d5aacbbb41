"""Several columns of one kind of identifier: each finds the person, and each is read back."""

from typing import Any, Protocol

import pytest

from amana.domain.source.outcome import Sought
from amana.sources.protocol import Source


class Shop(Protocol):
    """A shop's database, as conftest makes it."""

    def source(self, *, text: str = ...) -> Source:
        """Return the source with its map."""

    def run(self, *statements: str) -> None:
        """Run statements as the shop would."""

    def read(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query finds."""


MAP = """\
amana: 1
service: shop
source: shop
approved: true
tables:
  payer:
    erase: {fate}
    person: {{email: [mail, billing], own: mark}}
    fold: [email]
    columns:
      mail: {{is: email, type: email{what}}}
      billing: {{is: email, type: email{what}}}
"""
DELETED = MAP.format(fate="delete", what="")
CLEARED = MAP.format(fate="change", what=", erase: clear")
MADE = (
    "create table payer (id int primary key, mail varchar(80), billing varchar(80), mark text)",
    "insert into payer values (1, 'ann@x.example', null, 'm1')",
    "insert into payer values (2, null, 'Ann@x.example', 'm2')",
    "insert into payer values (3, 'ann@x.example', 'ann@x.example', 'm3')",
    "insert into payer values (4, 'bob@x.example', 'bob@x.example', 'm4')",
    "insert into payer values (5, null, null, null)",
)


@pytest.mark.promise("A1", "A23", "A29")
def test_each_column_finds_the_person_and_a_row_counts_once(a_shop: Shop, ann: Sought) -> None:
    """By the one, by the other, and by both; others' rows and nobody's stay."""
    a_shop.run(*MADE)
    source = a_shop.source(text=DELETED)
    (found,) = source.find([ann])
    assert (found.found, found.own) == (3, 3)
    assert len(list(source.copy([ann]))) == 3
    done = source.erase([ann])
    assert [each.deleted for each in done.tables] == [3]
    assert not done.left_of
    assert a_shop.read("select id from payer order by id") == [(4,), (5,)]


@pytest.mark.promise("A17", "A29")
def test_what_a_second_column_holds_is_read_back(a_shop: Shop, ann: Sought) -> None:
    """Rows that stay are changed in both, and nothing of the person is left in either."""
    a_shop.run(*MADE)
    source = a_shop.source(text=CLEARED)
    assert [each.table for each in source.left([ann])] == ["payer"]
    done = source.erase([ann])
    assert [each.changed for each in done.tables] == [3]
    assert source.left([ann]) == ()
    assert a_shop.read("select mail, billing from payer order by id") == [
        (None, None),
        (None, None),
        (None, None),
        ("bob@x.example", "bob@x.example"),
        (None, None),
    ]
