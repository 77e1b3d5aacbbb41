"""Tell recipients to stop what a person refused or ended: again, at growing waits, until known.

By mail or by a signed message; who is told by hand is listed until somebody notes it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.in_force import in_force, published
from amana.acts.jobs import Handler
from amana.acts.messages.put_out import Outgoing, put_out
from amana.acts.requests.faults import code_of
from amana.acts.sharing.pushing import check_taken
from amana.acts.sources.ways import service_way
from amana.channels.asking import SignedService
from amana.domain.ledger import canonical
from amana.domain.ledger.entry import Entry
from amana.domain.request.carrying import wait_after
from amana.domain.request.telling import WayKind
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.words import ARABIC, LANGUAGES
from amana.storage.database import Storage
from amana.storage.jobs import Job
from amana.storage.recipients import RecipientWay
from amana.storage.stop_notices import StopNotice
from amana.storage.work import Work
from amana.wording.catalogue import say

JOB: Final = "tell_recipient_stop"
TELL: Final = "tell-recipient-stop"
_MOST: Final = 20
_LEASE: Final = timedelta(minutes=5)
_LOOK: Final = timedelta(seconds=15)
_RARELY: Final = timedelta(minutes=30)
_SECONDS: Final = 20.0
_ANSWER: Final = 16_384
_FAILED: Final = "recipients.letter_failed"
_BY_JOB: Final = Actor(role=Role.OPERATOR, label="job")
Clock = Callable[[], datetime]


def follow_due(storage: Storage, service: str) -> None:
    """Put a job in the queue for each recipient who is to be told to stop. A scheduled task."""
    with storage.work(service) as work:
        due = work.stop_notices.due()
        for recipient in due:
            work.jobs.defer(JOB, key=recipient, recipient=recipient)
        if due:
            work.over()


def follow_job(clock: Clock) -> Handler:
    """Return what workers do for a job that tells a recipient to stop."""

    def do(storage: Storage, job: Job) -> None:
        tell_stop(storage, job.service, str(job.arguments["recipient"]), clock=clock)

    return do


def tell_stop(storage: Storage, service: str, recipient: str, *, clock: Clock) -> int:
    """Tell a recipient what is due, one after the other; return how many were tried."""
    tried = 0
    while tried < _MOST and (taken := _take(storage, service, recipient)) is not None:
        tried += 1
        notice, way = taken
        if way is None:
            _later(storage, service, notice, "sharing.no_way_to_send", _RARELY)
        elif way.kind is WayKind.MAIL:
            _by_mail(storage, service, notice, way.way)
        else:
            _by_message(storage, service, notice, service_way(way.way), clock)
    return tried


def told_by_hand(act: Act, notice: UUID) -> None:
    """Note that a recipient was told to stop by hand, and commit. Raises ``NotFound``."""
    _note(act, act.work.stop_notices.one(notice), answered=False, how=WayKind.BY_HAND)


def stop_message(service: str, notice: StopNotice) -> bytes:
    """Return the message to a recipient's program; the same bytes at every try."""
    return canonical.write(
        {
            "form": "amana-recipient-1",
            "service": service,
            "request": str(notice.id),
            "act": "stop",
            "why": notice.why,
            "for": notice.purpose,
            "identifiers": {"own": (notice.person or "",)},
        }
    )


def _take(
    storage: Storage, service: str, recipient: str
) -> tuple[StopNotice, RecipientWay | None] | None:
    """Take what is due longest; commits."""
    with storage.work(service) as work:
        notice = work.stop_notices.claim(recipient, lease=_LEASE)
        if notice is None:
            return None
        way = work.recipients.way(recipient)
        work.over()
    return notice, way


def _by_message(
    storage: Storage, service: str, notice: StopNotice, place: SignedService, clock: Clock
) -> None:
    try:
        asked = place.ask(
            stop_message(service, notice),
            message=str(notice.id),
            clock=clock,
            most=_ANSWER,
            seconds=_SECONDS,
        )
        with asked as answer:
            check_taken(answer.body.read())
    except Exception as error:  # noqa: BLE001 - the notice keeps it by its code
        _later(storage, service, notice, code_of(error), wait_after(notice.attempts))
        return
    with storage.work(service) as work:
        _note(Act(actor=_BY_JOB, work=work), notice, answered=True, how=WayKind.HTTP)


def _by_mail(storage: Storage, service: str, notice: StopNotice, address: str) -> None:
    """Put the letter out, or see whether it went."""
    with storage.work(service) as work:
        state = None if notice.letter is None else work.recipients.letter_state(notice.letter)
        if notice.letter is None:
            letter = put_out(work, _letter(work, notice, address))
            work.stop_notices.later(notice.id, fault=None, wait=_LOOK, letter=letter)
        elif state == "sent":
            _note(Act(actor=_BY_JOB, work=work), notice, answered=False, how=WayKind.MAIL)
            return
        elif state in {"waiting", "sending"}:
            work.stop_notices.later(notice.id, fault=None, wait=_LOOK)
        else:
            work.stop_notices.later(notice.id, fault=_FAILED, wait=_RARELY)
        work.over()


def _letter(work: Work, notice: StopNotice, address: str) -> Outgoing:
    """Return the letter in the policy's first language; its subject says nothing of anybody."""
    policy = published(work, in_force(work)).policy
    spoken = next((each for each in LANGUAGES if each == policy.languages[0]), ARABIC)
    house = policy.controller.name.say(spoken)
    purpose = policy.purposes.get(notice.purpose)
    named = notice.purpose if purpose is None else purpose.name.say(spoken)
    lines = [
        say("recipients.letter.stop", spoken, name=house, purpose=named),
        say("recipients.known_by", spoken, kind="own", value=notice.person or ""),
        say("recipients.answer", spoken, request=str(notice.id)),
    ]
    return Outgoing(
        person=None,
        message_class=MessageClass.SERVICE,
        purpose=None,
        channel=Channel.EMAIL,
        language=spoken,
        subject=say("recipients.subject", spoken, name=house),
        text="\n\n".join(lines),
        address=address,
        key=f"stop-{notice.id}",
        promise=None,
    )


def _note(act: Act, notice: StopNotice, *, answered: bool, how: WayKind) -> None:
    """Note that it was told, once, and commit."""
    work = act.work
    entry = work.name_entry()
    if not work.stop_notices.told(notice.id, answered=answered, entry=entry):
        return
    body = {
        "actor": act.actor.identity,
        "person": notice.person,
        "recipient": notice.recipient,
        "purposes": (notice.purpose,),
        "how": how.value,
        "answered": answered,
    }
    work.commit(Entry(act=TELL, body=body, person=notice.person), ids=(entry,))


def _later(storage: Storage, service: str, notice: StopNotice, fault: str, wait: timedelta) -> None:
    with storage.work(service) as work:
        work.stop_notices.later(notice.id, fault=fault, wait=wait)
        work.over()
