"""Fields taken out of some persons' records, wherever their values stand or stood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.storage.records.row import StoredRecord
from amana.storage.work import View, Work

_PAGE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PartErased:
    """How many records an erasure in part changed."""

    deleted: int
    """Those of which nothing was left."""
    changed: int


def erase_fields(
    work: Work,
    group: tuple[bytes, ...],
    fields: Mapping[str, frozenset[str]],
    *,
    entry: UUID,
    given_until: datetime | None = None,
) -> PartErased:
    """Take fields, by type, out of the persons' records and all that they were; the caller commits.

    With ``given_until`` only records that have, or had, one of the values by then: what was given
    later is something else. Records that change say so by ``entry``. Raises ``PersonErased``.
    """
    work.stripping.hold(group)
    deleted = changed = 0
    for record in tuple(_records(work, group)):
        gone = fields.get(record.type, frozenset())
        if not _there(record, given_until) & gone:
            continue
        if _there(record) <= gone:
            work.stripping.drop(record)
            deleted += 1
        else:
            work.stripping.strip(record, gone, entry=entry)
            changed += 1
    return PartErased(deleted=deleted, changed=changed)


def left_of(
    view: View,
    group: tuple[bytes, ...],
    fields: Mapping[str, frozenset[str]],
    given_until: datetime,
) -> bool:
    """Tell whether something is left that :func:`erase_fields` takes out. Raises as it does."""
    return any(
        _there(record, given_until) & fields.get(record.type, frozenset())
        for record in _records(view, group)
    )


def _records(view: View, group: tuple[bytes, ...]) -> Iterator[StoredRecord]:
    page = view.records.page(group, after=None, limit=_PAGE)
    while page:
        yield from page
        page = view.records.page(group, after=page[-1].id, limit=_PAGE)


def _there(record: StoredRecord, until: datetime | None = None) -> frozenset[str]:
    """Return the fields of which the record has a value, or had one, by an instant or ever."""
    return frozenset(
        name
        for version in (record.current, *record.past)
        if until is None or version.at <= until
        for name in version.content.values
    )
