"""End rows of a table on which nothing hangs: by ranges of the time that they are due by.

Each set is one statement over a range, and is looked for again over the same range: no key is
listed, so that it costs little more than the deletion itself.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from amana.domain.retention.ended import Batch
from amana.domain.source.model import RowFate
from amana.domain.source.structure import ColumnKind
from amana.sources.ageing import Ageing, is_due, over_of
from amana.sources.errors import NotErased

_KINDS: Final = frozenset({ColumnKind.DATE, ColumnKind.TIME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Rows up to a time, the oldest first."""

    where: sa.ColumnElement[bool]
    longest: Any
    """By how much the oldest is over."""
    last: Any
    """The time of the last; ``None`` where it is all that is due."""


def is_plain(ageing: Ageing) -> bool:
    """Tell whether rows go alone: nothing hangs on them or is waited for, nobody is held."""
    one = len(ageing.condition.clauses) == 1 and len(ageing.condition.clauses[0]) == 1
    alone = len(ageing.tables) == 1 and ageing.root.table.fate is RowFate.DELETE
    return (
        one
        and alone
        and ageing.held is None
        and not ageing.waits
        and ageing.root.laid.columns[_name(ageing)].kind in _KINDS
    )


def _name(ageing: Ageing) -> str:
    ((bound,),) = ageing.condition.clauses
    return ageing.root.table.times.get(bound.moment, ageing.root.key[0])


def next_range(
    connection: sa.Connection, ageing: Ageing, count: int, before: Range | None = None
) -> Range | None:
    """Return the range of about so many of the oldest rows that are due; ``None`` without any.

    After the range ``before``: what it deleted still lies in the index, and is not walked again.
    """
    at = ageing.root.at.c[_name(ageing)]
    where = is_due(ageing)
    if before is not None:
        if before.last is None:
            return None
        where = sa.and_(where, at > _same(before.last))
    due = sa.select(at).select_from(ageing.root.at).where(where).order_by(at)
    ends = sa.select(
        due.limit(1).scalar_subquery(), due.offset(count - 1).limit(1).scalar_subquery()
    )
    first, last = connection.execute(ends).one()
    if first is None:
        return None
    if last is not None:
        where = sa.and_(where, at <= _same(last))
    return Range(where=where, longest=over_of(ageing, first), last=last)


def _same(value: object) -> sa.BindParameter[Any]:
    """Return a value of the column as the column takes it."""
    if isinstance(value, datetime):
        value = value.isoformat(sep=" ")
    elif isinstance(value, date):
        value = value.isoformat()
    return sa.bindparam(None, value, type_=sa.types.NullType())


def delete_range(connection: sa.Connection, ageing: Ageing, some: Range) -> int:
    """Delete the rows of a range; return how many there were."""
    return connection.execute(sa.delete(ageing.root.at).where(some.where)).rowcount


def look_again(connection: sa.Connection, ageing: Ageing, some: Range) -> int:
    """Return that one look found none of them. Raises ``NotErased``."""
    rows = sa.select(sa.func.count()).select_from(ageing.root.at).where(some.where)
    left = connection.execute(rows).scalar_one()
    if left:
        raise NotErased(table=ageing.root.table.name, count=left)
    return 1


def batch_of(ended: int, some: Range, looks: int) -> Batch:
    """Return what a set was."""
    return Batch(ended=ended, along=0, longest=some.longest, read_back=looks)
