"""What becomes of an identifier: verified, dropped; and who is found by one."""

from uuid import UUID

from amana.acts.act import Act
from amana.acts.person_id import check_met
from amana.acts.persons.errors import NotTheirs
from amana.acts.persons.normal import normal_identifier
from amana.domain.ledger.entry import Entry
from amana.domain.person.identifiers import IdentifierKind
from amana.storage.work import Work


def verify_identifier(act: Act, *, person: str, kind: IdentifierKind, value: str, by: str) -> UUID:
    """Note that the person has shown an identifier to be theirs, and how; return the entry.

    ``by`` is a word of the service's own, such as ``code-by-mail``. Raises ``NotTheirs``.
    """
    check_met(act.work, person)
    group = act.work.persons.group(person)
    if not act.work.identifiers.verify(group, kind, normal_identifier(kind, value), by=by):
        raise NotTheirs(kind=kind.value)
    return _note(act, "verify-identifier", person, kind, {"by": by})


def note_verified(
    work: Work, *, person: str, kind: IdentifierKind, value: str, by: str
) -> tuple[Entry, ...]:
    """Note it of an identifier in its one form, and return what says so on the ledger.

    Nothing where the person has it no more. The caller commits.
    """
    if not work.identifiers.verify(work.persons.group(person), kind, value, by=by):
        return ()
    body = {"actor": "person", "person": person, "kind": kind.value, "by": by}
    return (Entry(act="verify-identifier", body=body, person=person),)


def drop_identifier(act: Act, *, person: str, kind: IdentifierKind, value: str) -> UUID:
    """End an identifier of the person; it stays as history until they are erased.

    Returns the entry. Raises ``NotTheirs``.
    """
    check_met(act.work, person)
    group = act.work.persons.group(person)
    if not act.work.identifiers.end(group, kind, normal_identifier(kind, value)):
        raise NotTheirs(kind=kind.value)
    return _note(act, "drop-identifier", person, kind, {})


def find_persons(act: Act, *, kind: IdentifierKind, value: str) -> tuple[str, ...]:
    """Return the service's own ids of all who have the identifier now, sorted; often nobody.

    Several may share it, so that an address alone says that somebody is one of them, not which.
    Whoever asks knows the address already: nothing about anybody is shown but the service's ids.
    That they were looked up stands in the history of each.
    """
    found = act.work.identifiers.whose(kind, normal_identifier(kind, value))
    persons = tuple(sorted(act.work.identifiers.own_ids(found).values()))
    body = {"actor": act.actor.identity, "kind": kind.value}
    entries = [Entry(act="find-person", body=body, person=person) for person in persons]
    nobody = Entry(act="find-person", body={**body, "found": 0})
    act.work.commit(*(entries or [nobody]))
    return persons


def _note(act: Act, name: str, person: str, kind: IdentifierKind, more: dict[str, str]) -> UUID:
    body = {"actor": act.actor.identity, "person": person, "kind": kind.value, **more}
    (entry,) = act.work.commit(Entry(act=name, body=body, person=person))
    return entry
