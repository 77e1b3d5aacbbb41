"""Two ids of one person: merged, split again, and a visitor who signs in.

Nothing is moved. Records, choices and entries stay under the id under which they came in, and
every read, decision, copy and erasure goes over the group: so a split separates exactly what
belongs to each, and what was chosen at a banner holds for the account that it joins.
"""

from uuid import UUID

from amana.acts.act import Act
from amana.acts.person_id import check_met
from amana.acts.persons.errors import NotJoined, SamePerson
from amana.domain.ledger.entry import Entry
from amana.storage.persons import TieKind


def merge_persons(act: Act, *, person: str, other: str) -> UUID:
    """Say that two ids are one person; return the entry in the person's history.

    What is merged already stays so. An entry stands in each one's history; neither names the
    other, since a split may show that they were two. Raises ``SamePerson``, ``PersonErased`` and
    ``TooManyIds``.
    """
    return _join(act, person, other, kind=TieKind.SAME, name="merge")


def join_visitor(act: Act, *, visitor: str, person: str) -> UUID:
    """Join a browser's id to the account that signed in there; return the visitor's entry.

    Raises ``VisitorTaken`` where it joined somebody else's, besides what merging raises.
    """
    return _join(act, visitor, person, kind=TieKind.VISITOR, name="join-visitor")


def split_persons(act: Act, *, person: str, other: str | None) -> UUID:
    """Take back that two ids are one person, or take the one id out of its group.

    Two ids that are also joined through others stay one person. Returns the entry. Raises
    ``NotJoined`` and ``PersonErased``.
    """
    check_met(act.work, person)
    key, apart = act.work.sealer.person_key(person), None
    if other is not None:
        check_met(act.work, other)
        apart = act.work.sealer.person_key(other)
    entry = act.work.name_entry()
    if not act.work.persons.part(key, apart, entry=entry):
        raise NotJoined
    return _commit(act, "split", [person] if other is None else [person, other], entry)


def _join(act: Act, one: str, other: str, *, kind: TieKind, name: str) -> UUID:
    for person in (one, other):
        check_met(act.work, person)
    if one == other:
        raise SamePerson
    work, entry = act.work, act.work.name_entry()
    # Held before anybody is met: a lock on a person must not wait for the turn.
    work.persons.hold()
    keys = [work.sealer.person_key(person) for person in (one, other)]
    for person, key in zip((one, other), keys, strict=True):
        work.people.meet(key)
        work.identifiers.note_own(person, entry=entry)
    work.persons.join(*keys, entry=entry, kind=kind)
    return _commit(act, name, [one, other], entry)


def _commit(act: Act, name: str, persons: list[str], entry: UUID) -> UUID:
    """Commit an entry in the history of each."""
    entries = [
        Entry(act=name, body={"actor": act.actor.identity, "person": person}, person=person)
        for person in persons
    ]
    ids = (entry, *(act.work.name_entry() for _ in persons[1:]))
    act.work.commit(*entries, ids=ids)
    return entry
