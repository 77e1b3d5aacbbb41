"""A database as it was looked at, and what follows from its names and values alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from amana.domain.proposal.clues import Clue
from amana.domain.proposal.folding import fold
from amana.domain.proposal.looks import Tally
from amana.domain.proposal.segments import segments
from amana.domain.proposal.sorts import Sort, sort_of
from amana.domain.source.structure import ForeignKey, Structure, StructureColumn, StructureTable

_ID_WORDS: Final = frozenset(
    fold(w)
    for w in (
        "id",
        "no",
        "number",
        "ref",
        "key",
        "uuid",
        "uid",
        "guid",
        "fk",
        "code",
        "رقم",
        "معرف",
    )
)
"""Words that only say that a column is a key."""
ENOUGH: Final = 5
"""Rows from which on values say something."""
_MOSTLY: Final = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A database as it was looked at: its structure, and what its columns seem to hold."""

    structure: Structure
    clues: Mapping[str, Mapping[str, Clue]]
    """By full name of the table and name of the column."""
    tallies: Mapping[str, Mapping[str, Tally]] = field(default_factory=dict)

    def alone(self, table: str, key: ForeignKey) -> bool:
        """Tell whether hardly two rows of a table refer to the same row by a key."""
        tallies = [self.tallies.get(table, {}).get(name, Tally()) for name in key.columns]
        most = max((each.looked for each in tallies), default=0)
        distinct = max((each.distinct for each in tallies), default=0)
        return most >= ENOUGH and distinct >= _MOSTLY * most

    def seen(self, table: str, key: ForeignKey) -> bool:
        """Tell whether enough rows were looked at to say how many refer to the same row."""
        tallies = [self.tallies.get(table, {}).get(name, Tally()) for name in key.columns]
        return max((each.looked for each in tallies), default=0) >= ENOUGH

    def filled(self, table: str, key: ForeignKey) -> bool:
        """Tell whether every row refers to one by a key, as far as is to be seen."""
        found = self.structure.tables[table]
        if not any(found.columns[name].nullable for name in key.columns):
            return True
        tallies = self.tallies.get(table, {})
        rows = max((each.looked for each in tallies.values()), default=0)
        least = min(tallies.get(name, Tally()).looked for name in key.columns)
        return least >= _MOSTLY * rows

    def led(self, table: str) -> bool:
        """Tell whether rows of other tables, that do more than join, refer to a table's."""
        others = (
            other
            for other in self.structure.tables
            if other != table and not self.only_joins(other)
        )
        return any(key.table == table for other in others for key, _ in self.keys(other))

    def few(self, table: str) -> bool:
        """Tell whether others lead to a table, not of people, with too few rows to be about them.

        An address in the one row that many others lead to is the organisation's own.
        """
        if not self.led(table):
            return False
        tallies = self.tallies.get(table, {}).values()
        rows = max((each.looked for each in tallies), default=0)
        return 0 < rows < ENOUGH and self.sort(table) is not Sort.PEOPLE

    def words(self, table: str) -> tuple[str, ...]:
        """Return the words of a table's name."""
        return segments(self.structure.tables[table].name)

    def sort(self, table: str) -> Sort:
        """Return what the table is about."""
        return sort_of(self.structure.tables[table].name, self.words(table))

    def strong(self, table: str) -> frozenset[str]:
        """Return the kinds in the table that show by themselves that it is about people."""
        return frozenset(each.kind for each in self.clues[table].values() if each.strong)

    def keys(self, table: str) -> tuple[tuple[ForeignKey, bool], ...]:
        """Return the references of a table, and of each whether the database declares it."""
        found = self.structure.tables[table]
        declared = tuple((key, True) for key in found.foreign_keys)
        return (*declared, *((key, False) for key in _undeclared(found, self)))

    def only_joins(self, table: str) -> bool:
        """Tell whether a table does nothing but join others."""
        found = self.structure.tables[table]
        keys = {name for key, _ in self.keys(table) for name in key.columns}
        return len(keys) > 1 and set(found.columns) <= keys | set(found.primary_key)


def role(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a key's columns, without those that only say that it is one."""
    words = (word for name in columns for word in segments(name))
    return tuple(word for word in words if word not in _ID_WORDS)


def _undeclared(table: StructureTable, facts: Facts) -> Iterator[ForeignKey]:
    """Yield references that only the names of columns tell."""
    declared = {name for key in table.foreign_keys for name in key.columns}
    for column in table.columns.values():
        words = segments(column.name)
        said = role((column.name,))
        if column.name in declared or not said or len(said) == len(words):
            continue
        fitting = (
            other
            for other in facts.structure.tables.values()
            if other is not table and _could_be(column, said, other)
        )
        nearest = min(fitting, key=lambda other: len(segments(other.name)), default=None)
        if nearest is not None:
            yield ForeignKey(
                columns=(column.name,), table=nearest.full_name, to=nearest.primary_key
            )


def _could_be(column: StructureColumn, said: tuple[str, ...], other: StructureTable) -> bool:
    """Tell whether a column's words name a table, and its values can be the table's keys."""
    key = other.primary_key
    one = len(key) == 1 and other.columns[key[0]].kind is column.kind
    return one and segments(other.name)[-len(said) :] == said
