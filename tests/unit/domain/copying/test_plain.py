"""Values of any database as JSON has them."""

import json
import math
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.copying.plain import common, plain
from amana.domain.copying.shape import Datatype

D = Datatype


@pytest.mark.parametrize(
    ("value", "said", "of"),
    [
        (None, None, None),
        (True, True, D.BOOLEAN),
        (7, 7, D.INTEGER),
        (2**60, str(2**60), D.STRING),
        (0.5, 0.5, D.NUMBER),
        (math.inf, "inf", D.STRING),
        ("نص", "نص", D.STRING),
        ("half \ud800", "half ?", D.STRING),
        (date(2026, 1, 2), "2026-01-02", D.DATE),
        (datetime(2026, 1, 2, 3, tzinfo=UTC), "2026-01-02T03:00:00+00:00", D.DATETIME),
        (time(3, 4), "03:04:00", D.STRING),
        (timedelta(hours=1), "1:00:00", D.STRING),
        (Decimal("1.10"), "1.10", D.STRING),
        (UUID(int=7), str(UUID(int=7)), D.STRING),
        (b"\x00\xff", "AP8=", D.BYTES),
        (memoryview(b"a"), "YQ==", D.BYTES),
        ({"a": (1, date(2026, 1, 2))}, {"a": [1, "2026-01-02"]}, D.JSON),
        ({"b", "a"}, ["a", "b"], D.JSON),
    ],
)
def test_every_value_has_a_form_in_json(value: object, said: object, of: Datatype | None) -> None:
    """Numbers keep their digits, instants are RFC 3339, bytes base64; all else is its text."""
    assert plain(value) == (said, of)


def test_what_lies_too_deep_becomes_its_text() -> None:
    """A list in a list in a list ends somewhere, and JSON is still JSON."""
    deep: list[Any] = []
    for _ in range(100):
        deep = [deep]
    written = json.dumps(plain(deep)[0])
    assert 60 < written.count("[") <= 200
    assert isinstance(json.loads(written), list)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_whatever_is_held_can_be_written_as_utf_8(value: object) -> None:
    """No value stops a copy."""
    text = json.dumps(plain(value)[0], ensure_ascii=False, allow_nan=False)
    assert text.encode("utf-8")


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (None, D.DATE, D.DATE),
        (D.DATE, None, D.DATE),
        (D.DATE, D.DATE, D.DATE),
        (D.INTEGER, D.NUMBER, D.NUMBER),
        (D.INTEGER, D.DATE, D.STRING),
        (None, None, None),
    ],
)
def test_a_column_of_two_types_is_what_holds_both(
    one: Datatype | None, other: Datatype | None, both: Datatype | None
) -> None:
    """Else it is text."""
    assert common(one, other) is both
