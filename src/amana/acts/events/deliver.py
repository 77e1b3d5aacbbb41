"""Deliver events to the application: signed, with retries, in order for each person.

An event is taken for a while, sent, and ended; killed in between, it is sent again with the same
id. What cannot be delivered within days is set aside, and raises an alarm.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from amana.acts.fault import fault_of
from amana.channels.webhook import Webhook
from amana.storage.database import Storage
from amana.storage.errors import CannotOpen, KeyMissing
from amana.storage.events_out import EventOut
from amana.storage.jobs import Job
from amana.storage.work import Work

GIVES_UP_AFTER: Final = timedelta(days=3)
_LEASE: Final = timedelta(minutes=2)
_FIRST_WAIT: Final = timedelta(seconds=5)
_LONGEST_WAIT: Final = timedelta(hours=1)
_MOST: Final = 200
"""Events of one turn; the next turn goes on."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """Where the application of each service is told."""

    webhooks: Mapping[str, Webhook] = field(repr=False)

    def do(self, storage: Storage, job: Job) -> None:
        """Deliver what is due. The handler of a job; it bears to be run again."""
        self.go_round(storage, job.service)

    def go_round(self, storage: Storage, service: str) -> None:
        """Deliver what is due of one service. A scheduled task, for what came back meanwhile.

        After an event that was not taken the rest waits for the next turn: the other side is away.
        """
        webhook = self.webhooks.get(service)
        if webhook is None:
            return
        for _ in range(_MOST):
            with storage.work(service) as work:
                event = work.events_out.take(lease=_LEASE, gives_up_after=GIVES_UP_AFTER)
                plain = None if event is None else _opened(work, event)
                at = work.now
                work.over()
            if event is None:
                return
            if plain is None:
                continue
            fault = fault_of(partial(_post, webhook, event, plain, at))
            _note(storage, service, event, fault)
            if fault is not None:
                return


def body_of(event: EventOut, plain: bytes) -> bytes:
    """Return the body as Standard Webhooks has it."""
    said = {"type": event.kind, "timestamp": event.at.isoformat(), "data": json.loads(plain)}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def wait_after(tries: int) -> timedelta:
    """Return how long an event rests after so many tries: doubled each time, an hour at most."""
    return min(_FIRST_WAIT * (1 << min(tries - 1, 20)), _LONGEST_WAIT)


def forget_events(storage: Storage, service: str) -> None:
    """Delete events that nobody needs any more. A scheduled task."""
    gone = 1
    while gone:
        with storage.work(service) as work:
            gone = work.events_out.forget()
            work.over()


def _opened(work: Work, event: EventOut) -> bytes | None:
    """Return what the event tells; one about somebody erased is taken away.

    One whose row was changed is set aside, and holds no other back.
    """
    try:
        return work.events_out.open(event)
    except KeyMissing:
        work.events_out.drop(event.id)
        return None
    except CannotOpen as fault:
        work.events_out.failed(event.id, fault=fault.code, wait=_LONGEST_WAIT, aside=True)
        return None


def _post(webhook: Webhook, event: EventOut, plain: bytes, at: datetime) -> None:
    webhook.send(body_of(event, plain), message=str(event.id), at=at)


def _note(storage: Storage, service: str, event: EventOut, fault: str | None) -> None:
    """Write down how it went."""
    with storage.work(service) as work:
        if fault is None:
            work.events_out.delivered(event.id)
        else:
            work.events_out.failed(
                event.id, fault=fault, wait=wait_after(event.tries), aside=event.last_try
            )
        work.over()
    if fault is not None:
        _log.warning("event of %s, try %d: %s", service, event.tries, fault)
