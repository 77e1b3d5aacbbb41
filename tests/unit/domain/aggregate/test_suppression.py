"""No small figure leaves, and none can be worked out from those that do."""

import itertools
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.aggregate.errors import TableUnfit
from amana.domain.aggregate.suppression import Shown, recoverable, released
from amana.domain.aggregate.table import OTHER, TOTAL, Breakdown, Cell, Table


def _table(*categories: tuple[str, ...]) -> Table:
    by = tuple(Breakdown(field=f"f{i}", categories=each) for i, each in enumerate(categories))
    return Table(name="t", record="r", by=by, to="partner", for_="figures")


def _counts(inner: Mapping[Cell, int], table: Table) -> dict[Cell, int]:
    people = [
        {f"f{i}": category for i, category in enumerate(cell)}
        for cell, count in inner.items()
        for _ in range(count)
    ]
    return table.counted(people)


def _possible(shown: Shown, inner: Sequence[Cell], beyond: int) -> dict[Cell, set[int]]:
    """Return every value that each cell can have, tried out over all tables with these figures.

    What is left out is tried up to ``beyond`` what it is at most: if it can be another value, it
    can be one more or one less.
    """
    values = [range(beyond) if shown[each] is None else (shown[each] or 0,) for each in inner]
    found: dict[Cell, set[int]] = {cell: set() for cell in shown}
    for tried in itertools.product(*values):
        sums: dict[Cell, int] = dict.fromkeys(shown, 0)
        for each, value in zip(inner, tried, strict=True):
            for place in itertools.product(*((category, TOTAL) for category in each)):
                sums[place] += value
        if all(known is None or sums[place] == known for place, known in shown.items()):
            for cell, value in sums.items():
                found[cell].add(value)
    return found


_FLAT = _table(("a", "b"))
_SQUARE = _table(("a",), ("x",))


@pytest.mark.promise("K16")
@given(st.lists(st.integers(0, 9), min_size=3, max_size=3), st.integers(2, 5))
def test_no_small_cell_of_a_flat_table_can_be_worked_out(values: list[int], least: int) -> None:
    """Tried out over every table that has the same figures: each small cell has several values."""
    inner = [("a",), ("b",), (OTHER,)]
    counts = _counts(dict(zip(inner, values, strict=True)), _FLAT)
    shown = released(counts, at_least=least)
    possible = _possible(shown, inner, beyond=11)
    for cell, count in counts.items():
        if count < least:
            assert shown[cell] is None
            assert len(possible[cell]) > 1


@pytest.mark.promise("K16")
@given(st.lists(st.integers(0, 5), min_size=4, max_size=4), st.integers(2, 4))
def test_no_small_cell_of_a_table_in_two_ways_can_be_worked_out(
    values: list[int], least: int
) -> None:
    """Rows, columns and totals together do not say it either."""
    inner = [("a", "x"), ("a", OTHER), (OTHER, "x"), (OTHER, OTHER)]
    counts = _counts(dict(zip(inner, values, strict=True)), _SQUARE)
    shown = released(counts, at_least=least)
    possible = _possible(shown, inner, beyond=7)
    for cell, count in counts.items():
        assert shown[cell] in {None, count}
        if count < least:
            assert shown[cell] is None
            assert len(possible[cell]) > 1


@given(
    st.lists(st.integers(0, 40), min_size=12, max_size=12),
    st.lists(st.integers(0, 40), min_size=12, max_size=12),
    st.integers(2, 8),
)
def test_what_changed_by_few_is_left_out(first: list[int], second: list[int], least: int) -> None:
    """No difference between two releases of a table is a small group, in any cell or total."""
    table = _table(("a", "b", "c"), ("x", "y"))
    inner = list(itertools.product(("a", "b", "c", OTHER), ("x", "y", OTHER)))
    before = released(_counts(dict(zip(inner, first, strict=True)), table), at_least=least)
    counts = _counts(dict(zip(inner, second, strict=True)), table)
    after = released(counts, at_least=least, earlier=[before])
    hidden = [cell for cell, count in after.items() if count is None]
    for cell, count in after.items():
        known = before[cell]
        if known is not None and 0 < abs(counts[cell] - known) < least:
            assert count is None
            assert not recoverable(cell, counts, hidden)


def test_a_table_without_small_cells_is_whole() -> None:
    """Nothing is left out that need not be."""
    counts = _counts({("a", "x"): 9, ("a", OTHER): 8, (OTHER, "x"): 7, (OTHER, OTHER): 6}, _SQUARE)
    assert released(counts, at_least=5) == counts
    assert counts[TOTAL, TOTAL] == 30


def test_one_small_cell_takes_others_with_it() -> None:
    """Alone it would follow from its row's total."""
    counts = _counts({("a",): 20, ("b",): 2, (OTHER,): 9}, _FLAT)
    assert released(counts, at_least=5) == {("a",): 20, ("b",): None, (OTHER,): None, ("",): 31}


@pytest.mark.parametrize(
    "by",
    [
        (),
        (Breakdown(field="f", categories=("a",)),) * 2,
        (Breakdown(field="f", categories=()),),
        (Breakdown(field="f", categories=("a", "a")),),
        (Breakdown(field="f", categories=(OTHER,)),),
        tuple(Breakdown(field=str(each), categories=("a",)) for each in range(3)),
    ],
)
def test_a_table_that_is_none_is_refused(by: tuple[Breakdown, ...]) -> None:
    """Without breakdowns, with too many, or with categories that say nothing."""
    with pytest.raises(TableUnfit):
        Table(name="t", record="r", by=by, to="partner", for_="figures")


@pytest.mark.promise("K16")
@given(st.lists(st.integers(0, 30), min_size=9, max_size=9), st.integers(2, 8))
def test_what_is_left_out_of_a_line_is_together_nobody_or_enough(
    values: list[int], least: int
) -> None:
    """A row's total less what it shows is no small group either."""
    table = _table(("a", "b"), ("x", "y"))
    inner = list(itertools.product(("a", "b", OTHER), ("x", "y", OTHER)))
    shown = released(
        counts := _counts(dict(zip(inner, values, strict=True)), table), at_least=least
    )
    for row in ("a", "b", OTHER, TOTAL):
        out = [column for column in ("x", "y", OTHER) if shown[row, column] is None]
        if out and shown[row, TOTAL] is not None:
            assert not 0 < sum(counts[row, column] for column in out) < least


def test_one_person_beside_nobody_is_not_told_by_the_total() -> None:
    """Nobody and one person are left out together, and still would be one person."""
    counts = _counts({("a",): 1, ("b",): 0, (OTHER,): 50}, _FLAT)
    shown = released(counts, at_least=5)
    assert [cell for cell, count in shown.items() if count is not None] in ([], [(OTHER,)], [("",)])


def test_what_was_left_out_stays_out() -> None:
    """Else a later release would tell what the earlier one left out, of whoever stood still."""
    table = _table(("doha", "rayyan", "wakra"))
    before: dict[Cell, int] = {("doha",): 20, ("rayyan",): 3, ("wakra",): 10, (OTHER,): 27}
    first = released(_counts(before, table), at_least=5)
    assert first["rayyan",] is None
    assert first["wakra",] is None
    second = released(_counts({**before, (OTHER,): 8}, table), at_least=5, earlier=[first])
    assert second["rayyan",] is None
    assert second["wakra",] is None


def test_a_cell_that_became_small_is_not_told_by_one_that_stood_still() -> None:
    """Its neighbour is known from before: something else has to hide it."""
    first = released(_counts({("a",): 10, ("b",): 20, (OTHER,): 30}, _FLAT), at_least=5)
    assert None not in first.values()
    counts = _counts({("a",): 3, ("b",): 20, (OTHER,): 30}, _FLAT)
    second = released(counts, at_least=5, earlier=[first])
    assert second["a",] is None
    assert second["",] is None


def test_few_who_joined_what_is_left_out_are_not_told() -> None:
    """Two more among those left out would show by two totals."""
    table = _table(("a", "b"))
    first = released(_counts({("a",): 3, ("b",): 7, (OTHER,): 30}, table), at_least=5)
    assert first["a",] is first["b",] is None
    counts = _counts({("a",): 3, ("b",): 9, (OTHER,): 40}, table)
    second = released(counts, at_least=5, earlier=[first])
    assert None in {second[OTHER,], second["",]}
