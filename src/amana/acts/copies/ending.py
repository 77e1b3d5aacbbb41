"""End copies whose time is over: their key is destroyed, and their pieces go. A scheduled task."""

import logging
from datetime import timedelta
from typing import Final
from uuid import UUID

from amana.acts.act import Actor, Role
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry, Json
from amana.storage.database import Storage

ACT: Final = "end-copy"
LONGEST: Final = timedelta(days=30)
"""A copy that did not become ready by then never will: its source is gone, or it was set aside."""
_BY_SCHEDULE: Final = Actor(role=Role.OPERATOR, label="schedule")
_MOST: Final = 200
_log = logging.getLogger(__name__)


def end_copies(storage: Storage, service: str) -> None:
    """End each by itself; one that fails stops no other, and is tried again."""
    with storage.reading(service) as view:
        over = view.copies.ended(longest=LONGEST, limit=_MOST)
    for copy in over:
        try:
            _end(storage, service, copy)
        except AmanaError as error:
            _log.warning("copies of %s: %s", service, error.code)


def _end(storage: Storage, service: str, copy: UUID) -> None:
    with storage.work(service) as work:
        found = work.copies.one(copy, hold=True)
        if not work.copies.end(copy):
            return
        body: dict[str, Json] = {
            "actor": _BY_SCHEDULE.identity,
            "copy": str(copy),
            "fetched": found.fetched,
        }
        work.commit_about(Entry(act=ACT, body=body), person_key=found.person_key)
