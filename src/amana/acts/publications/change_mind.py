"""An owner's change of mind: it holds from its transaction on, and hiding needs nobody's leave."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.person_id import check_met
from amana.acts.publications.asking import check_permitted, stays_without_person
from amana.acts.publications.evidence import entry_of
from amana.domain.decision.rule import Doing
from amana.domain.publication.content import PublicationState, Turn, Wish, check_turn
from amana.storage.errors import NotFound
from amana.storage.publications import PublicationRow, Standing
from amana.storage.work import View

CHANGE: Final = "change-publication"
WITHDRAW: Final = "withdraw-publication"
_MOST: Final = 1000


def owned_by(view: View, person: str) -> tuple[PublicationRow, ...]:
    """Return what a person handed in under any of their ids, the latest first.

    Raises ``UnusablePerson`` and ``PersonErased``.
    """
    check_met(view, person)
    return view.publications.of(view.persons.group(person), limit=_MOST)


def change_wish(act: Act, publication: UUID, *, person: str, wish: Wish) -> PublicationState:
    """Show it under another name, or with or without contact; return how it stands.

    Whether more may show is asked anew. What hides is never refused. Raises ``NotFound``, also
    where it is somebody else's, ``WrongTurn`` and ``NotForPublication``.
    """
    work = act.work
    row = _own(act, publication, person)
    check_turn(row.state, Turn.CHANGE)
    content, entry = row.owned.content, work.name_entry()
    before, face = content.shown(row.wish), content.shown(wish)
    found = check_permitted(work, person, row.purpose, face) if face.hides_less(before) else None
    shows = row.state is PublicationState.APPROVED
    stays = row.stays if found is None else stays_without_person(found, face)
    now = Standing(state=row.state, wish=wish, face=face if shows else None, stays=stays and shows)
    work.publications.become(row, now, entry=entry)
    name = Doing.PUBLISH.value if shows and found is not None else CHANGE
    work.commit(entry_of(act, replace(row, wish=wish), name, found=found), ids=(entry,))
    return row.state


def withdraw(act: Act, publication: UUID, *, person: str) -> None:
    """Let nobody see it from this transaction on. Raises ``NotFound`` and ``WrongTurn``."""
    work = act.work
    row = _own(act, publication, person)
    check_turn(row.state, Turn.WITHDRAW)
    entry = work.name_entry()
    now = Standing(state=PublicationState.WITHDRAWN, wish=row.wish)
    work.publications.become(row, now, entry=entry)
    work.commit(entry_of(act, row, WITHDRAW), ids=(entry,))


def _own(act: Act, publication: UUID, person: str) -> PublicationRow:
    """Return it where it is theirs, under any of their ids; else the same as where it is not."""
    check_met(act.work, person)
    row = act.work.publications.one(publication)
    if row.person_key not in act.work.persons.group(person):
        raise NotFound(what="publication")
    return row
