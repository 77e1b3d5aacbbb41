"""How the outbox of a service stands: what waits, what failed and why, what became of all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.messages.errors import NoSuchMessage, NotToRetry
from amana.domain.ledger.entry import Entry
from amana.storage.outbox import JOB
from amana.storage.outbox_rows import Counted, MessageRow, Waiting
from amana.storage.work import View

ACT: Final = "retry-message"
STATES: Final = ("waiting", "sending", "failed", "refused", "sent")
AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxShown:
    """How the outbox stands; nothing of it says to whom or what."""

    waiting: tuple[Waiting, ...]
    counts: tuple[Counted, ...]
    messages: tuple[MessageRow, ...]
    """Those of the state that was asked for, the latest first."""
    next: UUID | None
    at: datetime

    @property
    def repeated(self) -> int:
        """How many were sent again because whoever sent them died in the middle."""
        return sum(each.repeated for each in self.counts)


def show_outbox(
    view: View, *, states: tuple[str, ...] = ("failed",), before: UUID | None = None
) -> OutboxShown:
    """Return how the outbox stands, with a page of messages."""
    found = view.outbox.of_state(states, limit=AT_ONCE + 1, before=before)
    return OutboxShown(
        waiting=view.outbox.standing(),
        counts=view.outbox.counts(),
        messages=found[:AT_ONCE],
        next=found[AT_ONCE - 1].id if len(found) > AT_ONCE else None,
        at=view.now,
    )


def show_message(view: View, message: UUID) -> MessageRow:
    """Return how one message stands, or raise ``NoSuchMessage``."""
    found = view.outbox.whose(message)
    if found is None:
        raise NoSuchMessage
    return found


def retry_message(act: Act, message: UUID) -> None:
    """Try a message again that failed or waits, at once; raises ``NotToRetry``.

    It is decided again, as every message is.
    """
    show_message(act.work, message)
    if not act.work.outbox.retry([message]):
        raise NotToRetry
    act.work.jobs.defer(JOB)
    body = {"actor": act.actor.identity, "message": str(message)}
    act.work.commit(Entry(act=ACT, body=body))
