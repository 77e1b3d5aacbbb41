"""Content that stays for others when its person goes: a pass of erasures took the person out of it.

The source read back that the person is gone from each row, in the transaction in which it changed
them; which rows those were, it does not say, and the entry names nobody.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from amana.acts.act import Act
from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.acts.sources.opening import Opened
from amana.domain.ledger.entry import Entry, Json
from amana.domain.promises.retain import Ending, Retain
from amana.domain.source.model import ColumnFate, RowFate, SourceTable

REPLACE: Final = "replace-person"


def note_replaced(act: Act, asked: Opened, counts: Sequence[Mapping[str, Json]]) -> None:
    """Write down which promises a pass kept, by the rows that it changed; the caller commits."""
    changed = {str(each["table"]) for each in counts if each.get("changed")}
    kept = {
        name: categories
        for name, table in asked.mapping.tables.items()
        if name in changed and (categories := _kept_without_person(table))
    }
    if not kept:
        return
    try:
        version = in_force(act.work)
    except NoPolicyInForce:
        return
    promises = tuple(
        key
        for key, promise in published(act.work, version).policy.promises.items()
        if isinstance(promise.form, Retain)
        and promise.form.then is Ending.REPLACE_PERSON
        and any(categories & {*promise.form.data} for categories in kept.values())
    )
    if not promises:
        return
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "source": asked.name,
        "version": asked.version,
        "tables": tuple(dict(each) for each in counts if each["table"] in kept),
    }
    entry = Entry(act=REPLACE, promises=promises, policy_version=version.number, body=body)
    act.work.put(entry, identity=act.work.name_entry())


def _kept_without_person(table: SourceTable) -> frozenset[str]:
    """Return what stays in rows that people share, out of which erasure takes the person.

    Of a table in which rows may be somebody's own as well, a count does not say which were changed.
    """
    cleared = {link.id for link in table.via if link.clear and not link.owns}
    shared = not table.person and all(not link.owns for link in table.via)
    if table.fate is not RowFate.CHANGE or not cleared or not shared:
        return frozenset()
    return frozenset(
        column.category
        for column in table.columns
        if column.fate is ColumnFate.KEEP and column.of in cleared
    )
