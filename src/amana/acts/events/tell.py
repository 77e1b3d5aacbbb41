"""Tell the application that something happened: written down in the act's own transaction.

What was told cannot be forgotten then: if the act commits, the event is there to be delivered.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from amana.domain.ledger.entry import Json
from amana.storage.events_out import NewEvent
from amana.storage.work import Work


class EventKind(StrEnum):
    """Of what an application is told."""

    CHOICE_CHANGED = "choice.changed"
    POLICY_PUBLISHED = "policy.published"
    MESSAGE_FAILED = "message.failed"
    REQUEST_STATE = "request.state"
    BREACH_OPENED = "breach.opened"


def tell(
    work: Work, kind: EventKind, fields: Mapping[str, Json], *, person: str | None = None
) -> UUID:
    """Write the event down and return its id, which is the message's own.

    Holds with the transaction in which it is called: where each statement is its own, the caller
    puts it and the act into ``work.transaction.together()``. ``fields`` name ids, purposes and
    states, never values of a person. ``person`` is the service's own id of whom it is about; it
    is told as ``data.person``.
    """
    return work.events_out.tell(telling(work, kind, fields, person=person))


def telling(
    work: Work, kind: EventKind, fields: Mapping[str, Json], *, person: str | None = None
) -> NewEvent:
    """Return the event that :func:`tell` writes down, for an act that does so by itself."""
    data = dict(fields) if person is None else {"person": person, **fields}
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    about = None if person is None else work.sealer.person_key(person)
    return work.events_out.ready(kind.value, plain, person=about)
