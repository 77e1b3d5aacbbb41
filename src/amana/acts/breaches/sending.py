"""Tell those affected: in sets, each with its place in one transaction, and see what came of it.

Whoever dies between two sets leaves nobody out and tells nobody twice: that a message was put out
commits with the message, which has a name of its own besides.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from amana.acts.breaches.case import Case, read_case
from amana.acts.breaches.noting import keep_clocks
from amana.acts.in_force import in_force, published
from amana.acts.reaching import Reach, reaches
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.words import Language
from amana.storage.database import Storage
from amana.storage.jobs import Job
from amana.storage.outbox import JOB as SEND
from amana.storage.outbox_rows import NewMessage
from amana.storage.work import Work

_SET: Final = 500


def send_job(storage: Storage, job: Job) -> None:
    """Tell everybody of the breach of the job. Its handler; it bears to be run again."""
    breach = job.arguments.get("breach")
    if isinstance(breach, str):
        tell_all(storage, job.service, UUID(breach))


def go_on(storage: Storage, service: str) -> None:
    """Go on with what was begun, and see what became of it. A scheduled task."""
    with storage.reading(service) as view:
        breaches = view.breaches.going()
    for breach in breaches:
        tell_all(storage, service, breach)
        settle(storage, service, breach)


def tell_all(storage: Storage, service: str, breach: UUID, *, at_once: int = _SET) -> int:
    """Put out the messages of everybody who has none yet; return of how many."""
    told = 0
    while count := _tell_some(storage, service, breach, at_once):
        told += count
    return told


def settle(storage: Storage, service: str, breach: UUID) -> None:
    """Take over what became of the messages, and set the clocks by it and by the policy now."""
    left = True
    while left:
        with storage.work(service) as work:
            work.breaches.one(breach, hold=True)
            left = bool(work.breaches.settle(breach, most=10 * _SET))
            if not left:
                work.breaches.take_back(breach)
            keep_clocks(work, read_case(work, breach))
            work.over()


def _tell_some(storage: Storage, service: str, breach: UUID, at_once: int) -> int:
    with storage.work(service) as work:
        row = work.breaches.one(breach, hold=True)
        if row.sending_at is None or row.closed_at is not None:
            return 0
        persons = work.breaches.to_tell(breach, most=at_once)
        if not persons:
            return 0
        case = read_case(work, breach)
        found = reaches(work, persons)
        if row.rehearsal:
            reached = [root for root, each in found.items() if each.by_mail]
            work.breaches.rehearsed(breach, persons, reached)
        else:
            _put_out(work, case, persons, found)
        keep_clocks(work, read_case(work, breach))
        work.over()
    return len(persons)


def _put_out(
    work: Work, case: Case, persons: tuple[bytes, ...], found: Mapping[bytes, Reach]
) -> None:
    """Put out a set of messages, and note them; who is not found any more has no address."""
    policy = published(work, in_force(work)).policy
    promise = next((it.promise for it in case.clocks if it.promise), None)
    reached = {root: each for root, each in found.items() if each.by_mail}
    messages = [
        _message(case, each, root, each.language or policy.languages[0], promise)
        for root, each in reached.items()
    ]
    put = work.outbox.put(messages) if messages else []
    made: dict[bytes, UUID | None] = dict.fromkeys(persons)
    made.update(zip(reached, put, strict=True))
    work.breaches.put(case.row.id, made)
    if messages:
        work.jobs.defer(SEND)


def _message(
    case: Case, each: Reach, root: bytes, language: Language, promise: str | None
) -> NewMessage:
    letter = case.letters[language]
    content = {"subject": letter.subject, "text": letter.text}
    if each.own is not None:
        content["person"] = each.own
    if each.stored is not None:
        content["address"] = each.stored
    return NewMessage(
        person=each.person,
        message_class=MessageClass.SERVICE.value,
        purpose=None,
        channel=Channel.EMAIL.value,
        language=language,
        content={**content},
        promise=promise,
        key=f"breach-{case.row.id}-{root.hex()}",
        series=case.row.series,
    )
