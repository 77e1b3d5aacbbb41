"""A person's browser signals something: it is noted with its effect, and is no choice.

Global Privacy Control stops sale and sharing in every process from the transaction on in which it
is first seen. Of a visitor it is known by the browser's own id; joined to an account, it holds
for the account.
"""

from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import Parsed, in_force, published
from amana.acts.person_id import check_person
from amana.domain.choice.signal import stopped_purposes
from amana.domain.ledger.entry import Entry, Json
from amana.domain.promises.cookie import Cookie, Signal
from amana.storage.signals import GPC

ACT = "signal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signalled:
    """What follows from the signal."""

    entry: UUID | None
    """``None`` where it was known of this person already."""
    stopped: tuple[str, ...]
    """The purposes that it stops, sorted."""


def note_signal(act: Act, *, person: str | None) -> Signalled:
    """Note Global Privacy Control, and commit.

    Of nobody, a visitor who has no id and is given none, the entry says no more than that it was
    seen. Raises ``NoPolicyInForce``, ``UnusablePerson`` and ``PersonErased``.
    """
    seen, entry = take_signal(act, person=person)
    if seen.entry is None or entry is None:
        act.work.over()
    else:
        act.work.commit(entry, ids=(seen.entry,))
    return seen


def take_signal(act: Act, *, person: str | None) -> tuple[Signalled, Entry | None]:
    """Note the signal, and return the entry that is to be committed with it, if it is new."""
    work, version = act.work, in_force(act.work)
    known = published(work, version)
    stopped = tuple(sorted(stopped_purposes(known.policy)))
    identity = work.name_entry()
    if person is not None:
        check_person(person)
        key = work.sealer.person_key(person)
        work.people.meet(key)
        if not work.signals.note(key, GPC, entry=identity):
            return Signalled(entry=None, stopped=stopped), None
    body: dict[str, Json] = {"actor": act.actor.identity, "signal": GPC, "stopped": stopped}
    if person is not None:
        body["person"] = person
    entry = Entry(
        act=ACT,
        promises=_promises(known),
        policy_version=version.number,
        body=body,
        person=person,
    )
    return Signalled(entry=identity, stopped=stopped), entry


def _promises(known: Parsed) -> tuple[str, ...]:
    """Return the promises that the signal is honoured."""
    return tuple(
        promise.id
        for promise in known.policy.promises.values()
        if isinstance(promise.form, Cookie) and Signal.GPC in promise.form.signals
    )
