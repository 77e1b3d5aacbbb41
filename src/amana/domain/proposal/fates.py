"""What erasure should do to each table and column, as a proposal for a person to judge.

Rows that are somebody's own go, unless a law on accounts asks for them or rows that stay refer to
them; then what names the person goes out of the row. Content that others share stays, without
whose it was. INVARIANT: no row that goes is referred to by one that stays (``WouldDangle``).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from amana.domain.proposal.accounts import is_kept, says_whose
from amana.domain.proposal.clues import Reason, Why
from amana.domain.proposal.facts import Facts
from amana.domain.proposal.folding import fold
from amana.domain.proposal.reached import Reached, reached
from amana.domain.proposal.segments import segments
from amana.domain.proposal.sorts import Sort
from amana.domain.proposal.tables import ProposedColumn, ProposedTable
from amana.domain.source.model import ColumnFate, Reference, RowFate
from amana.domain.source.structure import (
    ColumnKind,
    ForeignKey,
    StructureColumn,
    StructureTable,
)
from amana.domain.source.values import PSEUDONYM_LENGTH, fitting

_MONEY: Final = frozenset(
    fold(word)
    for word in (
        "price total amount tax cost fee vat subtotal paid balance net gross charge debited due "
        "سعر مبلغ اجمالي ضريبه مجموع تكلفه رسوم"
    ).split()
)
_ACCOUNTS: Final = frozenset({Sort.PAYMENT, Sort.ORDER})
_CARTS: Final = frozenset(fold(w) for w in "basket cart quote wishlist bankcard card سله".split())
_CONTENT: Final = frozenset({"content_reviews"})
"""What others read, and what stays of it."""
_SHARED: Final = frozenset({Sort.CONTENT})
_NOTHING: Final = "-"
_CONSTANTS: Final[Mapping[ColumnKind, str]] = {
    ColumnKind.DATE: "1900-01-01",
    ColumnKind.TIME: "1900-01-01T00:00:00",
    ColumnKind.INTEGER: "0",
    ColumnKind.NUMBER: "0",
    ColumnKind.BOOLEAN: "false",
    ColumnKind.UUID: "00000000-0000-0000-0000-000000000000",
}


def fated(
    tables: Mapping[str, ProposedTable], facts: Facts, ids: Mapping[str, str]
) -> Mapping[str, ProposedTable]:
    """Return the tables with what erasure does to rows and columns, by full name."""
    found = {name: _first(name, table, facts) for name, table in tables.items()}
    found = _accounts_below(found, facts)
    while (changed := _pinned(found, facts, ids)) != found:
        found = changed
    return {name: _columns(table, facts) for name, table in found.items()}


def _first(name: str, table: ProposedTable, facts: Facts) -> ProposedTable:
    """Return the table with what its own name and columns ask for."""
    sort = facts.sort(name)
    if sort in _ACCOUNTS and _is_accounted(name, facts):
        return replace(table, fate=RowFate.CHANGE, why=(Reason(why=Why.ACCOUNTS),))
    if sort in _SHARED and table.via:
        clearable = all(_nullable(name, each, facts) for each in table.via)
        if clearable:
            via = tuple(
                replace(each, link=replace(each.link, owns=False, clear=True)) for each in table.via
            )
            why = (Reason(why=Why.SHARED),)
            return replace(table, via=via, fate=RowFate.CHANGE, why=why)
    return replace(table, fate=RowFate.DELETE, why=(Reason(why=Why.DELETED),))


def _is_accounted(name: str, facts: Facts) -> bool:
    """Tell whether a table's rows are what an account is kept of: money that was owed or paid."""
    words = set(facts.words(name))
    columns = facts.structure.tables[name].columns.values()
    numbers = {ColumnKind.NUMBER, ColumnKind.INTEGER}
    money = any(
        _MONEY.intersection(segments(column.name)) for column in columns if column.kind in numbers
    )
    return money and not words & _CARTS


def _accounts_below(tables: Mapping[str, ProposedTable], facts: Facts) -> dict[str, ProposedTable]:
    """Let what accounts refer to, and the lines below them, stay with them."""
    found = dict(tables)
    names = {table.id: name for name, table in tables.items()}
    for _ in found:
        more = {}
        for name, table in found.items():
            if table.fate is not RowFate.DELETE or table.person:
                continue
            kept = [
                names[each.link.table]
                for each in table.via
                if found[names[each.link.table]].why == (Reason(why=Why.ACCOUNTS),)
            ]
            refers = facts.structure.tables[name].foreign_keys
            lines = any(key.table in kept and facts.sort(name) in _ACCOUNTS for key in refers)
            details = any(key.table == name for other in kept for key, _ in facts.keys(other))
            if kept and (lines or details):
                more[name] = replace(table, fate=RowFate.CHANGE, why=(Reason(why=Why.ACCOUNTS),))
        if not more:
            break
        found |= more
    return found


def _pinned(
    tables: Mapping[str, ProposedTable], facts: Facts, ids: Mapping[str, str]
) -> dict[str, ProposedTable]:
    """Return the tables with one step more towards no row that leads to nothing."""
    found = dict(tables)
    for other in facts.structure.tables:
        for key, declared in facts.keys(other):
            target = found.get(key.table)
            if target is None or target.fate is not RowFate.DELETE:
                continue
            if other not in found:
                found[other] = _bystander(other, facts, ids)
            found[other], found[key.table] = _settled(
                found[other], target, key, facts, declared=declared
            )
            if not found[other].via and not found[other].person and not found[other].unlink:
                del found[other]
    return _led(found)


def _led(tables: dict[str, ProposedTable]) -> dict[str, ProposedTable]:
    """Let rows stay by which rows that stay are reached, and that no key can be cleared from."""
    found = dict(tables)
    names = {table.id: name for name, table in tables.items()}
    for table in tables.values():
        for each in table.via:
            name = names[each.link.table]
            stays = table.fate is not RowFate.DELETE or not each.link.owns
            cleared = each.link.clear and table.fate is not RowFate.KEEP
            if stays and not cleared and found[name].fate is RowFate.DELETE:
                found[name] = _stays(found[name])
    return found


def _bystander(name: str, facts: Facts, ids: Mapping[str, str]) -> ProposedTable:
    """Return a table that is about nobody, and refers to somebody's rows."""
    table = facts.structure.tables[name]
    return ProposedTable(
        id=ids[name],
        name=table.name,
        schema=table.schema,
        person={},
        via=(),
        columns=(),
        reasons=(Reason(why=Why.JOINED),),
        fate=RowFate.CHANGE,
        why=(Reason(why=Why.JOINED),),
    )


def _settled(
    table: ProposedTable, target: ProposedTable, key: ForeignKey, facts: Facts, *, declared: bool
) -> tuple[ProposedTable, ProposedTable]:
    """Return a table and the one that it refers to, so that the reference holds or is cleared."""
    laid = facts.structure.tables[table.full_name]
    clearable = laid.can_let_go(key.columns)
    mine = next((each for each in table.via if each.link.columns == key.columns), None)
    if table.id == target.id:
        return _to_itself(table, key, clearable=clearable)
    goes = table.fate is RowFate.DELETE
    if mine is not None and (mine.link.clear or (goes and mine.link.owns)):
        return table, target
    if clearable:
        return _cleared(table, target, key, mine, declared=declared), target
    return (table, _stays(target)) if declared or mine is not None else (table, target)


def _to_itself(
    table: ProposedTable, key: ForeignKey, *, clearable: bool
) -> tuple[ProposedTable, ProposedTable]:
    """Return a table whose rows refer to others of it, twice."""
    name = "_".join(key.columns)
    if any(each.id == name for each in table.unlink):
        return table, table
    if not clearable:
        stays = _stays(table)
        return stays, stays
    reference = Reference(id=name, table=table.id, columns=key.columns, to=key.to)
    cleared = replace(table, unlink=(*table.unlink, reference))
    return cleared, cleared


def _cleared(
    table: ProposedTable,
    target: ProposedTable,
    key: ForeignKey,
    mine: Reached | None,
    *,
    declared: bool,
) -> ProposedTable:
    """Return the table with the reference cleared when the row that it leads to goes."""
    if any(each.columns == key.columns for each in table.unlink):
        return table
    if table.fate is RowFate.CHANGE and (mine is not None or not (table.via or table.person)):
        new = mine or reached(key, declared=declared, owns=False)
        link = replace(new.link, table=target.id, clear=True)
        via = tuple(each for each in table.via if each is not mine)
        return replace(table, via=(*via, replace(new, link=link)))
    reference = Reference(id="_".join(key.columns), table=target.id, columns=key.columns, to=key.to)
    others = tuple(each for each in table.via if each is not mine)
    return replace(table, via=others, unlink=(*table.unlink, reference))


def _stays(table: ProposedTable) -> ProposedTable:
    """Return the table whose rows stay, without what names the person."""
    return replace(table, fate=RowFate.CHANGE, why=(Reason(why=Why.PINNED),))


def _nullable(name: str, each: Reached, facts: Facts) -> bool:
    return facts.structure.tables[name].can_let_go(each.link.columns)


def _columns(table: ProposedTable, facts: Facts) -> ProposedTable:
    """Return the table with what becomes of each column of a row that stays."""
    if table.fate is not RowFate.CHANGE:
        return table
    shared = Reason(why=Why.SHARED) in table.why
    of = table.via[0].link.id if shared and not table.person else None
    columns = tuple(_column(each, table, facts, of) for each in table.columns)
    return replace(table, columns=columns)


def _column(
    column: ProposedColumn, table: ProposedTable, facts: Facts, of: str | None
) -> ProposedColumn:
    """Return the column with its fate."""
    accounts = Reason(why=Why.ACCOUNTS) in table.why and is_kept(column, table, facts)
    shared = Reason(why=Why.SHARED) in table.why and column.kind in _CONTENT
    shared = shared and not says_whose(column.name)
    if accounts or shared:
        return replace(column, fate=ColumnFate.KEEP, of=of)
    laid = facts.structure.tables[table.full_name]
    fate, value = _emptied(laid.columns[column.name], laid)
    return replace(column, fate=fate, value=value, of=of)


def _emptied(column: StructureColumn, table: StructureTable) -> tuple[ColumnFate, str | None]:
    """Return how a column loses what it says about somebody; keys, and what nothing fits, stay."""
    unique = (column.name,) in table.uniques
    roomy = column.length is None or column.length >= PSEUDONYM_LENGTH
    constant = _CONSTANTS.get(column.kind, _NOTHING)
    if column.name in table.primary_key:
        return ColumnFate.KEEP, None
    if column.nullable:
        return ColumnFate.CLEAR, None
    if unique and column.kind is ColumnKind.TEXT and roomy:
        return ColumnFate.PSEUDONYM, None
    if not unique and fitting(column, constant) is not None:
        return ColumnFate.CONSTANT, constant
    return ColumnFate.KEEP, None
