"""Tell what was done with a person's data: every act about them, opened from its seal."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.cursors import cursor_of, place_of
from amana.domain.ledger.entry import Json
from amana.storage.people import ActAbout
from amana.storage.work import View

AT_ONCE: Final = 500
"""Acts that are read, and their bodies opened, at once."""
_LIST: Final = "history"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneAct:
    """One act about a person, as it stands in their own copy."""

    entry: UUID
    act: str
    outcome: str
    at: datetime
    promises: tuple[str, ...]
    purposes: tuple[str, ...]
    data: tuple[str, ...]
    recipient: str | None
    staff_reason: str | None
    staff_role: str | None = None
    """In which role a member of staff did it: a member's own name is never told."""
    message_class: str | None = None
    """Of a message, or of a word about messages, the class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPart:
    """Some acts about a person, the latest first, and where the older ones are found."""

    acts: tuple[DoneAct, ...]
    next: str | None


def tell_history(
    view: View, *, person: str, after: str | None = None, limit: int = AT_ONCE
) -> HistoryPart:
    """Return acts about this person, the latest first; of an unknown person there are none.

    Staff are told by role, with their reasons, never by name or id: who it was is for the
    controller to answer (decision 0167). Raises ``WrongCursor`` and ``PersonErased``.
    """
    before = place_of(view.sealer, after, of=_LIST, about=person)
    found = _done(view.people.acts(person, before=before, limit=limit + 1))
    acts, more = found[:limit], len(found) > limit
    where = cursor_of(view.sealer, acts[-1].entry, of=_LIST, about=person) if more else None
    return HistoryPart(acts=acts, next=where)


def acts_named(
    view: View, names: Collection[str], *, person: str, limit: int
) -> tuple[DoneAct, ...]:
    """Return the latest acts of these names about the person."""
    return _done(view.people.acts(person, names=names, limit=limit))


def act_of(view: View, entry: UUID, *, person: str) -> DoneAct | None:
    """Return the one act about the person that this entry tells of; ``None`` where it does not."""
    return next(iter(_done(view.people.acts(person, entry=entry, limit=1))), None)


def every_act(view: View, *, person: str, at_once: int = AT_ONCE) -> Iterator[DoneAct]:
    """Yield all acts about the person, the latest first, some read at a time."""
    after: str | None = None
    while True:
        part = tell_history(view, person=person, after=after, limit=at_once)
        yield from part.acts
        after = part.next
        if after is None:
            return


def _done(rows: Iterable[ActAbout]) -> tuple[DoneAct, ...]:
    return tuple(
        DoneAct(
            entry=row.entry,
            act=row.act,
            outcome=row.outcome.value,
            at=row.at,
            promises=row.promises,
            purposes=_texts(row.body, "purposes"),
            data=_texts(row.body, "data"),
            recipient=_text(row.body, "recipient"),
            staff_reason=_text(row.body, "reason"),
            staff_role=_text(row.body, "role"),
            message_class=_text(row.body, "class"),
        )
        for row in rows
    )


def _text(body: Mapping[str, Json], name: str) -> str | None:
    found = body.get(name)
    return found if isinstance(found, str) else None


def _texts(body: Mapping[str, Json], name: str) -> tuple[str, ...]:
    found = body.get(name)
    return tuple(str(each) for each in found) if isinstance(found, tuple | list) else ()
