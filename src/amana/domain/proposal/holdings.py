"""What the columns of tables about people hold, once it is known whose their rows are.

What a column of a shop's stock would not show, it shows in a row that is somebody's: the columns
of a person's order are about that person, whatever they are called.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from amana.domain.proposal.accounts import is_written
from amana.domain.proposal.clues import Clue, Reason, Why
from amana.domain.proposal.facts import Facts
from amana.domain.proposal.folding import fold
from amana.domain.proposal.relations import Relations
from amana.domain.proposal.segments import segments
from amana.domain.proposal.sorts import Sort
from amana.domain.record.types import ValueType
from amana.domain.source.structure import ColumnKind, StructureColumn, StructureTable

_BY_SORT: Final[Mapping[Sort, tuple[str, float]]] = {
    Sort.ORDER: ("order_booking", 0.6),
    Sort.PAYMENT: ("payment_history", 0.6),
    Sort.CONTENT: ("content_reviews", 0.6),
    Sort.MESSAGE: ("communications_calls", 0.6),
    Sort.ACTIVITY: ("usage_activity", 0.6),
    Sort.CHOICE: ("preferences", 0.5),
    Sort.HEALTH: ("health", 0.6),
    Sort.WORK: ("company_info", 0.6),
    Sort.SIGN_IN: ("account_credentials", 0.5),
}
_TIMES: Final = frozenset({ColumnKind.DATE, ColumnKind.TIME})
_SAYS_LITTLE: Final = frozenset({ColumnKind.BOOLEAN, ColumnKind.BYTES})
_WHOLE: Final = frozenset({Sort.ORDER, Sort.PAYMENT, Sort.HEALTH, Sort.WORK, Sort.ACTIVITY})
"""What a table of this sort says in numbers and days, too, is about the person."""
_SETTINGS: Final = frozenset("setting config configuration option parameter template".split())
_TECHNICAL: Final = frozenset(
    fold(word)
    for word in (
        "id uuid slug version revision lft rght tree depth path sort sequence seq lock hash "
        "etag "
        "checksum mime size deleted modified updated update modify order idx index migration "
        "tenant site "
        "معرف محذوف"
    ).split()
)
"""Words of columns that serve the program."""
_OF_DAYS: Final = frozenset("deleted modified updated update modify محذوف".split())
"""Words of them that say of a day when somebody did something."""
_CODES: Final = frozenset(fold(word) for word in "code sku رمز".split())
"""Words of what stands for a thing, but where the table is of secrets."""
_LEAST: Final = 0.3
_PEOPLE: Final = 5
"""Different values from which on a list of settings is one of people."""
_LOOSE: Final = 0.45
_UNSAID: Final = 0.4


def holdings(facts: Facts, relations: Relations) -> Mapping[str, Mapping[str, Clue]]:
    """Return, by table and column, what is proposed; tables without anybody's rows are left out.

    A table that no link leads to counts where its own columns show that it is about people.
    """
    found = {}
    for table in facts.structure.tables:
        if relations.owned(table):
            found[table] = _owned(table, facts)
        elif held := _standing_alone(table, facts):
            found[table] = held
    return found


def _standing_alone(table: str, facts: Facts) -> Mapping[str, Clue]:
    """Return what a table holds that no link leads to, such as messages of strangers."""
    strong = facts.strong(table)
    by_values = {
        each.kind
        for name, each in facts.clues[table].items()
        if each.strong
        and any(reason.why is Why.VALUES for reason in each.reasons)
        and facts.tallies[table][name].distinct >= _PEOPLE
    }
    settings = bool(_SETTINGS & set(facts.words(table)))
    listed = (settings or facts.sort(table) is Sort.REFERENCE) and not by_values
    if listed or not strong or facts.few(table):
        return {}
    return _owned(table, facts)


def _owned(table: str, facts: Facts) -> Mapping[str, Clue]:
    """Return what the columns of a table hold whose rows are somebody's."""
    found = {}
    described = facts.structure.tables[table]
    keys = {name for key, _ in facts.keys(table) for name in key.columns}
    for name, column in described.columns.items():
        clue = facts.clues[table].get(name)
        if clue is not None:
            held: Clue | None = _in_context(clue, described, column, facts)
        elif name in keys or name in described.primary_key:
            held = None
        else:
            held = _by_table(described, column, facts.sort(table))
        if held is not None and held.confidence >= _LEAST:
            found[name] = held
    return found


def _in_context(clue: Clue, table: StructureTable, column: StructureColumn, facts: Facts) -> Clue:
    """Return a clue as it counts in a table about people.

    A word that means many things means the person's in a table of people or of their addresses;
    elsewhere it is what the table is about that counts, unless its values say otherwise.
    """
    if not clue.loose:
        return clue
    sort = facts.sort(table.full_name)
    where = clue.kind == "address" and "address" in {
        each.kind for each in facts.clues[table.full_name].values() if not each.loose
    }
    if sort in _BY_SORT and not where and all(r.why is Why.NAME for r in clue.reasons):
        by_table = _by_table(table, column, sort)
        if by_table is not None:
            return by_table
    return replace(clue, confidence=max(clue.confidence * 0.9, _LOOSE))


def _by_table(table: StructureTable, column: StructureColumn, sort: Sort) -> Clue | None:
    """Return what a column holds whose own name says nothing, by what its table is about."""
    chosen = sort is Sort.CHOICE and column.kind is ColumnKind.BOOLEAN
    if (column.kind in _SAYS_LITTLE and not chosen) or _technical(column, sort):
        return None
    kind, confidence = _BY_SORT.get(sort, ("other", _UNSAID))
    if column.kind in _TIMES and sort not in _WHOLE:
        kind, confidence = "usage_activity", _UNSAID
    if column.kind in {ColumnKind.INTEGER, ColumnKind.NUMBER} and sort not in _WHOLE:
        # Of people and addresses, numbers that no word explains are counters and settings.
        if sort in {Sort.PEOPLE, Sort.CONTACT}:
            return None
        confidence = 0.35
    reason = Reason(why=Why.TABLE, fields={"table": table.full_name})
    return Clue(kind=kind, type=_type(column), confidence=confidence, reasons=(reason,), loose=True)


def _technical(column: StructureColumn, sort: Sort) -> bool:
    """Tell whether a column serves the program alone, or only names a thing."""
    words = segments(column.name)
    if is_written(column.name):
        return False
    if not words or (words[-1] in _CODES and sort is not Sort.SIGN_IN):
        return True
    serving = _TECHNICAL - _OF_DAYS if column.kind in _TIMES else _TECHNICAL
    return words[-1] in serving or words[0] in serving


def _type(column: StructureColumn) -> ValueType:
    """Return the type of the column's values."""
    if column.kind is ColumnKind.DATE:
        return ValueType.DATE
    if column.kind in {ColumnKind.INTEGER, ColumnKind.NUMBER}:
        return ValueType.NUMBER
    return ValueType.TEXT
