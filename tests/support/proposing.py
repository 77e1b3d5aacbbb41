"""Small databases in a line each table, and what is proposed for them."""

from amana.domain.proposal.looks import Look, Tally
from amana.domain.proposal.proposal import propose
from amana.domain.proposal.tables import ProposedTable
from amana.domain.source.structure import (
    ColumnKind,
    ForeignKey,
    Structure,
    StructureColumn,
    StructureTable,
)

USERS = "users: email!* full_name password"
KINDS = {
    "int": ColumnKind.INTEGER,
    "bool": ColumnKind.BOOLEAN,
    "num": ColumnKind.NUMBER,
    "day": ColumnKind.DATE,
}


def laid(*described: str, schema: str | None = None) -> Structure:
    """Return a database out of lines such as ``orders: user_id>users total:num note!``.

    A sign behind a name: ``!`` may not be null, ``*`` is unique, ``>`` refers to a table.
    """
    tables = (_table(each, schema) for each in described)
    return Structure(dialect="sqlite", tables={table.full_name: table for table in tables})


def _table(described: str, schema: str | None) -> StructureTable:
    name, _, rest = described.partition(": ")
    columns = {"id": StructureColumn(name="id", kind=ColumnKind.INTEGER, type="", nullable=False)}
    keys, uniques = [], []
    for word in rest.split():
        plain, _, other = word.partition(">")
        column, _, kind = plain.partition(":")
        bare = column.rstrip("!*")
        columns[bare] = StructureColumn(
            name=bare,
            kind=ColumnKind.INTEGER if other else KINDS.get(kind.rstrip("!*"), ColumnKind.TEXT),
            type="",
            nullable="!" not in word,
        )
        if other:
            keys.append(ForeignKey(columns=(bare,), table=other.rstrip("!*"), to=("id",)))
        if "*" in word:
            uniques.append((bare,))
    return StructureTable(
        name=name,
        schema=schema,
        columns=columns,
        primary_key=("id",),
        uniques=tuple(uniques),
        foreign_keys=tuple(keys),
    )


def proposed(structure: Structure, **tallies: dict[str, Tally]) -> dict[str, ProposedTable]:
    """Return the proposed tables by name."""
    found = propose(structure, tallies, service="shop", source="shop")
    return {table.name: table for table in found.tables}


def links(table: ProposedTable) -> list[tuple[str, bool]]:
    """Return where the links of a table lead, and whether they own."""
    return [(each.link.table, each.link.owns) for each in table.via]


def seen(look: Look, share: float = 1.0, looked: int = 40) -> Tally:
    """Return a tally of values that are all different."""
    counts = {look: round(looked * share), Look.LETTERS: looked if look is Look.NAME else 0}
    return Tally(looked=looked, distinct=looked, counts=counts)
