"""What is kept back from a copy because it speaks of somebody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.copying.redaction import BLOT, blot, blotted, columns_of_others
from amana.domain.record.types import ValueType
from amana.domain.source.model import RowFate, SourceColumn, SourceTable

OWN = ("layla@people.example", "+97455667788")
TABLE = SourceTable(
    id="booking",
    name="booking",
    fate=RowFate.DELETE,
    columns=(
        SourceColumn(name="client", category="name", of="client"),
        SourceColumn(name="note", category="note"),
        SourceColumn(name="contact", category="email", type=ValueType.EMAIL),
        SourceColumn(name="mine", category="note", of="provider"),
    ),
)


@pytest.mark.promise("A24")
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("write to omar@people.example.", f"write to {BLOT}"),
        ("write to LAYLA@people.example.", "write to LAYLA@people.example."),
        ("اتصل على ٠٠٩٧٤ ٥٥١٢ ٣٤٥٦ اليوم", f"اتصل على {BLOT} اليوم"),
        ("call +974 5512-3456 or 5566 7788", f"call {BLOT} or 5566 7788"),
        ("room 12, floor 3", "room 12, floor 3"),
        ("nothing", "nothing"),
    ],
)
def test_addresses_of_others_are_blotted_out_of_free_text(text: str, left: str) -> None:
    """The person's own stay, however they are written; so does all else."""
    assert blot(text, OWN) == left


def test_a_number_too_short_to_be_known_again_is_nobodys() -> None:
    """An own address of a few digits lets no number pass."""
    assert blot("55123456", ("456",)) == BLOT


@given(st.text())
def test_blotting_twice_is_blotting_once(text: str) -> None:
    """What is left holds nothing to blot out."""
    once = blot(text, OWN)
    assert blot(once, OWN) == once


def test_only_free_text_that_the_map_gives_to_nobody_is_blotted() -> None:
    """A column of a link speaks of its person, and a typed one is what the map says."""
    values = {
        "note": "omar@people.example",
        "contact": "omar@people.example",
        "mine": "omar@people.example",
    }
    assert blotted(TABLE, values, OWN) == {"note": BLOT}
    assert blotted(TABLE, {"note": None}, OWN) == {}
    assert blotted(TABLE, {"note": "hello"}, OWN) == {}


def test_columns_that_a_source_left_out_are_named() -> None:
    """They are somebody else's by the map."""
    assert columns_of_others(TABLE, {"note": "", "contact": "", "mine": ""}) == ("client",)
