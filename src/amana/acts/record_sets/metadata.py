"""End records, change and show what is known about them, and verify that one is gone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.cursors import cursor_of, place_of
from amana.acts.in_force import in_force
from amana.acts.records.ending import LONGEST
from amana.acts.records.errors import TimeTooFar
from amana.acts.records.taking_in import check_names
from amana.acts.records.whose import keys_of
from amana.domain.ledger.entry import Entry, Json
from amana.storage.records.sets import WHOLE, KnownRecord, MetadataChange, Named, Part
from amana.storage.work import View, Work

DELETE: Final = "delete-records"
CHANGE: Final = "change-records"
SHOW: Final = "show-metadata"
MOST: Final = 1_000
"""Records on one page of what is known."""
_NOTHING_MORE: Final[Mapping[str, Json]] = MappingProxyType({})
VERIFY: Final = "verify-deletion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which records: one by type and key, a purpose's (that a recipient gets), or a person's.

    Without any of these, for a deletion: those whose time is over.
    """

    type: str | None = None
    key: str | None = None
    purpose: str | None = None
    recipient: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about records, and the entry that they were shown."""

    records: tuple[KnownRecord, ...]
    entry: UUID
    next: str | None = None
    """Of a page: where to go on; ``None`` after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """One page of what is known: where to go on, and how many records at most."""

    after: str | None = None
    limit: int = 100


def delete_records(act: Act, chosen: Chosen) -> int:
    """Delete one record, a purpose's that has ended, or what is past its time; return how many."""
    _number_all(act.work)
    done = act.work.sets.delete(
        _named(act.work, chosen), noted=act.work.noted(_entry(act, DELETE, chosen))
    )
    act.work.over()
    return done


def change_records(act: Act, chosen: Chosen, change: MetadataChange) -> int:
    """Change what is known about records in their time; return how many there are.

    Whose they are, and what they hold, never changes here. Raises ``TimeTooFar``.
    """
    if change.expires_at is not None and change.expires_at - act.work.now > LONGEST:
        raise TimeTooFar
    check_names(frozenset(change.recipients + change.objected))
    changed: dict[str, Json] = {
        "expires_at": None if change.expires_at is None else change.expires_at.isoformat(),
        "automated": change.automated,
        "recipients": change.recipients or None,
        "objected": change.objected or None,
    }
    entry = _entry(act, CHANGE, chosen, changed)
    _number_all(act.work)
    done = act.work.sets.change(_named(act.work, chosen), change, noted=act.work.noted(entry))
    act.work.over()
    return done


def show_metadata(act: Act, chosen: Chosen, page: KnownPage | None = None) -> Known:
    """Show what is known about one record or a person's, without what they hold.

    With a ``page`` only those of it. Raises ``WrongCursor``.
    """
    sealer, about = act.work.sealer, chosen.person or ""
    part, most = WHOLE, MOST
    if page is not None:
        most = max(1, min(page.limit, MOST))
        place = place_of(sealer, page.after, of=SHOW, about=about)
        part = Part(after=place, limit=most + 1)
    found = act.work.sets.known(_named(act.work, chosen), part)
    more = page is not None and len(found) > most
    found = found[:most] if more else found
    entry = replace(
        _entry(act, SHOW, chosen, {"records": len(found)}),
        person=chosen.person or next((record.person for record in found), None),
    )
    return Known(
        records=found,
        entry=act.work.commit_about(entry, read=True),
        next=cursor_of(sealer, found[-1].id, of=SHOW, about=about) if more else None,
    )


def verify_deletion(act: Act, *, type_: str, key: str) -> bool:
    """Tell whether there is no record of this type and key in its time."""
    gone = act.work.sets.gone(act.work.records.look(type_, key))
    entry = _entry(act, VERIFY, Chosen(type=type_, key=key), {"gone": gone})
    act.work.commit_about(entry, read=True)
    return gone


def _number_all(work: Work) -> None:
    """Give numbers to all: by theirs people find the entry of an act over many in their history."""
    if work.unnumbered:
        work.persons.give_all_numbers()


def _named(view: View, chosen: Chosen) -> Named:
    if chosen.type is not None and chosen.key is not None:
        return Named(look=view.records.look(chosen.type, chosen.key))
    if chosen.person is not None:
        return Named(person_keys=keys_of(view, chosen.person))
    check_names(frozenset(filter(None, (chosen.purpose, chosen.recipient))))
    return Named(purpose=chosen.purpose, recipient=chosen.recipient)


def _entry(act: Act, name: str, chosen: Chosen, more: Mapping[str, Json] = _NOTHING_MORE) -> Entry:
    """Return the entry: its body says what was chosen and done, and names nobody."""
    told: dict[str, Json] = {
        "actor": act.actor.identity,
        "type": chosen.type,
        "purposes": None if chosen.purpose is None else (chosen.purpose,),
        "recipient": chosen.recipient,
        **more,
    }
    return Entry(
        act=name,
        policy_version=in_force(act.work).number,
        body={key: value for key, value in told.items() if value is not None},
    )
