"""Note an event of a person, after which alone something may be collected."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force
from amana.acts.records.errors import UndeclaredEvent, shown_name
from amana.acts.records.map_in_force import map_in_force
from amana.acts.records.whose import keys_of
from amana.domain.ledger.entry import Entry
from amana.storage.uuid7 import uuid7

ACT: Final = "note-event"


def note_event(act: Act, *, person: str, event: str) -> UUID:
    """Note that the event happened to the person now, and return the entry.

    It counts for as long as the map says. Raises ``UndeclaredEvent``, ``UnusablePerson`` and
    ``PersonErased``.
    """
    work = act.work
    if event not in map_in_force(work).events:
        raise UndeclaredEvent(event=shown_name(event))
    key, entry = keys_of(work, person)[0], work.name_entry()
    work.events.tell(key, event, identity=uuid7(work.now), entry=entry)
    work.commit(
        Entry(
            act=ACT,
            policy_version=in_force(work).number,
            body={"actor": act.actor.identity, "person": person, "event": event},
            person=person,
        ),
        ids=(entry,),
    )
    return entry
