"""Tell whoever is affected of a new sharing, batch by batch, and note whom it has reached.

Whoever dies between two batches leaves nobody out, and puts nobody's message out twice: the place
commits with the messages, and a message has a name of its own besides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.announcing.sharing_wording import SharingLetters
from amana.acts.announcing.wording import Where
from amana.acts.announcing.written import Written, by_mail_too
from amana.acts.declared_map import types_with
from amana.acts.in_force import published
from amana.acts.reaching import Reach, reaches
from amana.acts.show_policy import find_version
from amana.domain.announced.sharing import ends
from amana.domain.ledger.entry import Entry, Json
from amana.storage.database import Storage
from amana.storage.jobs import Job
from amana.storage.outbox import JOB as SEND
from amana.storage.outbox_rows import NewMessage
from amana.storage.sharing_notices import Announced
from amana.storage.work import Work

ACT: Final = "tell-sharing"
_ACTOR: Final = "announcing"
_BATCH: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingTelling:
    """Tells people of new sharing, and notes who was reached."""

    where: Where
    batch: int = _BATCH

    def do(self, storage: Storage, job: Job) -> None:
        """Tell everybody of the announcement of the job. Its handler; it bears to be run again."""
        self.tell_all(storage, job.service, UUID(str(job.arguments["announcement"])))

    def go_on(self, storage: Storage, service: str) -> None:
        """Go on with what never ended, and note whom messages reached. A scheduled task."""
        with storage.reading(service) as view:
            unended, unfolded = view.sharing_notices.open(), view.sharing_notices.to_fold()
        for identity in unended:
            self.tell_all(storage, service, identity)
        with storage.work(service) as work:
            if work.sharing_notices.unfold():
                work.over()
        for identity in unfolded:
            self.fold(storage, service, identity)

    def tell_all(self, storage: Storage, service: str, identity: UUID) -> None:
        """Put out the messages of everybody affected who has none yet."""
        while self.tell_some(storage, service, identity):
            pass

    def tell_some(self, storage: Storage, service: str, identity: UUID) -> bool:
        """Put out one batch; tell whether there is more to do."""
        with storage.work(service) as work:
            held = work.sharing_notices.hold(identity)
            if held is None or held.ended_at is not None:
                return False
            roots = work.announcements.next_persons(held.upto, most=self.batch)
            if not roots:
                _end(work, held)
                return False
            batch = _Batch(work=work, held=held, letters=self._letters(work, held))
            affected = batch.affected(roots)
            work.sharing_notices.affect(identity, [reach.person for reach in affected])
            work.outbox.put([message for reach in affected for message in batch.messages(reach)])
            if affected:
                work.jobs.defer(SEND)
            work.sharing_notices.go_on(
                identity,
                upto=roots[-1],
                affected=len(affected),
                unreached=sum(not reach.by_mail for reach in affected),
            )
            work.over()
        return True

    def fold(self, storage: Storage, service: str, identity: UUID) -> None:
        """Note, batch by batch, who was reached by a message and until when they may say no."""
        after: bytes | None = None
        while True:
            with storage.work(service) as work:
                held = work.sharing_notices.one(identity)
                if held is None:
                    return
                found = work.sharing_notices.reached(held, after=after, most=self.batch)
                if not found:
                    return
                over = [
                    (each, ends(each.at, held.wait, in_force_at=held.in_force_at)) for each in found
                ]
                work.sharing_notices.fold(identity, over)
                after = found[-1].person
                work.over()

    def _letters(self, work: Work, held: Announced) -> SharingLetters:
        policy = published(work, find_version(work, held.version)).policy
        return SharingLetters(announced=held, policy=policy, sealer=work.sealer, where=self.where)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Makes the messages of one batch."""

    work: Work
    held: Announced
    letters: SharingLetters

    def affected(self, roots: tuple[bytes, ...]) -> tuple[Reach, ...]:
        """Return those of these persons who have data of the categories concerned."""
        reached = tuple(reaches(self.work, roots, with_account=True).values())
        types = types_with(self.work, self.held.sharing.data)
        if types is None:
            return reached
        members = {key for reach in reached for key in reach.group}
        holders = self.work.sharing_notices.holders(members, types)
        return tuple(reach for reach in reached if not holders.isdisjoint(reach.group))

    def messages(self, reach: Reach) -> Iterator[NewMessage]:
        """Return the mail and the notice to one person."""
        language = reach.language or self.letters.policy.languages[0]
        written = Written(
            reach=reach,
            said=self.letters.letter(reach.person, language),
            language=language,
            promise=self.held.promises[0],
            series=self.held.series,
            about=f"sharing-{self.held.id}",
        )
        return written.messages(by_mail_too(reach))


def _end(work: Work, held: Announced) -> None:
    """Say on the ledger that everybody's message was put out, with how many have no address."""
    work.sharing_notices.end(held.id)
    body: dict[str, Json] = {
        "actor": _ACTOR,
        "announcement": str(held.id),
        "affected": held.affected,
        "unreached": held.unreached,
    }
    work.commit(Entry(act=ACT, promises=held.promises, policy_version=held.version, body=body))
