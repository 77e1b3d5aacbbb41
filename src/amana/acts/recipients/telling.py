"""Tell recipients of what a request did: by mail or by a signed message, again until it is known.

One is told under one id, however often it is tried and whoever was killed over it; a receipt is
checked before it is read. By hand it is noted in ``acts.recipients.by_hand``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from amana.acts.act import Act, Actor, Role
from amana.acts.jobs import Handler
from amana.acts.messages.put_out import Outgoing, put_out
from amana.acts.recipients.errors import NotTakenIn
from amana.acts.recipients.telling_words import letter_of, message_of
from amana.acts.recipients.told import note_told
from amana.acts.requests.faults import code_of
from amana.acts.requests.sought import sought_in
from amana.acts.sources.ways import service_way
from amana.channels.asking import SignedService
from amana.domain.request.carrying import wait_after
from amana.domain.request.telling import WayKind
from amana.domain.source.outcome import Sought
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.storage.database import Storage
from amana.storage.jobs import Job
from amana.storage.recipients import NoticeRow, RecipientWay
from amana.storage.requests import RequestRow
from amana.storage.work import Work
from amana.values.strict_json import parse_json

JOB: Final = "tell_recipient"
_MOST: Final = 20
"""Notices that one job tells, so that a worker comes back to other work."""
_LEASE: Final = timedelta(minutes=5)
"""Longer than any one try; after it what a killed worker had is told again, under the same id."""
_LOOK: Final = timedelta(seconds=15)
_RARELY: Final = timedelta(minutes=30)
_SECONDS: Final = 20.0
_ANSWER: Final = 16_384
_FAILED: Final = "recipients.letter_failed"
_NOBODY: Final = "recipients.person_unknown"
_BY_JOB: Final = Actor(role=Role.OPERATOR, label="job")
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What is to be told now, and how."""

    notice: NoticeRow
    row: RequestRow
    way: RecipientWay | None = field(repr=False)
    sought: Sought | None = field(repr=False)


def tell_due(storage: Storage, service: str) -> None:
    """Put a job in the queue for each recipient who is to be told something. A scheduled task."""
    with storage.work(service) as work:
        due = work.recipients.due()
        for recipient in due:
            work.jobs.defer(JOB, key=recipient, recipient=recipient)
        if due:
            work.over()


def tell_job(clock: Clock) -> Handler:
    """Return what workers do for a job that tells a recipient."""

    def do(storage: Storage, job: Job) -> None:
        tell_recipient(storage, job.service, str(job.arguments["recipient"]), clock=clock)

    return do


def tell_recipient(storage: Storage, service: str, recipient: str, *, clock: Clock) -> int:
    """Tell a recipient what is due, one request after the other; return how many were tried."""
    tried = 0
    while tried < _MOST and (taken := _take(storage, service, recipient)) is not None:
        tried += 1
        way, sought = taken.way, taken.sought
        if way is None or sought is None:
            _later(storage, service, taken, _NOBODY, _RARELY)
        elif way.kind is WayKind.MAIL:
            _by_mail(storage, service, taken, way.way, sought)
        else:
            body = message_of(service, taken.row, sought)
            _by_message(storage, service, taken, service_way(way.way), body=body, clock=clock)
    return tried


def _take(storage: Storage, service: str, recipient: str) -> _Taken | None:
    """Take what is due longest, with whom it is about; commits."""
    with storage.work(service) as work:
        notice = work.recipients.claim(recipient, lease=_LEASE)
        if notice is None:
            return None
        taken = _Taken(
            notice=notice,
            row=work.requests.one(notice.request),
            way=work.recipients.way(recipient),
            sought=sought_in(work, notice.request),
        )
        work.over()
    return taken


def _by_mail(storage: Storage, service: str, taken: _Taken, address: str, sought: Sought) -> None:
    """Put the letter out, or see whether it went."""
    with storage.work(service) as work:
        letter = taken.notice.letter
        if letter is None:
            _put_letter(work, taken, address, sought)
        else:
            state = work.recipients.letter_state(letter)
            if state == "sent":
                note_told(Act(actor=_BY_JOB, work=work), taken.notice, WayKind.MAIL)
            elif state in {"waiting", "sending"}:
                work.recipients.later(taken.notice, fault=None, wait=_LOOK)
            else:
                work.recipients.later(taken.notice, fault=_FAILED, wait=_RARELY)
        work.over()


def _put_letter(work: Work, taken: _Taken, address: str, sought: Sought) -> None:
    said = letter_of(work, taken.row, sought)
    letter = put_out(
        work,
        Outgoing(
            person=None,
            message_class=MessageClass.SERVICE,
            purpose=None,
            channel=Channel.EMAIL,
            language=said.language,
            subject=said.subject,
            text=said.text,
            address=address,
            key=f"recipient-{taken.notice.message}",
            promise=taken.row.promises[0] if taken.row.promises else None,
        ),
    )
    work.recipients.put_letter(taken.notice, letter, wait=_LOOK)


def _by_message(  # noqa: PLR0913 - what is told, to which service, by whose clock
    storage: Storage,
    service: str,
    taken: _Taken,
    place: SignedService,
    *,
    body: bytes,
    clock: Clock,
) -> None:
    """Post the message, while no transaction of ours is open, and take its receipt."""
    try:
        _ask(place, body, str(taken.notice.message), clock)
    except Exception as error:  # noqa: BLE001 - the notice keeps it by its code
        wait = wait_after(taken.notice.attempts)
        _later(storage, service, taken, code_of(error), wait)
        return
    with storage.work(service) as work:
        note_told(Act(actor=_BY_JOB, work=work), taken.notice, WayKind.HTTP, answered=True)
        work.over()


def _ask(place: SignedService, body: bytes, message: str, clock: Clock) -> None:
    """Ask once; raises what asking raises, and ``NotTakenIn``."""
    asked = place.ask(body, message=message, clock=clock, most=_ANSWER, seconds=_SECONDS)
    with asked as answer:
        said = _read(answer.body.read())
    if said != {"state": "done"}:
        raise NotTakenIn


def _read(body: bytes) -> object:
    try:
        return parse_json(body)
    except (ValueError, RecursionError):
        raise NotTakenIn from None


def _later(storage: Storage, service: str, taken: _Taken, fault: str, wait: timedelta) -> None:
    with storage.work(service) as work:
        work.recipients.later(taken.notice, fault=fault[:63], wait=wait)
        work.over()
