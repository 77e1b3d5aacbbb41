"""Passwords, where a service wants them: set, changed, checked, removed.

What is slow, stretching, is done outside of any transaction.
"""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from amana.acts.identity.proving import JUST_NOW
from amana.acts.identity.sign_in import Shown, note_failure, own_id, passing
from amana.acts.identity.visitor import Visitor
from amana.acts.identity.whose import whose
from amana.acts.person_id import check_met
from amana.domain.ledger.entry import Entry, Json
from amana.domain.person.groups import PersonKey
from amana.domain.person.identifiers import IdentifierKind, matched
from amana.domain.person.level import CheckedBy, Level
from amana.storage.work import View, Work

SHOWN: Final = Shown(means=CheckedBy.PASSWORD, level=Level.PASSWORD)
_BY_CODE: Final = frozenset({Level.EMAIL, Level.PHONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is to be compared: whose it is, and how it is stretched."""

    person: str | None
    key: PersonKey = field(repr=False)
    """The person's look-up key; of an address that is nobody's, a mark that stands for one."""
    group: tuple[PersonKey, ...] = field(repr=False)
    """All ids of the person: wrong passwords under any of them count together."""
    stretched: str | None = field(repr=False)


def held_of(view: View, person: str) -> Held:
    """Return what a person's password is compared with. Raises ``PersonErased``."""
    check_met(view, person)
    return _held(view, person, view.sealer.person_key(person))


def held_at(view: View, kind: IdentifierKind, address: str) -> Held:
    """Return what the password of whom an address belongs to is compared with, if to anybody.

    For nobody's address the same is looked up, by a mark of it that is nobody's key.
    """
    key = whose(view, kind, address)
    if key is None:
        named = f"{kind.value}\0{matched(kind, address)}".encode()
        key = view.sealer.mark("password-of-nobody", named)
    return _held(view, own_id(view, key), key)


def _held(view: View, person: str | None, key: PersonKey) -> Held:
    group = view.persons.group_of(key)
    return Held(person=person, key=key, group=group, stretched=view.passwords.of(group))


def set_password(
    work: Work, *, person: str, stretched: str, actor: str, checked: bool = False
) -> None:
    """Set the person's password. Their sessions end: who knew the old one is out.

    ``checked`` says that they showed the old one just now, which is noted with it.
    """
    check_met(work, person)
    key = work.sealer.person_key(person)
    work.people.meet(key)
    work.identifiers.note_own(person, entry=work.name_entry())
    _put(work, person, key, stretched, actor=actor, checked=checked, besides=None)


def set_own_password(work: Work, visitor: Visitor, stretched: str, *, checked: bool) -> None:
    """Set one's own password; all other sessions end."""
    visitor.check(work)
    key = work.sealer.person_key(visitor.person)
    _put(
        work,
        visitor.person,
        key,
        stretched,
        actor=visitor.actor.identity,
        checked=checked,
        besides=UUID(visitor.session),
    )


def _put(  # noqa: PLR0913 - whose, which, by whom, and what stays
    work: Work,
    person: str,
    key: PersonKey,
    stretched: str,
    *,
    actor: str,
    checked: bool,
    besides: UUID | None,
) -> None:
    group = work.persons.group_of(key)
    work.passwords.put(key, group, stretched)
    ended = work.identity.end_sessions(group, besides=besides)
    body: dict[str, Json] = {"actor": actor, "person": person, "ended": ended}
    entry, identity = Entry(act="set-password", body=body, person=person), work.name_entry()
    shown = [passing(work, person, SHOWN)] if checked else []
    work.commit(entry, *(each for each, _ in shown), ids=(identity, *(each for _, each in shown)))


def remove_password(work: Work, *, person: str, actor: str) -> bool:
    """Remove the person's password; tell whether there was one. Commits where there was."""
    check_met(work, person)
    if not work.passwords.drop(work.persons.group(person)):
        return False
    body = {"actor": actor, "person": person}
    work.commit(Entry(act="remove-password", body=body, person=person))
    return True


def note_wrong(work: Work, held: Held, *, compared: bool) -> None:
    """Note that a password was not right, in the history of whom it was tried on. Commits.

    ``compared`` says whether it was compared at all: not after too many wrong ones.
    """
    key = None if held.person is None else held.key
    note_failure(work, SHOWN, person_key=key, why="wrong_password" if compared else "worn_out")


def needs_old(view: View, visitor: Visitor) -> bool:
    """Tell whether a person has to show the old password to set another.

    Not where there is none, and not shortly after they came in by a code: so it is set anew by
    who forgot it.
    """
    fresh = view.now - visitor.since <= JUST_NOW
    if visitor.level in _BY_CODE and fresh:
        return False
    return view.passwords.of(view.persons.group(visitor.person)) is not None
