"""What passes through a source were about to do, where nobody heard whether it was committed.

A source commits by itself, and we afterwards: killed between both, the next pass finds nothing
any more. What a pass is about to do is noted before its source commits. A pass that comes to its
end and finds at least as much shows that what was noted stood there still; else what was noted is
told as what was done at most.
"""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from amana.domain.ledger.entry import Json
from amana.storage.request_parts import PartRow

DONE_TO_ROWS: Final = ("deleted", "changed", "unlinked")
"""What is counted of the rows of a table."""
Tables: TypeAlias = Sequence[Mapping[str, Json]]
"""A mapping a table: its name, and counts."""


def done_to_rows(counts: Tables) -> Tables:
    """Return what is done to each table, without tables to which nothing is."""
    return summed([], counts)


def summed(before: Tables, now: Tables) -> Tables:
    """Return what two passes did to each table, without what neither did."""
    tables: dict[str, dict[str, int]] = {}
    for each in (*before, *now):
        table = tables.setdefault(str(each["table"]), dict.fromkeys(DONE_TO_ROWS, 0))
        for name in DONE_TO_ROWS:
            table[name] += rows_of(each, name)
    return tuple(
        {"table": name, **{verb: rows for verb, rows in table.items() if rows}}
        for name, table in tables.items()
        if any(table.values())
    )


def still_at_most(part: PartRow, together: Sequence[PartRow], found: Tables) -> Tables:
    """Return what earlier passes did at most, once one found so much for ``together``.

    What it found says something of those earlier ones only where all that it went through was
    in the last of them.
    """
    within = part.noted_by is not None and {each.noted_by for each in together} == {part.noted_by}
    if within and _covers(found, part.at_most):
        return ()
    return part.at_most


def rows_of(table: Mapping[str, Json], name: str) -> int:
    """Return a count of a table's rows; 0 where there is none."""
    rows = table.get(name)
    return rows if isinstance(rows, int) else 0


def _covers(found: Tables, noted: Tables) -> bool:
    """Tell whether at least as much was found in each table as had been noted."""
    by_table = {str(each["table"]): each for each in found}
    return all(
        rows_of(by_table.get(str(each["table"]), {}), name) >= rows_of(each, name)
        for each in noted
        for name in DONE_TO_ROWS
    )
