"""End records, change and show what is known about them, and verify that one is gone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force
from amana.acts.records.taking_in import check_names
from amana.acts.records.whose import keys_of
from amana.domain.ledger.entry import Entry, Json
from amana.storage.records.sets import KnownRecord, MetadataChange, Named
from amana.storage.work import View

DELETE: Final = "delete-records"
CHANGE: Final = "change-records"
SHOW: Final = "show-metadata"
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


def delete_records(act: Act, chosen: Chosen) -> int:
    """Delete one record, a purpose's that has ended, or what is past its time; return how many."""
    act.work.persons.give_all_numbers()
    done = act.work.sets.delete(
        _named(act.work, chosen), noted=act.work.noted(_entry(act, DELETE, chosen))
    )
    act.work.over()
    return done


def change_records(act: Act, chosen: Chosen, change: MetadataChange) -> int:
    """Change what is known about records in their time; return how many there are.

    Whose they are, and what they hold, never changes here.
    """
    check_names(frozenset(change.recipients + change.objected))
    changed: dict[str, Json] = {
        "expires_at": None if change.expires_at is None else change.expires_at.isoformat(),
        "automated": change.automated,
        "recipients": change.recipients or None,
        "objected": change.objected or None,
    }
    entry = _entry(act, CHANGE, chosen, changed)
    act.work.persons.give_all_numbers()
    done = act.work.sets.change(_named(act.work, chosen), change, noted=act.work.noted(entry))
    act.work.over()
    return done


def show_metadata(act: Act, chosen: Chosen) -> Known:
    """Show what is known about one record or a person's, without what they hold."""
    found = act.work.sets.known(_named(act.work, chosen))
    entry = replace(
        _entry(act, SHOW, chosen, {"records": len(found)}),
        person=chosen.person or next((record.person for record in found), None),
    )
    return Known(records=found, entry=act.work.commit_about(entry, read=True))


def verify_deletion(act: Act, *, type_: str, key: str) -> bool:
    """Tell whether there is no record of this type and key in its time."""
    gone = act.work.sets.gone(act.work.records.look(type_, key))
    entry = _entry(act, VERIFY, Chosen(type=type_, key=key), {"gone": gone})
    act.work.commit_about(entry, read=True)
    return gone


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
