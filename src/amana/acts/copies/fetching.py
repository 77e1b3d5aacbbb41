"""Fetch a copy: only whom it is about, only after proof of identity, only while it lies ready."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.copies.errors import (
    CopyGone,
    CopyNotReady,
    CopyOver,
    CopyTriedTooOften,
    PersonNotProven,
)
from amana.acts.copies.pieces import head_of, rows_in, unpacked
from amana.acts.identity.errors import NotProven
from amana.acts.identity.proof import check_proven
from amana.acts.requests.carry_out import end_by_copy
from amana.domain.copying.shape import CopyRow, CopySection, CopyTable
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.person.level import Level
from amana.domain.words import Language
from amana.storage.copies import CopyKey, Place, PreparedCopy
from amana.storage.database import Storage
from amana.storage.errors import NotFound
from amana.storage.work import Work

ACT: Final = "fetch-copy"
MOST_TRIES: Final = 5
"""So often within the window somebody may ask in vain; then nobody gets it for as long."""
WINDOW: Final = timedelta(hours=1)
_AT_ONCE: Final = 8
"""Pieces that are read in one transaction, each of half a megabyte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCopy:
    """A copy that may be read. Each reading asks again whether it still lies there."""

    storage: Storage = field(repr=False)
    service: str
    key: CopyKey = field(repr=False)
    made_at: datetime
    expires_at: datetime
    language: Language
    sections: tuple[CopySection, ...]

    def rows(self, section: int, table: CopyTable) -> Iterator[CopyRow]:
        """Yield the rows of a table. Raises ``CopyGone`` where it went meanwhile.

        ``section`` is its place in ``sections``.
        """
        found = 0
        for row in rows_in(table.id, self._pieces(section, self._place(section, table))):
            found += 1
            yield row
        if found != table.rows:
            raise CopyGone

    def _place(self, section: int, table: CopyTable) -> int:
        return 1 + [each.id for each in self.sections[section].tables].index(table.id)

    def _pieces(self, section: int, place: int) -> Iterator[bytes]:
        after = Place(section=section, place=place, number=-1)
        while True:
            with self.storage.reading(self.service) as view:
                found = view.copies.parts(self.key, after, limit=_AT_ONCE)
            for at, piece in found:
                if (at.section, at.place) != (section, place):
                    return
                yield unpacked(piece)
            if len(found) < _AT_ONCE:
                return
            after = found[-1][0]


def open_copy(  # noqa: PLR0913 - who fetches what, by which proof, in which form
    act: Act,
    copy: UUID,
    *,
    person: str,
    form: str,
    storage: Storage,
    session: Level | None = None,
) -> OpenedCopy:
    """Return the copy to be read, and commit that it was handed out.

    The person's proven requests for a copy end with it, unless a source is missing in it. Without a
    ``session`` it is a program that asks: its tries are counted apart, for it could shut the person
    out. Raises ``NotFound`` where it is not theirs, ``CopyNotReady``, ``CopyOver``, ``NotProven``,
    to a program ``PersonNotProven``, which counts as a try where there is something to fetch,
    ``CopyTriedTooOften`` and ``PersonErased``.
    """
    work = act.work
    found = _theirs(work, copy, person)
    by_program = session is None
    _check_tries(found, work.now, by_program=by_program)
    try:
        check_proven(work, person, session=session)
    except NotProven:
        if found.lies_ready(work.now):
            _note_try(act, found, person, by_program=by_program)
        if by_program:
            raise PersonNotProven from None
        raise
    return _opened(act, found, person=person, form=form, storage=storage)


def open_copy_by_hand(
    act: Act, copy: UUID, *, person: str, form: str, storage: Storage
) -> OpenedCopy:
    """Return the copy to whoever runs the program, for a request whose proof is noted.

    The caller has held the request, and seen that it is proven. Raises ``NotFound``,
    ``CopyNotReady``, ``CopyOver`` and ``PersonErased``.
    """
    found = _theirs(act.work, copy, person)
    return _opened(act, found, person=person, form=form, storage=storage)


def _theirs(work: Work, copy: UUID, person: str) -> PreparedCopy:
    found = work.copies.one(copy, hold=True)
    if found.person_key not in work.persons.group(person):
        raise NotFound(what="copy")
    return found


def _check_tries(found: PreparedCopy, now: datetime, *, by_program: bool) -> None:
    own, asked = (found.tries, found.tried_at), (found.asked_tries, found.asked_tried_at)
    tries, last = asked if by_program else own
    if last is not None and last > now - WINDOW and tries >= MOST_TRIES:
        raise CopyTriedTooOften


def _note_try(act: Act, found: PreparedCopy, person: str, *, by_program: bool) -> None:
    """Note on the ledger, in the person's history, that somebody could not prove who they are."""
    work = act.work
    work.copies.note_try(found.id, by_program=by_program, window=WINDOW)
    body = {"actor": act.actor.identity, "person": person, "copy": str(found.id)}
    entry = Entry(
        act=ACT, outcome=Outcome.REFUSED, body=body | {"why": "not_proven"}, person=person
    )
    work.commit(entry)


def _opened(
    act: Act, found: PreparedCopy, *, person: str, form: str, storage: Storage
) -> OpenedCopy:
    work = act.work
    if not found.lies_ready(work.now):
        raise CopyOver if found.ready_at is not None or found.over_at is not None else CopyNotReady
    key = work.copies.key_of(found)
    sections = tuple(head_of(each) for each in work.copies.heads(key))
    if len(sections) != found.sections or found.ready_at is None or found.expires_at is None:
        raise CopyGone
    work.copies.note_fetched(found.id)
    if not found.missing:
        # What a source holds is still owed: the request stays open, and its term goes on.
        end_by_copy(act, person=person, asked_at=found.asked_at)
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "person": person,
        "copy": str(found.id),
        "form": form,
    }
    if found.missing:
        body["missing"] = tuple(each.source for each in found.missing)
    work.commit(Entry(act=ACT, body=body, person=person))
    return OpenedCopy(
        storage=storage,
        service=work.service,
        key=key,
        made_at=found.ready_at,
        expires_at=found.expires_at,
        language=found.language,
        sections=sections,
    )
