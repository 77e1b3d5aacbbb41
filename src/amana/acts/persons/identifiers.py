"""What becomes of an identifier: verified, dropped; and who is found by one."""

from uuid import UUID

from amana.acts.act import Act
from amana.acts.person_id import check_person
from amana.acts.persons.errors import NotTheirs
from amana.acts.persons.normal import normal_identifier
from amana.domain.ledger.entry import Entry
from amana.domain.person.identifiers import IdentifierKind
from amana.storage.work import View


def verify_identifier(act: Act, *, person: str, kind: IdentifierKind, value: str, by: str) -> UUID:
    """Note that the person has shown an identifier to be theirs, and how; return the entry.

    ``by`` is a word of the service's own, such as ``code-by-mail``. Raises ``NotTheirs``.
    """
    check_person(person)
    group = act.work.persons.group(person)
    if not act.work.identifiers.verify(group, kind, normal_identifier(kind, value), by=by):
        raise NotTheirs(kind=kind.value)
    return _note(act, "verify-identifier", person, kind, {"by": by})


def drop_identifier(act: Act, *, person: str, kind: IdentifierKind, value: str) -> UUID:
    """End an identifier of the person; it stays as history until they are erased.

    Returns the entry. Raises ``NotTheirs``.
    """
    check_person(person)
    group = act.work.persons.group(person)
    if not act.work.identifiers.end(group, kind, normal_identifier(kind, value)):
        raise NotTheirs(kind=kind.value)
    return _note(act, "drop-identifier", person, kind, {})


def find_persons(view: View, *, kind: IdentifierKind, value: str) -> tuple[str, ...]:
    """Return the service's own ids of all who have the identifier now, sorted; often nobody.

    Several may share it, so that an address alone says that somebody is one of them, not which.
    Whoever asks knows the address already: nothing about anybody is shown but the service's ids.
    """
    found = view.identifiers.whose(kind, normal_identifier(kind, value))
    return tuple(sorted(view.identifiers.own_ids(found).values()))


def _note(act: Act, name: str, person: str, kind: IdentifierKind, more: dict[str, str]) -> UUID:
    body = {"actor": act.actor.identity, "person": person, "kind": kind.value, **more}
    (entry,) = act.work.commit(Entry(act=name, body=body, person=person))
    return entry
