"""A copy out of a source: each row about a person, without what speaks of somebody else alone."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from amana.domain.source.outcome import CopiedRow, Sought
from amana.sources.ground import Ground


def rows_of(
    connection: sa.Connection,
    ground: Ground,
    persons: Sequence[Sought],
    batch: int,
    *,
    most: int = -1,
) -> Iterator[CopiedRow]:
    """Yield the rows of one table. The driver holds ``batch`` of them at once.

    ``most`` is how many there can be, or -1 where nobody knows: few come in one answer.
    """
    columns = ground.table.columns
    if not columns or not most:
        return
    ways = _ways(ground)
    data = [ground.at.c[column.name] for column in columns]
    marks = [ways.c[f"w{at}"] for at in range(len(ground.table.via))]
    statement = sa.select(ways.c.person, ways.c.own, *marks, *data).select_from(
        ways.join(ground.at, ground.same_row(ways))
    )
    streams = {} if 0 < most <= batch else {"stream_results": True, "yield_per": batch}
    with connection.execute(statement, execution_options=streams) as result:
        for row in result:
            links = {link.id for link, by in zip(ground.table.via, row[2:], strict=False) if by}
            yield CopiedRow(
                person=persons[row[0]].person,
                table=ground.table.id,
                values={
                    column.name: value
                    for column, value in zip(columns, row[2 + len(marks) :], strict=True)
                    if column.of is None or column.of in links
                },
                shared=not row[1],
            )


def _ways(ground: Ground) -> sa.Subquery:
    """Return each person's found rows once, with the links that lead to each."""
    keys = [ground.found.c[f"k{at}"] for at in range(len(ground.key))]
    marks: list[sa.ColumnElement[Any]] = [
        sa.func.max(
            sa.case(
                (ground.found.c.via == sa.literal_column(str(at)), sa.literal_column("1")),
                else_=sa.literal_column("0"),
            )
        ).label(f"w{at}")
        for at in range(len(ground.table.via))
    ]
    owned = sa.func.max(ground.found.c.own).label("own")
    return (
        sa.select(ground.found.c.person, owned, *keys, *marks)
        .group_by(ground.found.c.person, *keys)
        .subquery()
    )
