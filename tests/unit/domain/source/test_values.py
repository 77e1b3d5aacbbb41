"""A text becomes a value of a column, or none."""

import pytest

from amana.domain.source.structure import ColumnKind, StructureColumn
from amana.domain.source.values import fitting


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (ColumnKind.TEXT, "كلمة", "كلمة"),
        (ColumnKind.TEXT, "too long a text", None),
        (ColumnKind.TEXT, "a\x00b", None),
        (ColumnKind.INTEGER, "-12", -12),
        (ColumnKind.INTEGER, "9223372036854775807", 2**63 - 1),
        (ColumnKind.INTEGER, "9223372036854775808", None),
        (ColumnKind.INTEGER, "1.5", None),
        (ColumnKind.INTEGER, "0", 0),
        (ColumnKind.INTEGER, "01", None),
        (ColumnKind.INTEGER, "-0", None),
        (ColumnKind.NUMBER, "01", None),
        (ColumnKind.NUMBER, "0.5", "0.5"),
        (ColumnKind.INTEGER, "١٢", None),
        (ColumnKind.BOOLEAN, "true", True),
        (ColumnKind.BOOLEAN, "false", False),
        (ColumnKind.BOOLEAN, "1", None),
        (ColumnKind.NUMBER, "-1.50", "-1.50"),
        (ColumnKind.NUMBER, "1e5", None),
        (
            ColumnKind.UUID,
            "00000000-0000-0000-0000-00000000000A",
            "00000000-0000-0000-0000-00000000000A",
        ),
        (ColumnKind.UUID, "00000000", None),
        (ColumnKind.DATE, "2024-02-29", "2024-02-29"),
        (ColumnKind.DATE, "2023-02-29", None),
        (ColumnKind.TIME, "2024-02-29T10:00:00", "2024-02-29T10:00:00"),
        (ColumnKind.TIME, "noon", None),
        (ColumnKind.JSON, "{}", None),
    ],
)
def test_a_text_is_a_value_of_its_column_or_none(
    kind: ColumnKind, text: str, value: object
) -> None:
    """Nothing is cut, rounded or guessed."""
    own = StructureColumn(
        name="c", kind=kind, type="", length=12 if kind is ColumnKind.TEXT else None
    )
    assert fitting(own, text) == value
    assert type(fitting(own, text)) is type(value)
