"""Tell the application again what it was told before, or could not be told."""

from datetime import datetime
from uuid import UUID

from amana.storage.database import Storage
from amana.storage.events_out import JOB


def replay_events(
    storage: Storage, service: str, *, event: UUID | None = None, since: datetime | None = None
) -> int:
    """Have one event told again, or all since then, or all that were set aside; return how many.

    Each keeps its id, so that the application knows what it has taken already. Raises
    ``NotFound`` for an event that is not there.
    """
    with storage.work(service) as work:
        if event is not None:
            work.events_out.replay(event)
            count = 1
        else:
            count = work.events_out.replay_since(since)
        work.jobs.defer(JOB, event=event)
        work.over()
    return count
