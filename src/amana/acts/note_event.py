"""Note an event of a person, after which alone something may be collected."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.following import follow_event
from amana.acts.in_force import in_force
from amana.acts.records.asked import Which
from amana.acts.records.errors import UndeclaredEvent, shown_name
from amana.acts.records.finding import found_record
from amana.acts.records.map_in_force import map_in_force
from amana.acts.records.whose import keys_of
from amana.domain.ledger.entry import Entry
from amana.storage.uuid7 import uuid7

ACT: Final = "note-event"


def note_event(act: Act, *, person: str, event: str, record: Which | None = None) -> UUID:
    """Note that the event happened to the person now, and return the entry.

    It counts for as long as the map says; how long data is kept goes by one of a ``record`` for
    that record alone. Messages that the policy promises after it are put out, each due when it
    was promised. Raises ``UndeclaredEvent``, ``UnusablePerson`` and ``PersonErased``, and of a
    record what ``found_record`` raises.
    """
    work = act.work
    known = map_in_force(work)
    if event not in known.events:
        raise UndeclaredEvent(event=shown_name(event))
    about = None if record is None else found_record(work, known, record, person=person).id
    key, entry = keys_of(work, person)[0], work.name_entry()
    work.events.tell(key, event, identity=uuid7(work.now), entry=entry, record=about)
    promises = follow_event(work, person, event, entry=entry)
    work.commit(
        Entry(
            act=ACT,
            promises=promises,
            policy_version=in_force(work).number,
            body={
                "actor": act.actor.identity,
                "person": person,
                "event": event,
                "record": None if about is None else str(about),
            },
            person=person,
        ),
        ids=(entry,),
    )
    return entry
