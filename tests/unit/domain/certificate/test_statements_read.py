"""What a certificate states is read back as it was written, and nothing else is believed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import pytest

from amana.domain.certificate.reading import statement_of
from amana.domain.certificate.statement import (
    ErasedPlace,
    ErasedRows,
    KeptPart,
    NamedEntry,
    Statement,
    ToldRecipient,
    statement_body,
)
from amana.domain.ledger.entry import Json
from amana.domain.ledger.errors import MalformedReceipt

AT: Final = datetime(2026, 11, 22, 9, tzinfo=UTC)
PLACE: Final = ErasedPlace(
    place="shop",
    tables=(ErasedRows(table="orders", deleted=3, kept=1), ErasedRows(table="notes")),
    read_back_at=AT,
    together=2,
    looks=4,
)
FULL: Final = Statement(
    erasure="e",
    request="r",
    ids=2,
    begun_at=AT,
    closed_at=AT,
    epoch=3,
    places=(PLACE, ErasedPlace(place="own-records", tables=(), read_back_at=AT)),
    kept=(
        KeptPart(place="shop", table="orders", reason="tax", until="P10Y"),
        KeptPart(place="shop", table="orders", reason="tax", until=None),
    ),
    recipients=(
        ToldRecipient(recipient="courier", contact="x@example.org", told_at=AT, answered_at=AT),
        ToldRecipient(recipient="bank", contact=None),
    ),
    entries=(NamedEntry(act="erase", position=0, leaf_hash=bytes(32)),),
    categories=("email",),
)
BARE: Final = Statement(
    erasure="e",
    request=None,
    ids=1,
    begun_at=AT,
    closed_at=AT,
    epoch=None,
    places=(PLACE,),
    entries=FULL.entries,
)


@pytest.mark.parametrize("stated", [FULL, BARE])
def test_a_statement_is_read_as_it_was_written(stated: Statement) -> None:
    """Nothing is lost between the two, whatever is left out."""
    assert statement_of(statement_body(stated)) == stated


@pytest.mark.parametrize(
    ("looks", "at_most", "nothing"),
    [
        (0, (), True),
        (0, (ErasedRows(table="orders", deleted=3),), False),
        (4, (), False),
        (None, (), False),
    ],
)
def test_nothing_was_there_where_no_pass_can_have_erased_anything(
    looks: int | None, at_most: tuple[ErasedRows, ...], *, nothing: bool
) -> None:
    """A pass whose end nobody saw found something; of our own records no looks are counted."""
    assert replace(PLACE, looks=looks, at_most=at_most).nothing_there is nothing


def test_only_what_became_something_is_counted() -> None:
    """A table of which nothing was done says so."""
    assert [each.counted for each in PLACE.tables] == [True, False]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("categories", {}),
        ("places", {}),
        ("key", ()),
        ("ids", True),
        ("begun_at", "today"),
        ("places", (1,)),
    ],
)
def test_what_is_no_statement_is_refused(name: str, value: Json) -> None:
    """Whatever of it has another form."""
    with pytest.raises(MalformedReceipt):
        statement_of({**statement_body(FULL), name: value})


def test_a_lacking_part_is_refused() -> None:
    """Nothing stands for what is not there."""
    with pytest.raises(MalformedReceipt):
        statement_of({})
