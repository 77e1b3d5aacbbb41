"""What a copy is made of: places that hold something about a person, each with its rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from amana.domain.copying.plain import plain
from amana.domain.copying.redaction import blotted, columns_of_others
from amana.domain.copying.shape import CopyColumn, CopyRow, CopyTable
from amana.domain.source.model import SourceMap
from amana.domain.source.outcome import CopiedRow
from amana.domain.words import Words
from amana.storage.database import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One place, its tables in their order, and its rows, read only as they are taken."""

    id: str
    source: bool
    tables: tuple[CopyTable, ...]
    rows: Callable[[], Iterator[CopyRow]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSection:
    """What a source holds about one person: its map, and the rows as the source gives them."""

    name: str
    mapping: SourceMap
    rows: Callable[[], Iterator[CopiedRow]]
    """Opens it: raises ``SourceAway`` where it cannot be, and what is our own fault as it is.

    Going through the rows raises what the source raises.
    """


class SourceAway(Exception):
    """A source could not be read to its end; ``why`` is what it raised."""

    def __init__(self, why: Exception) -> None:
        """Note what the source raised."""
        super().__init__()
        self.why = why


FromSources: TypeAlias = Callable[[Storage, str, str], Sequence[SourceSection]]
"""Returns what each approved source of a service holds about the person of this id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known for a section of a source."""

    categories: Mapping[str, Words]
    """How the policy calls each category."""
    portable: frozenset[str]
    """Categories that are the person's to take along."""
    addresses: tuple[str, ...]
    """The person's own, which no text is blotted of."""


NOWHERE: Final[FromSources] = lambda *_: ()  # noqa: E731 - a service without sources


def of_source(given: SourceSection, known: Known) -> Section:
    """Return the section of a source, with what speaks of others kept back from its rows.

    Reading them raises ``SourceAway`` for whatever the source raises. A fault of our own is raised
    as it is: by one of these nothing may be left out of a copy.
    """
    tables = tuple(
        CopyTable(
            id=table.id,
            columns=tuple(
                CopyColumn(
                    name=column.name,
                    category=column.category,
                    title=known.categories.get(column.category),
                    portable=column.category in known.portable,
                )
                for column in table.columns
            ),
        )
        for table in given.mapping.tables.values()
        if table.columns
    )

    def rows() -> Iterator[CopyRow]:
        for row in _read(given):
            yield _row(given.mapping, row, known)

    return Section(id=given.name, source=True, tables=tables, rows=rows)


def _read(given: SourceSection) -> Iterator[CopiedRow]:
    """Yield the rows as the source gives them. Raises ``SourceAway``."""
    own = given.rows()
    try:
        yield from own
    except Exception as error:
        raise SourceAway(error) from error


def _row(mapping: SourceMap, row: CopiedRow, known: Known) -> CopyRow:
    """Return the row without what speaks of others alone; what a text names stays but addresses."""
    table = mapping.tables[row.table]
    shared = blotted(table, row.values, known.addresses) if row.shared else {}
    return CopyRow(
        table=row.table,
        values={**row.values, **shared},
        withheld=(*columns_of_others(table, row.values), *shared),
    )


def plainly(row: CopyRow) -> CopyRow:
    """Return the row with its values as JSON has them."""
    values = {name: plain(value)[0] for name, value in row.values.items()}
    return CopyRow(table=row.table, values=values, withheld=row.withheld, portable=row.portable)
