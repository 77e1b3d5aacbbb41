"""Every identifier that stands in a source, streamed: for who looks what of them should not."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from amana.sources.ground import Ground
from amana.sources.leftovers import identifying_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value of one column that can hold an identifier."""

    table: str
    """Its id in the map."""
    column: str
    kind: str
    value: str = field(repr=False)


def cells_of(
    connection: sa.Connection,
    tables: Mapping[str, Ground],
    kinds: Collection[str],
    batch: int,
) -> Iterator[Cell]:
    """Yield what stands in the mapped columns of these kinds; the driver holds ``batch`` rows.

    What the map keeps for a reason is left out: it stands there rightly.
    """
    for ground in tables.values():
        columns = [
            (name, kind)
            for name, kind in identifying_columns(ground)
            if kind in kinds and not ground.table.keeps(name)
        ]
        if columns:
            yield from _of(connection, ground, columns, batch)


def _of(
    connection: sa.Connection, ground: Ground, columns: Collection[tuple[str, str]], batch: int
) -> Iterator[Cell]:
    statement = sa.select(*(ground.at.c[name] for name, _ in columns)).select_from(ground.at)
    streamed = connection.execution_options(stream_results=True, yield_per=batch)
    with streamed.execute(statement) as result:
        for row in result:
            for (name, kind), value in zip(columns, row, strict=True):
                if value is not None:
                    yield Cell(table=ground.table.id, column=name, kind=kind, value=str(value))
