"""What an application was told."""

from typing import Protocol

from amana.acts.events.show_events import EventPage


class EventActs(Protocol):
    """Events, for those who ask instead of waiting."""

    def events(self, service: str, *, after: str | None, limit: int) -> EventPage:
        """Return the events after a cursor."""
