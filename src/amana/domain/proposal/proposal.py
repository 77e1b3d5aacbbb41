"""A whole proposal: a source's map that nobody has approved, with the reasons for each part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from amana.domain.policy.model import Policy
from amana.domain.proposal.accounts import staying
from amana.domain.proposal.clues import Clue, Reason, Why, clue
from amana.domain.proposal.doubts import Doubt, TooFew, doubts, too_few, unnamed
from amana.domain.proposal.facts import Facts
from amana.domain.proposal.fates import fated
from amana.domain.proposal.holdings import holdings
from amana.domain.proposal.kinds import promised_as
from amana.domain.proposal.looks import Tally
from amana.domain.proposal.reached import Reached
from amana.domain.proposal.relations import Relations, relate
from amana.domain.proposal.tables import ProposedColumn, ProposedTable, table_ids
from amana.domain.source.model import Link, RowFate
from amana.domain.source.structure import Structure, StructureTable

_IDENTIFIERS: Final = {"email": "email", "phone": "phone", "identity_document": "identity"}
"""Of a kind of data, the kind of identifier by which rows are found."""
_SURE: Final = 0.65
_ALIKE: Final = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed for a database."""

    service: str
    source: str
    tables: tuple[ProposedTable, ...]
    unreached: tuple[ProposedTable, ...]
    """Tables that hold data about people, and that nothing leads to: not in the map."""
    looked_at: int
    """Columns of all tables that were looked at."""
    astray: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    """Foreign keys that lead to no table that was seen: table, columns, name of the other."""
    doubts: tuple[Doubt, ...] = ()
    """All columns in which single values look like somebody's, proposed or not."""
    few: tuple[TooFew, ...] = ()
    """All tables with too few rows to tell, proposed or not."""

    @property
    def doubtful(self) -> tuple[Doubt, ...]:
        """Return the doubts about columns for which nothing is proposed."""
        return unnamed(self.doubts, (), self._named)[0]

    @property
    def too_few(self) -> tuple[TooFew, ...]:
        """Return the tables for which nothing is proposed, with too few rows to tell."""
        known = {table.full_name for table in (*self.tables, *self.unreached)}
        return tuple(each for each in self.few if each.table not in known)

    @property
    def _named(self) -> frozenset[tuple[str, str]]:
        every = (*self.tables, *self.unreached)
        return frozenset((t.full_name, each.name) for t in every for each in t.columns)

    @property
    def staying(self) -> tuple[tuple[str, str], ...]:
        """Return tables and columns that name a person and stay after an erasure."""
        return tuple((table.full_name, name) for table in self.tables for name in staying(table))

    @property
    def of_two(self) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
        """Return tables in whose rows two people stand, with the columns that lead to each."""
        found = {
            table.full_name: tuple(
                each.link.columns
                for each in table.via
                if any(reason.why is Why.TWO_PEOPLE for reason in each.reasons)
            )
            for table in self.tables
        }
        return tuple((name, columns) for name, columns in found.items() if columns)

    @property
    def unpromised(self) -> tuple[tuple[str, str], ...]:
        """Return tables and columns that hold what the policy does not promise to hold."""
        return tuple(
            (table.full_name, column.name)
            for table in self.tables
            for column in table.columns
            if not column.promised
        )


def propose(
    structure: Structure,
    tallies: Mapping[str, Mapping[str, Tally]],
    *,
    service: str,
    source: str,
    policy: Policy | None = None,
) -> Proposal:
    """Return the proposal for a database of this structure whose columns look like this.

    Foreign keys to tables that are not there, or are not to be seen, count as none.
    """
    astray = tuple(
        (name, key.columns, key.table)
        for name, table in structure.tables.items()
        for key in table.foreign_keys
        if key.table not in structure.tables
    )
    structure = _without(structure, frozenset(key[-1] for key in astray))
    facts = Facts(structure=structure, clues=_clues(structure, tallies), tallies=tallies)
    relations = relate(facts)
    held = holdings(facts, relations)
    ids = table_ids(structure)
    every = {name: _table(name, ids, facts, relations, held, policy) for name in held}
    tables = _reachable(every)
    proposed = _known_alike(fated(tables, facts, ids), relations, facts)
    unreached = tuple(table for name, table in every.items() if name not in tables)
    looked_at = sum(len(table.columns) for table in structure.tables.values())
    return Proposal(
        service=service,
        source=source,
        tables=tuple(proposed.values()),
        unreached=unreached,
        looked_at=looked_at,
        astray=astray,
        doubts=doubts(structure, tallies),
        few=too_few(structure, tallies),
    )


def _without(structure: Structure, absent: frozenset[str]) -> Structure:
    """Return the structure without foreign keys to these tables."""
    tables = {
        name: replace(
            table, foreign_keys=tuple(key for key in table.foreign_keys if key.table not in absent)
        )
        for name, table in structure.tables.items()
    }
    return replace(structure, tables=tables)


def _reachable(every: Mapping[str, ProposedTable]) -> dict[str, ProposedTable]:
    """Return the tables that an identifier or a chain of links leads to, with no other links."""
    tables = dict(every)
    while True:
        ids = {table.id for table in tables.values()}
        left = {
            name: replace(table, via=tuple(each for each in table.via if each.link.table in ids))
            for name, table in tables.items()
        }
        left = {name: table for name, table in left.items() if table.person or table.via}
        if left == tables:
            return tables
        tables = left


def _known_alike(
    tables: Mapping[str, ProposedTable], relations: Relations, facts: Facts
) -> dict[str, ProposedTable]:
    """Return the tables, those found by an identifier alone linked to people known by it.

    Who asks as an account has the newsletter under the address of that account.
    """
    return {
        name: replace(table, via=tuple(_alike(name, table, tables, relations, facts)))
        if name in relations.found and not table.via
        else table
        for name, table in tables.items()
    }


def _alike(
    name: str,
    table: ProposedTable,
    tables: Mapping[str, ProposedTable],
    relations: Relations,
    facts: Facts,
) -> Iterator[Reached]:
    """Yield the links to people by what tells one of them apart, and stands in the table too."""
    laid = facts.structure.tables
    for there in relations.people:
        people = tables.get(there)
        stays = people is not None and people.fate is not RowFate.DELETE
        if people is None or (table.fate is not RowFate.DELETE and not stays):
            continue
        for kind, column in table.person.items():
            end = people.person.get(kind)
            if end is None or (end,) not in {laid[there].primary_key, *laid[there].uniques}:
                continue
            if laid[name].columns[column].kind is laid[there].columns[end].kind:
                link = Link(id=f"{people.id}_{kind}", table=people.id, columns=(column,), to=(end,))
                fields = {"columns": column, "table": people.name}
                why = Reason(why=Why.HOLDS_THE_SAME, fields=fields)
                yield Reached(link=link, confidence=_ALIKE, reasons=(why,))


def _clues(
    structure: Structure, tallies: Mapping[str, Mapping[str, Tally]]
) -> Mapping[str, Mapping[str, Clue]]:
    """Return what each column by itself seems to hold."""
    nothing: Mapping[str, Tally] = {}
    return {
        name: {
            column.name: found
            for column in table.columns.values()
            if (found := clue(table, column, tallies.get(name, nothing).get(column.name, Tally())))
        }
        for name, table in structure.tables.items()
    }


def _table(  # noqa: PLR0913, PLR0917 - the parts of a proposal
    name: str,
    ids: Mapping[str, str],
    facts: Facts,
    relations: Relations,
    held: Mapping[str, Mapping[str, Clue]],
    policy: Policy | None,
) -> ProposedTable:
    """Return a table without what erasure does to it."""
    found = facts.structure.tables[name]
    links = tuple(
        _with_id(each, ids) for each in relations.links.get(name, ()) if each.link.table in held
    )
    people = name in relations.people
    columns = tuple(_column(column, clue_, policy) for column, clue_ in held[name].items())
    person = _person(name, facts, relations, held[name])
    why = Why.PEOPLE if people else Why.OWNED if links else Why.IDENTIFIES
    return ProposedTable(
        id=ids[name],
        name=found.name,
        schema=found.schema,
        person=person,
        via=links,
        key=_key(found, person, links),
        columns=columns,
        reasons=(Reason(why=why),),
    )


def _key(
    table: StructureTable, person: Mapping[str, str], links: tuple[Reached, ...]
) -> tuple[str, ...]:
    """Return the columns that tell rows apart where the database does not say which.

    Where nothing does, rows that are the same person's count as one.
    """
    if table.primary_key:
        return ()
    whole = (key for key in table.uniques if table.tells_apart(key))
    ways = (*person.values(), *(name for each in links for name in each.link.columns))
    return next(whole, tuple(dict.fromkeys(ways)))


def _with_id(reached: Reached, ids: Mapping[str, str]) -> Reached:
    """Return the link with the id that its table has in the map."""
    return replace(reached, link=replace(reached.link, table=ids[reached.link.table]))


def _column(name: str, found: Clue, policy: Policy | None) -> ProposedColumn:
    """Return a column without what erasure does to it."""
    promised = None if policy is None else promised_as(found.kind, policy)
    return ProposedColumn(
        name=name,
        kind=found.kind,
        category=promised or found.kind,
        promised=policy is None or promised is not None,
        type=found.type,
        confidence=found.confidence,
        reasons=found.reasons,
    )


def _person(
    name: str, facts: Facts, relations: Relations, held: Mapping[str, Clue]
) -> Mapping[str, str]:
    """Return the identifiers by which rows are found.

    The key of the first table of people is the account; that of any other is a number like it, by
    which somebody else's row could be taken.
    """
    found: dict[str, str] = {}
    if name not in relations.people and not _also_of_guests(name, facts, relations):
        return found
    guests = name not in relations.people and bool(relations.links.get(name))
    kinds = {"email": "email"} if guests else _IDENTIFIERS
    for column, each in sorted(held.items(), key=lambda item: -item[1].confidence):
        kind = kinds.get(each.kind)
        seen = any(reason.why is Why.VALUES for reason in each.reasons)
        sure = each.confidence >= _SURE and (seen or not guests)
        if kind is not None and kind not in found and sure:
            found[kind] = column
    key = facts.structure.tables[name].primary_key
    if len(key) == 1 and name in relations.people[:1] and key[0] not in found.values():
        found["own"] = key[0]
    return found


def _also_of_guests(name: str, facts: Facts, relations: Relations) -> bool:
    """Tell whether rows may belong to somebody whom no link leads to, such as a guest's order."""
    columns = facts.structure.tables[name].columns
    links = [each.link for each in relations.links.get(name, ()) if each.link.owns]
    return all(any(columns[column].nullable for column in link.columns) for link in links)
