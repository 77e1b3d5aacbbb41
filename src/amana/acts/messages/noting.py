"""Commit how messages fared: their entries, a later date, and addresses that take no mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from amana.acts.messages.claiming import InHand
from amana.acts.messages.entries import entry_of, put_entries
from amana.acts.messages.failing import tell_failed
from amana.acts.messages.put_out import ADDRESSED
from amana.channels.errors import NotTaken, RecipientRefused
from amana.domain.errors import AmanaError, Malformed
from amana.domain.ledger.entry import Entry, Outcome
from amana.domain.vocabulary.messages import Channel
from amana.storage.database import Storage
from amana.storage.outbox_rows import Ending, Later
from amana.storage.uuid7 import uuid7_series
from amana.storage.work import Work

MOST_TRIES: Final = 16
"""With the waits between them, about two days."""
_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=4)
_PERMANENT: Final = range(500, 600)
"""What an SMTP server says of what it will never take (RFC 5321, section 4.2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How one message fared."""

    hand: InHand
    fault: AmanaError | None = None
    may_have_gone: bool = False
    """Whether its way broke while it was handed over: nobody knows whether it arrived."""

    @property
    def tries(self) -> int:
        """How often it was tried, this time included."""
        return self.hand.judged.message.attempts + 1

    @property
    def final(self) -> bool:
        """Whether it is not tried again."""
        return self.fault is None or self.tries >= MOST_TRIES or is_final(self.fault)

    @property
    def way_out(self) -> bool | None:
        """Whether it carried its way out; ``None`` where it can't be stopped, or has no letter."""
        parcel = self.hand.parcel
        if parcel.channel not in ADDRESSED or not parcel.message_class.can_be_stopped:
            return None
        return parcel.way_out is not None

    @property
    def code(self) -> str | None:
        """The code of what went wrong."""
        return None if self.fault is None else self.fault.code


def is_final(fault: AmanaError) -> bool:
    """Tell whether trying again would end the same."""
    if isinstance(fault, NotTaken):
        return fault.fields.get("status") in _PERMANENT
    return isinstance(fault, Malformed)


def wait_after(attempts: int) -> timedelta:
    """Return how long a message rests after so many tries: doubled each time, to four hours."""
    return min(_FIRST_WAIT * (1 << min(attempts - 1, 20)), _LONGEST_WAIT)


def note_told(
    storage: Storage, service: str, told: Sequence[Told], *, unsent: Sequence[UUID], claim: UUID
) -> None:
    """Commit how messages fared: entries of what ended, a later date for the others."""
    with storage.work(service) as work:
        ended = _ended(work, [each for each in told if each.final], claim=claim)
        put_entries(work, [(entry, _entry(each)) for entry, each in ended])
        for entry, each in ended:
            _follow(work, each, entry)
        _keep_breaches(work, [each for _, each in ended])
        later = [_later(each) for each in told if not each.final]
        if later:
            work.outbox.later(later, claim=claim)
        if unsent:
            work.outbox.unsent(unsent, claim=claim)
        work.over()


def _ended(work: Work, told: Sequence[Told], *, claim: UUID) -> list[tuple[UUID, Told]]:
    """End messages; return those that nobody else had taken up meanwhile, with their entries."""
    if not told:
        return []
    entries = uuid7_series(work.now, len(told))
    by_id = {each.hand.parcel.id: (entry, each) for entry, each in zip(entries, told, strict=True)}
    endings = [
        Ending(
            id=each.hand.parcel.id,
            state="sent" if each.fault is None else "failed",
            entry=entry,
            fault=each.code,
            way_out=each.way_out,
        )
        for entry, each in by_id.values()
    ]
    return [by_id[each.id] for each in work.outbox.end(endings, claim=claim)]


def _entry(told: Told) -> Entry:
    outcome = Outcome.DONE if told.fault is None else Outcome.FAILED
    return entry_of(told.hand.judged, outcome, fault=told.code)


def _keep_breaches(work: Work, ended: Sequence[Told]) -> None:
    """Keep what went out and must not have, before an erasure can take the signs of it away."""
    sent = [
        each.hand.parcel.id
        for each in ended
        if each.fault is None and each.hand.parcel.message_class.can_be_stopped
    ]
    if sent:
        work.outbox.note_broken(sent)


def _later(told: Told) -> Later:
    return Later(
        id=told.hand.parcel.id,
        wait=wait_after(told.tries),
        fault=told.code or "messages.later",
        again=told.may_have_gone,
    )


def _follow(work: Work, told: Told, entry: UUID) -> None:
    """Keep a notice of the service's own pages; end an address that its server refused for good."""
    parcel, person = told.hand.parcel, told.hand.judged.message.person
    if person is None:
        return
    if told.fault is not None:
        tell_failed(work, told.hand.judged, why=told.code)
    if parcel.channel is Channel.IN_SERVICE and told.fault is None:
        work.notices.keep(
            parcel.id,
            person,
            message_class=parcel.message_class.value,
            purpose=parcel.purpose,
            language=parcel.language,
            content={"subject": parcel.subject, "text": parcel.text},
        )
    if isinstance(told.fault, RecipientRefused) and is_final(told.fault) and parcel.address:
        look = work.suppression.look(ADDRESSED[parcel.channel], parcel.address)
        work.outbox.end_address(person, look, why="bounced", message=parcel.id, entry=entry)
