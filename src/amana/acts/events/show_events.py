"""Show what an application was told: to itself, page by page, and how it stands to who runs it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.cursors import cursor_of, place_of
from amana.domain.ledger.entry import Json
from amana.storage.errors import CannotOpen, KeyMissing
from amana.storage.events_out import EventOut
from amana.storage.work import View

MOST: Final = 500
_LIST: Final = "events"
_BEGINNING: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventShown:
    """An event as the application gets it."""

    id: UUID
    kind: str
    at: datetime
    data: dict[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """Some events, and where to go on."""

    events: tuple[EventShown, ...]
    next: str
    """Always there: what comes later is found from it."""


def show_events(view: View, *, after: str | None, limit: int) -> EventPage:
    """Return the events after a cursor, in which none is missed that commits later.

    Of the events about one person the one with the later ``at`` counts. Those of who was erased
    are gone. Raises ``WrongCursor``, also for one of before a restore: then one begins anew.
    """
    about = view.events_out.generation()
    begin = place_of(view.sealer, after, of=_LIST, about=about)
    place = _BEGINNING if begin is None else begin.int
    found = view.events_out.page(after=place, most=limit)
    shown = tuple(each for each in (_shown(view, event) for event in found) if each is not None)
    last = UUID(int=found[-1].place if found else place)
    return EventPage(events=shown, next=cursor_of(view.sealer, last, of=_LIST, about=about))


def _shown(view: View, event: EventOut) -> EventShown | None:
    try:
        plain = view.events_out.open(event)
    except (CannotOpen, KeyMissing):
        return None
    return EventShown(id=event.id, kind=event.kind, at=event.at, data=json.loads(plain))
