"""Which cells of a table are left out, so that no small group can be worked out from the others.

A cell over fewer people than promised is left out (primary suppression). So is one that differs
from an earlier release of the same table by fewer, for their difference would be a small group;
and what an earlier release left out stays out, for what stood still meanwhile would tell it. Then
more are left out until none of these follows from what stays (complementary), and until what is
left out of a row or column is together nobody or as many people as promised, and no few more or
fewer than was left out of it before.

Whether a cell follows is decided exactly. Rows, columns and totals make a network in which every
cell is an arc and every sum a node; cells that are left out can take other values, with all sums
as they are and no cell below zero, if and only if their arc lies on a cycle of the residual
network (Ahuja, Magnanti, Orlin, *Network Flows*, chapter 2). Without such a cycle somebody who
subtracts finds the cell. A cell that an earlier release showed with the value that it has now
passes for known: who takes it to have stood still is right.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from amana.domain.aggregate.table import TOTAL, Cell

Counts: TypeAlias = Mapping[Cell, int]
Shown: TypeAlias = Mapping[Cell, int | None]
"""A released table: ``None`` is left out."""
_Node: TypeAlias = tuple[str, str]
_FLAT: Final = 1


def released(counts: Counts, *, at_least: int, earlier: Sequence[Shown] = ()) -> Shown:
    """Return the table as it may leave, over groups of at least so many people."""
    sensitive = {cell for cell in counts if _is_sensitive(cell, counts, at_least, earlier)}
    sensitive |= {cell for shown in earlier for cell, count in shown.items() if count is None}
    guessed = {
        cell for shown in earlier for cell, count in shown.items() if count == counts.get(cell)
    }
    hidden = sensitive & counts.keys()
    before = -1
    while before < len(hidden):
        before = len(hidden)
        for cell in sorted(hidden - guessed):
            while recoverable(cell, counts, hidden - guessed) and hidden < counts.keys():
                hidden.add(_next_hidden(cell, counts, hidden, guessed))
        for line in _lines(counts):
            if _tells_few(line, counts, hidden, at_least, earlier):
                hidden.add(_more_of(line, counts, hidden))
    return {cell: None if cell in hidden else count for cell, count in counts.items()}


def recoverable(cell: Cell, counts: Counts, hidden: Collection[Cell]) -> bool:
    """Tell whether the cell's value follows from all that is not hidden."""
    tail, head = _arc(cell)
    others = [each for each in hidden if each != cell]
    up = _reaches(head, tail, others, counts)
    return not (up or (counts[cell] > 0 and _reaches(tail, head, others, counts)))


def _is_sensitive(cell: Cell, counts: Counts, at_least: int, earlier: Iterable[Shown]) -> bool:
    count = counts[cell]
    if count < at_least:
        return True
    known = (shown[cell] for shown in earlier if shown.get(cell) is not None)
    return any(0 < abs(count - before) < at_least for before in known if before is not None)


def _next_hidden(
    cell: Cell, counts: Counts, hidden: Collection[Cell], guessed: Collection[Cell]
) -> Cell:
    """Return the smallest cell that hides this one by itself; else the smallest near it."""
    rest = sorted((each for each in counts if each not in hidden), key=lambda c: (counts[c], c))
    useful = [each for each in rest if each not in guessed]
    known = set(guessed)
    alone = (each for each in useful if not recoverable(cell, counts, {*hidden, each} - known))
    ends = set(_arc(cell))
    near = (each for each in useful if ends & set(_arc(each)))
    return next(alone, None) or next(near, None) or (useful or rest)[0]


def _lines(counts: Counts) -> list[tuple[Cell, ...]]:
    """Return the cells of each row and column, and of the totals' own; the total stands last."""
    ways = len(next(iter(counts)))
    found: dict[tuple[int, Cell], list[Cell]] = {}
    for cell in counts:
        for way in range(ways):
            found.setdefault((way, (*cell[:way], *cell[way + 1 :])), []).append(cell)
    return [
        tuple(sorted(line, key=lambda cell, way=way: (cell[way] == TOTAL, cell)))  # type: ignore[misc]
        for (way, _), line in found.items()
    ]


def _tells_few(
    line: Sequence[Cell],
    counts: Counts,
    hidden: Collection[Cell],
    at_least: int,
    earlier: Iterable[Shown],
) -> bool:
    """Tell whether what is left out of a line is together few people, or few more than before."""
    *inner, total = line
    out = {cell for cell in inner if cell in hidden}
    if total in hidden or not out:
        return False
    together = sum(counts[cell] for cell in out)
    known = [
        shown[total] - sum(shown[cell] or 0 for cell in inner)  # type: ignore[operator]
        for shown in earlier
        if shown.get(total) is not None and {c for c in inner if shown.get(c) is None} == out
    ]
    return 0 < together < at_least or any(0 < abs(together - each) < at_least for each in known)


def _more_of(line: Sequence[Cell], counts: Counts, hidden: Collection[Cell]) -> Cell:
    """Return what else of the line is left out: its smallest cell with people, else its total."""
    *inner, total = line
    rest = [cell for cell in inner if cell not in hidden and counts[cell]]
    return min(rest, key=lambda cell: (counts[cell], cell), default=total)


def _reaches(start: _Node, end: _Node, hidden: Iterable[Cell], counts: Counts) -> bool:
    """Tell whether a path of the residual network leads there."""
    ways: dict[_Node, list[_Node]] = {}
    for cell in hidden:
        tail, head = _arc(cell)
        ways.setdefault(tail, []).append(head)
        if counts[cell] > 0:
            ways.setdefault(head, []).append(tail)
    met, waiting = {start}, [start]
    while waiting:
        for node in ways.get(waiting.pop(), ()):
            if node not in met:
                met.add(node)
                waiting.append(node)
    return end in met


def _arc(cell: Cell) -> tuple[_Node, _Node]:
    """Return the two sums in which the cell stands: it takes from the one, and gives to the other.

    A table with one breakdown has one sum: its other end is the same sum said the other way.
    """
    if len(cell) == _FLAT:
        ends = ("row", TOTAL), ("column", TOTAL)
        return ends if cell[0] != TOTAL else (ends[1], ends[0])
    row, column = ("row", cell[0]), ("column", cell[1])
    forward = (cell[0] == TOTAL) == (cell[1] == TOTAL)
    return (row, column) if forward else (column, row)
