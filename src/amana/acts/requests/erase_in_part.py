"""Erase some categories of a person's data in our own records: values, and what they were before.

Records of which nothing else is left go whole. It is one transaction with the beginning of the
request, and read back within it: our own part is done, or nothing of it is.
"""

from collections.abc import Collection, Mapping
from typing import Final

from amana.acts.act import Act
from amana.acts.holding.errors import UnderHold
from amana.acts.holding.holds import held_here
from amana.acts.records.errors import NoMapInForce
from amana.acts.records.map_in_force import map_in_force
from amana.acts.requests.errors import CategoriesMissing
from amana.acts.requests.sought import wanted_of
from amana.acts.requests.stepping import entry_about
from amana.domain.ledger.entry import Json
from amana.storage.erasing_part import erase_fields
from amana.storage.erasures.journal import JournaledPart
from amana.storage.errors import NotErased
from amana.storage.requests import RequestRow
from amana.storage.work import View, Work

ACT: Final = "erase-part"
_TYPES_A_LINE: Final = 50
"""Types of records in a line of the journal, whose length is bounded."""


def categories_of(view: View, row: RequestRow) -> tuple[str, ...]:
    """Return what an erasure in part is to erase. Raises ``CategoriesMissing``."""
    wanted = wanted_of(view, [row.id]).get(row.id)
    if wanted is None or not wanted.categories:
        raise CategoriesMissing
    return wanted.categories


def check_not_held(view: View, group: Collection[bytes], categories: Collection[str]) -> None:
    """Raise ``UnderHold`` where a legal hold keeps these categories in our own records."""
    held = held_here(view, group, only=frozenset(categories))
    if held is not None:
        raise UnderHold(again_on=held.again_on.isoformat(), hold=str(held.id))


def erase_in_part(
    act: Act, row: RequestRow, group: tuple[bytes, ...], categories: tuple[str, ...]
) -> None:
    """Erase these categories in our own records, and note it; the caller commits.

    Raises ``NotErased`` where something is left when all is read back.
    """
    work = act.work
    fields = _fields(work, categories)
    entry = work.name_entry()
    done = erase_fields(work, group, fields, entry=entry)
    _read_back(work, group, fields)
    body = _body(categories, deleted=done.deleted, changed=done.changed, ids=len(group))
    # Of nobody by name: the certificate is made of it, also when the person is gone.
    work.put(entry_about(act, row, ACT, body, None), identity=entry)
    work.certificates.begin(row.id, request=row.id, part=entry)
    _journal(work, row, group, fields)


def _journal(
    work: Work, row: RequestRow, group: tuple[bytes, ...], fields: Mapping[str, frozenset[str]]
) -> None:
    """Note it apart from the database, before it commits: no restored backup brings it back."""
    gone = [(name, fields[name]) for name in sorted(fields) if fields[name]]
    for at in range(0, len(gone), _TYPES_A_LINE):
        some = dict(gone[at : at + _TYPES_A_LINE])
        for key in group:
            line = JournaledPart(at=work.now, request=row.id, person_key=key, fields=some)
            work.journal.append(work.service, line)


def _body(categories: tuple[str, ...], **counts: int) -> dict[str, Json]:
    return {"categories": categories, **counts}


def _fields(view: View, categories: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Return by type of record the fields of these categories; none where there is no map."""
    try:
        known = map_in_force(view)
    except NoMapInForce:
        return {}
    return {
        type_.id: frozenset(
            field.id for field in type_.fields.values() if field.category in categories
        )
        for type_ in known.records.values()
    }


def _read_back(work: Work, group: Collection[bytes], fields: Mapping[str, frozenset[str]]) -> None:
    for found in work.records.every_version(group):
        if fields.get(found.type, frozenset()) & found.content.values.keys():
            raise NotErased(service=work.service)
