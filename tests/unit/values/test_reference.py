"""The reference of value types names every type, with its longest form."""

from pathlib import Path

from amana.domain.record.types import LONGEST, ValueType
from amana.values.identity import RULES

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "value-types.md"


def test_every_type_stands_in_the_reference_with_its_bound() -> None:
    """A row for each, and its most characters."""
    rows = [line.split("|") for line in PAGE.read_text(encoding="utf-8").splitlines()]
    told = {row[1].strip(): row[4].strip() for row in rows if len(row) == 6}
    assert {name: told.get(f"`{name}`") for name in ValueType} == {
        name: f"{LONGEST[name]:,}" for name in ValueType
    }


def test_every_country_with_identity_numbers_stands_in_the_reference() -> None:
    """With what is looked at."""
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"| {country} |" in text for country in RULES)
