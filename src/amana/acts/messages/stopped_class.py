"""Stop one class of messages, or let it come again: a person's decision, as any other choice is.

It stands on the ledger, in the person's history and in the centre, and the application hears of it.
"""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.events.tell import EventKind, tell
from amana.acts.in_force import in_force, published
from amana.domain.choice.circumstances import Means, Through
from amana.domain.choice.classes import ClassOf, promised_by
from amana.domain.ledger.entry import Entry, Json
from amana.domain.words import Language

STOP: Final = "stop-messages"
RESUME: Final = "resume-messages"
STOPPED: Final = "class_stopped"
RESUMED: Final = "class_resumed"
"""Words and states of their own: who knows of purposes alone takes neither for a word about one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutClass:
    """What a person says of a class of messages, and how."""

    person: str = field(repr=False)
    what: ClassOf
    channel: Through
    means: Means
    language: Language | None = None


def stop_class(act: Act, given: AboutClass) -> UUID:
    """Stop the class from now on; return the entry. Nothing is committed yet.

    Whoever decides about a message to the person ends first, and nobody begins before this ends.
    Raises ``PersonErased`` and ``NoPolicyInForce``.
    """
    work = act.work
    key = work.sealer.person_key(given.person)
    work.people.meet(key, to_choose=True)
    entry = _note(act, given, STOP, STOPPED)
    what = given.what
    work.outbox.stop(key, purpose=what.purpose, message_class=what.message_class.value, entry=entry)
    return entry


def resume_class(act: Act, given: AboutClass) -> UUID:
    """Let the class come again, under whichever id of the person it was stopped.

    What else keeps it back, such as an objection to its purpose, does so on. Nothing is committed
    yet. Raises what :func:`stop_class` does.
    """
    work = act.work
    work.people.meet(work.sealer.person_key(given.person), to_choose=True)
    entry = _note(act, given, RESUME, RESUMED)
    what = given.what
    members = work.persons.group(given.person)
    work.outbox.resume(members, purpose=what.purpose, message_class=what.message_class.value)
    return entry


def _note(act: Act, given: AboutClass, name: str, state: str) -> UUID:
    """Write the entry down, and tell the application."""
    work, what = act.work, given.what
    version, entry = in_force(work), work.name_entry()
    noted = Entry(
        act=name,
        promises=promised_by(published(work, version).policy, what),
        policy_version=version.number,
        body={
            "actor": act.actor.identity,
            "person": given.person,
            "purposes": (what.purpose,),
            "class": what.message_class.value,
            "channel": given.channel.value,
            "means": given.means.value,
            **({} if given.language is None else {"language": given.language}),
        },
        person=given.person,
    )
    work.put(noted, identity=entry)
    told: dict[str, Json] = {
        "purposes": (what.purpose,),
        "message_class": what.message_class.value,
        "word": state,
        "state": state,
        "policy_version": version.number,
        "entry": str(entry),
        "at": work.now.isoformat(),
    }
    tell(work, EventKind.CHOICE_CHANGED, told, person=given.person)
    return entry
