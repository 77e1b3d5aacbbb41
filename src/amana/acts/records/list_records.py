"""A person's own records, each value with where it came from: for their own copy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.cursors import cursor_of, place_of
from amana.acts.in_force import in_force
from amana.acts.records.whose import keys_of
from amana.domain.ledger.entry import Entry, Json
from amana.storage.records.row import StoredRecord, Version
from amana.storage.view import View

ACT: Final = "list-records"
MOST: Final = 200
"""Records on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldValue:
    """A value, and how it came in."""

    value: Json = field(repr=False)
    origin: str
    source: str | None
    occasion: str | None
    notice_version: int
    """The version of the policy that was in force."""
    imported: bool
    at: datetime
    entry: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldField:
    """A field as it stands, and what it held before, the latest first."""

    now: HeldValue | None
    """``None`` where the value was taken away."""
    earlier: tuple[HeldValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRecord:
    """A record with all that a person may ask about it (GDPR article 15(1))."""

    id: UUID
    type: str
    key: str | None = field(repr=False)
    version: int
    fields: Mapping[str, HeldField]
    purposes: tuple[str, ...]
    objected: tuple[str, ...]
    recipients: tuple[str, ...]
    automated: bool
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Some of a person's records, oldest first."""

    records: tuple[HeldRecord, ...]
    next: str | None
    """Where to go on; ``None`` after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Shown):
    """The same, with the entry that says that they were shown."""

    entry: UUID


def list_records(act: Act, *, person: str, after: str | None = None, limit: int = 100) -> Page:
    """Return a page of what is held about the person, and commit that they were shown it.

    No decision is asked: it is the person's own. Raises ``WrongCursor``, ``UnusablePerson`` and
    ``PersonErased``.
    """
    shown = look_up_records(act.work, person=person, after=after, limit=limit)
    entry = note_shown(act, person=person, records=len(shown.records))
    return Page(records=shown.records, next=shown.next, entry=entry)


def look_up_records(view: View, *, person: str, after: str | None, limit: int) -> Shown:
    """Return a page of what is held about the person; whoever asks leaves the evidence.

    Raises ``WrongCursor``, ``UnusablePerson`` and ``PersonErased``.
    """
    most = max(1, min(limit, MOST))
    persons = keys_of(view, person)
    place = place_of(view.sealer, after, of=ACT, about=person)
    found = view.records.page(persons, after=place, limit=most + 1)
    shown, more = found[:most], len(found) > most
    return Shown(
        records=tuple(_held(record) for record in shown),
        next=cursor_of(view.sealer, shown[-1].id, of=ACT, about=person) if more else None,
    )


def note_shown(act: Act, *, person: str, records: int) -> UUID:
    """Commit that so many of a person's records were shown to them, and return the entry."""
    entry = Entry(
        act=ACT,
        policy_version=in_force(act.work).number,
        body={"actor": act.actor.identity, "person": person, "records": records},
        person=person,
    )
    return act.work.commit_about(entry, read=True)


def every_record(view: View, persons: tuple[bytes, ...]) -> Iterator[HeldRecord]:
    """Yield all that is held about these ids, oldest first; whoever asks leaves the evidence."""
    after: UUID | None = None
    while True:
        found = view.records.page(persons, after=after, limit=MOST)
        yield from (_held(record) for record in found)
        if len(found) < MOST:
            return
        after = found[-1].id


def _held(record: StoredRecord) -> HeldRecord:
    versions = (*record.past, record.current)
    names = dict.fromkeys(name for each in versions for name in sorted(each.content.values))
    return HeldRecord(
        id=record.id,
        type=record.type,
        key=record.current.content.key,
        version=record.current.number,
        fields={name: _field(name, versions) for name in names},
        purposes=record.purposes,
        objected=tuple(sorted(record.objected)),
        recipients=record.recipients,
        automated=record.automated,
        expires_at=record.expires_at,
    )


def _field(name: str, versions: tuple[Version, ...]) -> HeldField:
    """Return what the versions say of one field: those that brought it a value."""
    brought = [
        _value(each, name)
        for each in versions
        if name in each.content.values and name not in each.content.since
    ]
    stands = name in versions[-1].content.values
    latest_first = tuple(reversed(brought))
    return HeldField(
        now=latest_first[0] if stands else None,
        earlier=latest_first[1:] if stands else latest_first,
    )


def _value(version: Version, name: str) -> HeldValue:
    came = version.provenance
    return HeldValue(
        value=version.content.values[name],
        origin=came.origin,
        source=came.source,
        occasion=came.occasion,
        notice_version=came.policy_version,
        imported=came.imported,
        at=version.at,
        entry=version.entry,
    )
