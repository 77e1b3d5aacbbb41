"""What stands in a copy that is handed out: all of it, or what is the person's to take along."""

from collections.abc import Iterator
from dataclasses import replace

from amana.acts.copies.about import ABOUT
from amana.acts.copies.fetching import OpenedCopy
from amana.domain.copying.shape import CopyRow, CopySection, CopyTable


def sections_in(copy: OpenedCopy, *, portable: bool) -> Iterator[tuple[int, CopySection]]:
    """Yield the sections with their places; to take along only tables with something of theirs."""
    for at, section in enumerate(copy.sections):
        if not portable:
            yield at, section
        elif section.id != ABOUT:
            tables = tuple(_portable(table) for table in section.tables if table.portable)
            yield at, replace(section, tables=tuple(it for it in tables if it.columns))


def rows_in_table(
    copy: OpenedCopy, section: int, table: CopyTable, *, portable: bool
) -> Iterator[CopyRow]:
    """Yield the rows of a table as ``sections_in`` lays it out."""
    kept = {column.name for column in table.columns}
    whole = next(each for each in copy.sections[section].tables if each.id == table.id)
    for row in copy.rows(section, whole):
        if not portable:
            yield row
        elif row.portable:
            values = {name: value for name, value in row.values.items() if name in kept}
            yield replace(
                row, values=values, withheld=tuple(it for it in row.withheld if it in kept)
            )


def _portable(table: CopyTable) -> CopyTable:
    return replace(table, columns=tuple(each for each in table.columns if each.portable))
