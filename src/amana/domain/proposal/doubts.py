"""What a look at the values leaves in doubt: single values, and tables with hardly any.

A share of values says what a column is for. That somebody's address stands in a column at all is
told by one value, whatever the column is for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from amana.domain.proposal.facts import ENOUGH
from amana.domain.proposal.looks import Look, Tally
from amana.domain.source.structure import ColumnKind, Structure, StructureTable

_LOOKS: Final = (
    *(Look.EMAIL, Look.IBAN, Look.CARD, Look.NATIONAL_ID, Look.PHONE),
    Look.INSIDE,
)
"""What may be one person's alone; where a value looks like two, the surer one is told."""
_MADE_UP: Final = frozenset({ColumnKind.INTEGER, ColumnKind.UUID})


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A column in which some values look like what is somebody's."""

    table: str
    column: str
    look: Look
    seen: int
    """Values that look so."""
    looked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFew:
    """A table with too few rows for its values to say what its columns hold."""

    table: str
    columns: tuple[str, ...]
    """Those that are no keys."""


def doubts(structure: Structure, tallies: Mapping[str, Mapping[str, Tally]]) -> tuple[Doubt, ...]:
    """Return all columns, whatever is proposed for them, with at least one such value."""
    return tuple(_doubts(structure, tallies))


def _doubts(structure: Structure, tallies: Mapping[str, Mapping[str, Tally]]) -> Iterator[Doubt]:
    for name, table in structure.tables.items():
        seen = tallies.get(name, {})
        for column in _telling(table):
            tally = seen.get(column, Tally())
            look = next((each for each in _LOOKS if tally.counts.get(each)), None)
            if look is not None:
                yield Doubt(
                    table=name,
                    column=column,
                    look=look,
                    seen=tally.counts[look],
                    looked=tally.looked,
                )


def too_few(structure: Structure, tallies: Mapping[str, Mapping[str, Tally]]) -> tuple[TooFew, ...]:
    """Return the tables that were looked at and have fewer than ``ENOUGH`` rows with values."""
    return tuple(
        TooFew(table=name, columns=columns)
        for name, table in structure.tables.items()
        if name in tallies
        and max((each.looked for each in tallies[name].values()), default=0) < ENOUGH
        and (columns := _telling(table))
    )


def unnamed(
    doubtful: Iterable[Doubt], few: Iterable[TooFew], named: frozenset[tuple[str, str]]
) -> tuple[tuple[Doubt, ...], tuple[TooFew, ...]]:
    """Return what of both is about columns that are not among these, as table and column."""
    left = (
        TooFew(
            table=each.table,
            columns=tuple(name for name in each.columns if (each.table, name) not in named),
        )
        for each in few
    )
    return (
        tuple(each for each in doubtful if (each.table, each.column) not in named),
        tuple(each for each in left if each.columns),
    )


def _telling(table: StructureTable) -> tuple[str, ...]:
    """Return the columns that are no reference and no number that the database made up."""
    keys = {name for key in table.foreign_keys for name in key.columns}
    return tuple(
        column.name
        for column in table.columns.values()
        if column.name not in keys
        and not (column.name in table.primary_key and column.kind in _MADE_UP)
    )
