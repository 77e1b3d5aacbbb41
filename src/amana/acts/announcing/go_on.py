"""Go on telling people of a version: batch by batch, each with its place in one transaction.

Whoever dies between two batches leaves nobody out, and puts nobody's message out twice: the place
commits with the messages, and a message has a name of its own besides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from amana.acts.announcing.wording import Said, Where, words_of
from amana.acts.announcing.written import Written
from amana.acts.in_force import published
from amana.acts.reaching import Reach, reaches
from amana.acts.show_policy import find_version
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.policy.model import Policy
from amana.domain.vocabulary.messages import Channel
from amana.domain.words import Language
from amana.storage.announcements import Announcement
from amana.storage.database import Storage
from amana.storage.jobs import Job
from amana.storage.outbox import JOB as SEND
from amana.storage.outbox_rows import NewMessage
from amana.storage.work import Work

ACT: Final = "announce"
_BATCH: Final = 500
_ACTOR: Final = "announcing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcing:
    """Tells people of new versions."""

    where: Where
    batch: int = _BATCH

    def do(self, storage: Storage, job: Job) -> None:
        """Tell everybody of the version of the job. Its handler; it bears to be run again."""
        version = job.arguments.get("version")
        if isinstance(version, int):
            self.tell_all(storage, job.service, version)

    def go_on(self, storage: Storage, service: str) -> None:
        """Go on with what was begun and never ended. A scheduled task."""
        with storage.reading(service) as view:
            versions = view.announcements.open()
        for version in versions:
            self.tell_all(storage, service, version)

    def tell_all(self, storage: Storage, service: str, version: int) -> None:
        """Put out the messages of everybody who has none yet."""
        while self.tell_some(storage, service, version):
            pass

    def tell_some(self, storage: Storage, service: str, version: int) -> bool:
        """Put out one batch; tell whether there is more to do."""
        with storage.work(service) as work:
            held = work.announcements.hold(version)
            if held is None or held.ended_at is not None:
                return False
            roots = work.announcements.next_persons(held.upto, most=self.batch)
            if not roots:
                _end(work, held)
                return False
            said = words_of(work, version, material=held.material, where=self.where)
            telling = _Telling(work=work, held=held, said=said, policy=_policy(work, version))
            messages, without = telling.batch(roots)
            work.outbox.put(messages)
            if messages:
                work.jobs.defer(SEND)
            told = len({message.person for message in messages})
            work.announcements.go_on(version, upto=roots[-1], told=told, without_address=without)
            work.over()
        return True


def _policy(work: Work, version: int) -> Policy:
    return published(work, find_version(work, version)).policy


def _end(work: Work, held: Announcement) -> None:
    """Say on the ledger that everybody's message was put out, with how many have no address."""
    work.announcements.end(held.version)
    body: dict[str, Json] = {
        "actor": _ACTOR,
        "version": held.version,
        "told": held.told,
        "without_address": held.without_address,
    }
    work.commit(
        Entry(
            act=ACT,
            outcome=Outcome.DONE,
            promises=(held.promise,),
            policy_version=held.version,
            body=body,
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """Makes the messages of one batch."""

    work: Work
    held: Announcement
    said: Mapping[Language, Said]
    policy: Policy

    def batch(self, roots: tuple[bytes, ...]) -> tuple[list[NewMessage], int]:
        """Return the messages of these persons, and how many of them have no address."""
        made: list[NewMessage] = []
        without = 0
        for reach in reaches(self.work, roots, with_account=True).values():
            without += not reach.by_mail
            made += self._messages(reach)
        return made, without

    def _messages(self, reach: Reach) -> Iterator[NewMessage]:
        spoken = self.policy.languages[0] if reach.language is None else reach.language
        said = self.said[spoken]
        written = Written(
            reach=reach,
            said=said,
            language=spoken,
            promise=self.held.promise,
            series=self.held.series,
            about=f"change-{self.held.version}",
        )
        return written.messages(self._channels(by_mail=reach.by_mail))

    def _channels(self, *, by_mail: bool) -> Iterator[Channel]:
        if self.held.by_email and by_mail:
            yield Channel.EMAIL
        if self.held.in_service:
            yield Channel.IN_SERVICE
