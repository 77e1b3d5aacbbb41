"""The tables of a map on the ground of a database: named and quoted, with their keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.sql import quoted_name

from amana.domain.source.fit import key_of, misfits
from amana.domain.source.model import SourceMap, SourceTable
from amana.domain.source.plan import find_order
from amana.domain.source.structure import (
    Structure,
    StructureColumn,
    StructureTable,
    full_name,
)
from amana.sources.errors import MapUnfit

_DRAWN: Final = 6
"""Bytes of chance in the names of temporary tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One table: what the map says of it, how it is laid out, and its name in statements."""

    table: SourceTable
    laid: StructureTable
    at: sa.TableClause
    found: sa.TableClause
    """The temporary table of its rows that were found: whose, by which link, own or not, key."""
    persons: sa.TableClause
    """The temporary table of the word that takes each person's place, the same for all tables."""

    @property
    def key(self) -> tuple[str, ...]:
        """Return the columns that tell its rows apart."""
        return key_of(self.table, self.laid)

    @property
    def unsure(self) -> frozenset[str]:
        """Return the columns of the key that can be null in a found row.

        One by which every way leads to the row was compared with a value, and is not null.
        """
        ways = [{name} for _, name in self.table.identifying]
        ways += [set(link.columns) for link in self.table.via]
        sure = set.intersection(*ways) if ways else set()
        nullable = {name for name in self.key if self.laid.columns[name].nullable}
        return frozenset(nullable - sure)

    def same_row(self, found: sa.FromClause, *, anybody: bool = False) -> sa.ColumnElement[bool]:
        """Return the condition that a row is the found one. Null equals null in a key.

        ``anybody`` where no way has to lead to the row.
        """
        pairs = ((name, found.c[f"k{at}"]) for at, name in enumerate(self.key))
        nullable = {name for name in self.key if self.laid.columns[name].nullable}
        unsure = nullable if anybody else self.unsure
        return sa.and_(
            *(
                self.at.c[name].is_not_distinct_from(key)
                if name in unsure
                else self.at.c[name] == key
                for name, key in pairs
            )
        )


def folds_itself(column: StructureColumn) -> bool:
    """Tell whether the database takes the column's values without capitals, by an extension.

    PostgreSQL finds the extension's own comparison by the path alone, which is ours.
    """
    return column.type == "CITEXT"


def drawn() -> str:
    """Return a word for the names of temporary tables, so that they hide none of the database's."""
    return token_hex(_DRAWN)


def grounds(mapping: SourceMap, structure: Structure, word: str) -> Mapping[str, Ground]:
    """Return the tables of the map in the order in which rows are found.

    Raises ``MapUnfit`` with everything in which map and database differ.
    """
    wrong = misfits(mapping, structure)
    if wrong:
        raise MapUnfit(wrong)
    laid = {
        each.id: structure.tables[full_name(each.schema, each.name)]
        for each in mapping.tables.values()
    }
    return {
        table.id: _ground(word, number, table, laid[table.id])
        for number, table in enumerate(find_order(mapping.tables))
    }


def _ground(word: str, number: int, table: SourceTable, laid: StructureTable) -> Ground:
    """Return one table. Every name is quoted, whatever it is."""
    columns: list[sa.ColumnClause[Any]] = [
        sa.column(quoted_name(name, quote=True)) for name in laid.columns
    ]
    schema = None if laid.lies_in is None else quoted_name(laid.lies_in, quote=True)
    keys: list[sa.ColumnClause[Any]] = [
        sa.column(f"k{at}") for at in range(len(key_of(table, laid)))
    ]
    return Ground(
        table=table,
        laid=laid,
        at=sa.table(quoted_name(table.name, quote=True), *columns, schema=schema),
        found=sa.table(
            f"amana_found_{word}_{number}",
            sa.column("person"),
            sa.column("via"),
            sa.column("own"),
            *keys,
        ),
        persons=sa.table(f"amana_persons_{word}", sa.column("person"), sa.column("pseudonym")),
    )
