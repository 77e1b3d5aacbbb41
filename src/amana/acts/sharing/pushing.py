"""Send what is to go to a recipient: signed, under one id, again until it is known to be taken.

It is decided when it is sent: who withdrew meanwhile is left out. The intent stands on the ledger
before anything leaves. Of whom which fields may have been received from now on is noted before
they are posted, and stays so where no answer comes. What was given stands on the ledger after the
recipient said, signed, that it has it. A recipient that does not answer for days loses nothing:
it is asked at growing waits.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from amana.acts.act import Act, Actor, Role
from amana.acts.in_force import in_force
from amana.acts.jobs import Handler
from amana.acts.requests.faults import code_of
from amana.acts.sharing.disclose import decided_all, entries_of, given_of
from amana.acts.sharing.disclosing import Disclosing, OfPerson
from amana.acts.sharing.errors import NotTakenByRecipient
from amana.acts.sources.ways import service_way
from amana.channels.asking import SignedService
from amana.domain.ledger import canonical
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.request.carrying import wait_after
from amana.domain.request.telling import WayKind
from amana.domain.sharing.disclosing import DisclosureState, Method
from amana.domain.vocabulary.sharing import Nature
from amana.storage.database import Storage
from amana.storage.errors import NotFound, PersonErased
from amana.storage.jobs import Job
from amana.storage.sharing import DisclosureRow
from amana.storage.work import Work
from amana.values.strict_json import parse_json

JOB: Final = "push_disclosure"
FORM: Final = "amana-disclosure-1"
STOP: Final = "stop-disclosure"
_MOST: Final = 20
"""Disclosures that one job sends, so that a worker comes back to other work."""
_LEASE: Final = timedelta(minutes=5)
_SECONDS: Final = 20.0
_ANSWER: Final = 16_384
_BY_JOB: Final = Actor(role=Role.OPERATOR, label="job")
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What is to be sent, to which service, and what may be given as of now."""

    row: DisclosureRow
    given: Disclosing
    persons: tuple[OfPerson, ...] = field(repr=False)
    place: SignedService | None = field(repr=False)
    number: int


def push_due(storage: Storage, service: str) -> None:
    """Put a job in the queue for each recipient to whom something is to go. A scheduled task."""
    with storage.work(service) as work:
        due = work.sharing.due()
        for recipient in due:
            work.jobs.defer(JOB, key=recipient, recipient=recipient)
        if due:
            work.over()


def push_job(clock: Clock) -> Handler:
    """Return what workers do for a job that sends to a recipient."""

    def do(storage: Storage, job: Job) -> None:
        push_to(storage, job.service, str(job.arguments["recipient"]), clock=clock)

    return do


def push_to(storage: Storage, service: str, recipient: str, *, clock: Clock) -> int:
    """Send a recipient what is due, one after the other; return how many were tried."""
    tried = 0
    while tried < _MOST and (taken := _take(storage, service, recipient)) is not None:
        tried += 1
        if not any(each.given for each in taken.persons):
            _end(storage, service, taken, DisclosureState.STOPPED)
        elif taken.place is None:
            _later(storage, service, taken, "sharing.no_way_to_send")
        else:
            _send(storage, service, taken, taken.place, clock)
    return tried


def _take(storage: Storage, service: str, recipient: str) -> _Taken | None:
    """Take what is due longest, and decide about it; commits."""
    with storage.work(service) as work:
        row = work.sharing.claim(recipient, lease=_LEASE)
        if row is None:
            return None
        way = work.recipients.way(recipient)
        http = way is not None and way.kind is WayKind.HTTP
        given = _given(work, row)
        persons = decided_all(work, given)
        place = service_way(way.way) if http and way is not None else None
        if place is not None:
            leaving = tuple(each for each in persons if each.given)
            work.sharing.sent(row.id, given_of(leaving, (row.entry,) * len(leaving)))
        taken = _Taken(
            row=row,
            given=given,
            persons=persons,
            place=place,
            number=in_force(work).number,
        )
        work.over()
    return taken


def _given(work: Work, row: DisclosureRow) -> Disclosing:
    return Disclosing(
        recipient=row.recipient,
        persons=work.sharing.meant(row.id),
        data=frozenset(row.data),
        purpose=row.purpose,
        method=Method.PUSH,
        ground=row.ground,
        nature=next(each for each in Nature if each.value == row.nature),
        release=work.releases.of_entry(row.entry),
    )


def _send(
    storage: Storage, service: str, taken: _Taken, place: SignedService, clock: Clock
) -> None:
    """Post it while no transaction of ours is open, and take the receipt."""
    try:
        asked = place.ask(
            body_of_push(service, taken.row, taken.persons),
            message=str(taken.row.id),
            clock=clock,
            most=_ANSWER,
            seconds=_SECONDS,
        )
        with asked as answer:
            check_taken(answer.body.read())
    except Exception as error:  # noqa: BLE001 - the disclosure keeps it by its code
        _later(storage, service, taken, code_of(error))
        return
    _end(storage, service, taken, DisclosureState.DONE)


def body_of_push(service: str, row: DisclosureRow, persons: tuple[OfPerson, ...]) -> bytes:
    """Return the message to a recipient's program: of who may be given, and their fields alone."""
    return canonical.write(
        {
            "form": FORM,
            "service": service,
            "disclosure": str(row.id),
            "for": row.purpose,
            "persons": tuple(
                {
                    "person": each.person,
                    "records": tuple(
                        {"type": it.type, "values": dict(it.values)} for it in each.records
                    ),
                }
                for each in persons
                if each.given
            ),
        }
    )


def check_taken(body: bytes) -> None:
    """Raise ``NotTakenByRecipient`` unless the answer says that it is done."""
    said: object = None
    with suppress(ValueError, RecursionError):
        said = parse_json(body)
    if said != {"state": "done"}:
        raise NotTakenByRecipient


def _end(storage: Storage, service: str, taken: _Taken, state: DisclosureState) -> None:
    """Note what was given of whom, with an entry for each; once, whoever else tried."""
    with storage.work(service) as work:
        try:
            work.sharing.hold(taken.row.id)
        except NotFound:
            return
        persons = tuple(
            each for each in taken.persons if not each.nothing and _is_here(work, each.person)
        )
        ids = tuple(work.name_entry() for _ in persons)
        act = Act(actor=_BY_JOB, work=work)
        entries = entries_of(act, taken.given, persons, taken.number, ids=ids)
        given = given_of(persons, ids)
        refused = len(persons) - len(given)
        work.sharing.over(taken.row.id, state, given=given, refused=refused)
        ended = _ended(taken.row, state, len(given))
        work.commit(ended, *entries, ids=(work.name_entry(), *ids))


def _is_here(work: Work, person: str) -> bool:
    """Tell whether an entry can be sealed for the person: who was erased meanwhile is left out."""
    with suppress(PersonErased):
        return bool(work.persons.group(person))
    return False


def _ended(row: DisclosureRow, state: DisclosureState, persons: int) -> Entry:
    body: dict[str, Json] = {
        "actor": _BY_JOB.identity,
        "disclosure": str(row.id),
        "recipient": row.recipient,
        "persons": persons,
    }
    if state is DisclosureState.DONE:
        return Entry(act="push-disclosure", outcome=Outcome.DONE, body=body)
    return Entry(act=STOP, outcome=Outcome.REFUSED, body=body)


def _later(storage: Storage, service: str, taken: _Taken, fault: str) -> None:
    with storage.work(service) as work:
        wait = wait_after(taken.row.attempts)
        work.sharing.later(taken.row.id, fault=fault, wait=wait)
        work.over()
