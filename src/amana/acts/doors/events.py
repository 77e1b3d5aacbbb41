"""The door of events: what an application was told, for those who ask instead of waiting."""

from dataclasses import dataclass

from amana.acts.events.show_events import EventPage, show_events
from amana.storage.database import Storage


@dataclass(frozen=True, slots=True)
class EventsDoor:
    """Reads of a service's own program."""

    storage: Storage

    def events(self, service: str, *, after: str | None, limit: int) -> EventPage:
        """Return the events after a cursor."""
        with self.storage.reading(service) as view:
            return show_events(view, after=after, limit=limit)
