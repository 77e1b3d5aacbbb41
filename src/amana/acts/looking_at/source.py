"""Look at a foreign database, read only, within bounds of rows, signs and time."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final

import sqlalchemy as sa

from amana.domain.errors import Broken
from amana.domain.proposal.looks import Tally
from amana.domain.source.structure import Structure, StructureTable
from amana.sources.failing import failures
from amana.sources.opening import Limits, engine_of
from amana.sources.reader import structure_of
from amana.sources.sampling import sample
from amana.values.looks import tally

ROWS: Final = 400
"""Rows of a table that are looked at, of however many."""
STATEMENT_SECONDS: Final = 20
SECONDS: Final = 300
"""How long the look at all samples may take; what is left after it is judged by names alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What was seen of a database: no value of anybody."""

    structure: Structure
    tallies: Mapping[str, Mapping[str, Tally]]
    """By full name of the table and name of the column."""
    unseen: tuple[str, ...]
    """Tables whose values could not be looked at: refused, too slow, or out of time."""


def look_at(url: str, today: date, tell: Callable[[int, int], None]) -> Sight:
    """Return what is to be seen; ``tell`` hears how many tables of how many are done.

    Raises what ``engine_of`` raises, ``SourceUnreachable`` and ``SourceFailed``.
    """
    limits = Limits(statement_seconds=STATEMENT_SECONDS)
    engine = engine_of(url, limits, read_only=True)
    unseen: list[str] = []
    tallies: dict[str, Mapping[str, Tally]] = {}
    with failures(), engine.connect() as connection:
        structure = structure_of(connection)
        connection.rollback()
        end = time.monotonic() + SECONDS
        for done, (name, table) in enumerate(structure.tables.items()):
            tell(done, len(structure.tables))
            found = _tallied(connection, table, today) if time.monotonic() < end else None
            if found is None:
                unseen.append(name)
            else:
                tallies[name] = found
        tell(len(structure.tables), len(structure.tables))
    return Sight(structure=structure, tallies=tallies, unseen=tuple(unseen))


def name_in(url: str) -> str:
    """Return the name in an address that was looked at; of a file, without folder and ending."""
    return PurePath(sa.make_url(url).database or "").stem


def _tallied(
    connection: sa.Connection, table: StructureTable, today: date
) -> Mapping[str, Tally] | None:
    """Return how the values of each column look, or nothing where the database refuses."""
    try:
        with failures():
            values = sample(connection, table, tuple(table.columns), ROWS)
    except Broken:
        connection.rollback()
        return None
    connection.rollback()
    return {name: tally(found, today) for name, found in values.items()}
