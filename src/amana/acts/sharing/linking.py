"""Partners whom people choose themselves: data goes there by that choice, and until it ends."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.acts.person_id import check_met
from amana.acts.sharing.errors import NotALink
from amana.domain.decision.rule import Doing, Need
from amana.domain.ledger.entry import Entry
from amana.domain.policy.model import Policy
from amana.storage.work import View, Work

LINK: Final = "link-partner"
UNLINK: Final = "unlink-partner"


def partners(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """Return who gets data by a person's own choice, each with the promises that say so."""
    found: dict[str, tuple[str, ...]] = {}
    for promise in policy.promises.values():
        for rule in promise.kind.rules(promise.form):
            if Doing.DISCLOSE in rule.doings and Need.OWN_CHOICE in rule.needs:
                for each in rule.recipients or ():
                    found[each] = (*found.get(each, ()), promise.id)
    return found


def link(act: Act, *, person: str, recipient: str) -> UUID | None:
    """Note that a person chose a partner, commit, and return the entry; ``None`` where they had.

    Raises ``NotALink``, ``UnusablePerson``, ``PersonErased`` and ``NoPolicyInForce``.
    """
    work, promises = act.work, _promises(act.work, person, recipient)
    group = work.persons.group(person)
    work.choices.hold_to_write(group)
    if recipient in work.sharing.linked(group):
        return None
    entry = work.name_entry()
    work.sharing.link(work.sealer.person_key(person), recipient, entry=entry)
    work.commit(_entry(act, LINK, promises, person, recipient), ids=(entry,))
    return entry


def unlink(act: Act, *, person: str, recipient: str) -> UUID | None:
    """End what a person chose, commit, and return the entry; ``None`` where nothing was to end.

    From this commit on nothing goes there. What was begun can be ended also where no promise
    names the partner any more. Raises ``NotALink``, ``UnusablePerson``, ``PersonErased`` and
    ``NoPolicyInForce``.
    """
    work = act.work
    check_met(work, person)
    promises = partners(published(work, in_force(work)).policy).get(recipient, ())
    group = work.persons.group(person)
    work.choices.hold_to_write(group)
    if not promises and recipient not in work.sharing.linked(group):
        raise NotALink
    entry = work.name_entry()
    if not work.sharing.unlink(group, recipient, entry=entry):
        return None
    work.commit(_entry(act, UNLINK, promises, person, recipient), ids=(entry,))
    return entry


def links_of(view: View, *, person: str) -> Mapping[str, datetime]:
    """Return the partners whom a person chose, and since when. Raises ``PersonErased``."""
    check_met(view, person)
    return view.sharing.linked(view.persons.group(person))


def _promises(work: Work, person: str, recipient: str) -> tuple[str, ...]:
    check_met(work, person)
    promises = partners(published(work, in_force(work)).policy).get(recipient)
    if promises is None:
        raise NotALink
    return promises


def _entry(act: Act, name: str, promises: tuple[str, ...], person: str, recipient: str) -> Entry:
    return Entry(
        act=name,
        promises=promises,
        policy_version=in_force(act.work).number,
        body={"actor": act.actor.identity, "person": person, "recipient": recipient},
        person=person,
    )
