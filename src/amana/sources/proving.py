"""Looking again, after an erasure: is each row gone, is each column what it was to become?"""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from amana.domain.source.model import ColumnFate, RowFate, SourceColumn
from amana.sources.changing import (
    changed_columns,
    cleared_links,
    constant,
    found_by,
    own,
)
from amana.sources.errors import NotErased
from amana.sources.ground import Ground


def read_back(connection: sa.Connection, tables: Mapping[str, Ground]) -> int:
    """Return how many looks found all as it has to be. Raises ``NotErased`` at the first that not.

    What was found before is looked for by its key, in the temporary tables: a row that nothing
    leads to any more would else pass for one that is gone.
    """
    looks = 0
    for ground in tables.values():
        words = _words(ground) if connection.dialect.name == "postgresql" else {}
        wrongs = list(_wrongs(ground, words))
        if not wrongs:
            continue
        keys = [ground.found.c[f"k{at}"] for at in range(len(ground.key))]
        wrong = sa.select(*keys).select_from(_joined(ground, words)).where(sa.or_(*wrongs))
        rows = wrong.distinct().subquery()
        left = connection.execute(sa.select(sa.func.count()).select_from(rows)).scalar_one()
        if left:
            raise NotErased(table=ground.table.name, count=left)
        looks += len(wrongs)
    return looks


def _words(ground: Ground) -> Mapping[str, sa.FromClause]:
    """Return the pseudonyms, once for each column that became one.

    PostgreSQL counts a list that it looks into again for each row that it looks up, and would
    sooner go through the whole table; a join it counts once.
    """
    return {
        column.name: ground.persons.alias(f"{ground.persons.name}_{at}")
        for at, column in enumerate(ground.table.columns)
        if column.fate is ColumnFate.PSEUDONYM
    }


def _joined(ground: Ground, words: Mapping[str, sa.FromClause]) -> sa.FromClause:
    """Return the found rows beside those that are in the table now, and the words in these."""
    joined: sa.FromClause = ground.found.join(ground.at, ground.same_row(ground.found))
    for name, word in words.items():
        joined = joined.outerjoin(word, word.c.pseudonym == ground.at.c[name])
    return joined


def _wrongs(ground: Ground, words: Mapping[str, sa.FromClause]) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions under which a row is not what it has to be."""
    if ground.table.fate is RowFate.DELETE:
        yield own(ground)
    for link in cleared_links(ground):
        names = [name for name in link.columns if name not in ground.key]
        full = (ground.at.c[name].is_not(None) for name in names)
        yield sa.and_(found_by(ground, link.id), *full)
    for of, columns in changed_columns(ground).items():
        wrong = (_wrong(ground, column, words) for column in columns)
        yield sa.and_(found_by(ground, of), sa.or_(*wrong))


def _wrong(
    ground: Ground, column: SourceColumn, words: Mapping[str, sa.FromClause]
) -> sa.ColumnElement[bool]:
    """Return the condition that a column is not what it was to become."""
    at = ground.at.c[column.name]
    if column.fate is ColumnFate.CLEAR:
        return at.is_not(None)
    if column.value is not None:
        return sa.or_(at.is_(None), at != constant(ground, column.name, column.value))
    if column.name in words:
        return words[column.name].c.pseudonym.is_(None)
    return sa.or_(at.is_(None), at.not_in(sa.select(ground.persons.c.pseudonym)))
