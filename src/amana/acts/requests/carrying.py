"""Carry the parts of requests through a source: many persons in one pass, whatever gets killed.

A job takes due parts of one kind, in a transaction of its own; goes through the source, while no
transaction of ours is open; and writes what came of it, with the ledger's entries, in one. Killed
anywhere the next job finds what was taken by one that is running no more; a source bears to be
gone through twice.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final, TypeAlias
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.holding.holds import scopes_of
from amana.acts.jobs import Handler
from amana.acts.requests.calling import call_for
from amana.acts.requests.ending import settle
from amana.acts.requests.errors import CategoriesMissing, HeldInService, TakenOver
from amana.acts.requests.faults import code_of, is_of_all, is_taken_back, retry_of, wait_said
from amana.acts.requests.held_notices import forget_when_told
from amana.acts.requests.marks_off import are_marks_lost, asked_for, claim_due, turn_overtaken
from amana.acts.requests.pass_through import AskedPart, added_up, go_through
from amana.acts.requests.replaced import note_replaced
from amana.acts.requests.sought import Wanted, still_theirs
from amana.acts.requests.stepping import entry_about, person_of
from amana.acts.requests.telling import tell_held_over
from amana.acts.sources.opening import Opened, OpenSource, map_of, narrowed, opened
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.request.carrying import PartState, Retry, state_after, wait_after
from amana.domain.request.states import ENDED
from amana.domain.source.holding import HeldScope, under_holds
from amana.domain.source.in_part import concerned
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.requests import RequestKind
from amana.sources.errors import MarksNotFound, NotApproved, StillThere
from amana.storage.database import Storage
from amana.storage.jobs import Job
from amana.storage.request_parts import PartDone, PartRow, Unopened
from amana.storage.requests import RequestRow
from amana.storage.work import View, Work

CARRY: Final = "carry-part"
SET: Final = 200
"""The most requests that go through a source in one pass."""
_MOST_SETS: Final = 20
"""Sets that one job goes through, so that a worker comes back to other work."""
_SPLITS: Final = 12
"""How often a set of one job is split: a source that is busy for all is not asked for ever."""
_LEASE: Final = timedelta(hours=1)
"""After which another job may take what a job has; what a job had that ended, or lost its worker,
is taken at once."""
_OVER_AT_ONCE: Final = 500
_Alike: TypeAlias = tuple[tuple[HeldScope, ...], tuple[str, ...]]
"""By what parts go through a source together: the same holds, the same categories."""
_BY_JOB: Final = Actor(role=Role.OPERATOR, label="job")


def carry_job(open_source: OpenSource) -> Handler:
    """Return what workers do for a job that goes through a source."""

    def do(storage: Storage, job: Job) -> None:
        carry_parts(
            storage, job.service, open_source, source=str(job.arguments["source"]), job=job.id
        )

    return do


def carry_due(storage: Storage, service: str) -> None:
    """Put a job in the queue for each source in which something is due. A scheduled task.

    Keys of requests that are over, and were not destroyed for a kill, are destroyed.
    """
    with storage.work(service) as work:
        due = work.parts.due()
        for source in due:
            call_for(Act(actor=_BY_JOB, work=work), source)
        if due:
            work.over()
    destroy_own_keys(storage, service)


def carry_parts(
    storage: Storage, service: str, open_source: OpenSource, *, source: str, job: UUID
) -> int:
    """Carry due parts through a source, set after set; return how many were taken.

    Raises only what our own database raises: a part keeps why its source failed.
    """
    carrier = _Carrier(storage=storage, service=service, open_source=open_source, job=job)
    taken = 0
    for _ in range(_MOST_SETS):
        found = carrier.take(source)
        if not found:
            break
        taken += len(found)
        carrier.carry(source, found)
    destroy_own_keys(storage, service)
    return taken


def destroy_own_keys(storage: Storage, service: str) -> None:
    """Destroy the keys of requests that are over; each step bears to be done again."""
    for lifting in (False, True):
        with storage.reading(service) as view:
            over = view.parts.sought_over(limit=_OVER_AT_ONCE, lifting=lifting)
            marks = [view.parts.mark(request, lifting=lifting) for request in over]
        if not over:
            continue
        storage.person_keys.destroy(service, marks)
        with storage.work(service) as work:
            work.parts.drop_sought(over, lifting=lifting)
            work.over()


@dataclass(slots=True, kw_only=True)
class _Carrier:
    """One job on its way through one source."""

    storage: Storage
    service: str
    open_source: OpenSource
    job: UUID
    splits: int = field(default=_SPLITS)
    foreseen: dict[UUID, PartRow] = field(default_factory=dict)
    """Parts by request, with what this job noted of them since it took them."""

    def take(self, source: str) -> tuple[AskedPart, ...]:
        """Take due parts of one kind and map, with whom they ask for; commits.

        Marks that are to stay after all are not taken off.
        """
        with self.storage.work(self.service) as work:
            parts = claim_due(work, source, job=self.job, most=SET, lease=_LEASE)
            found = asked_for(work, parts)
            opened_ones = {
                request: each for request, each in found.items() if isinstance(each, Wanted)
            }
            wanted = {**found, **still_theirs(work, opened_ones)}
            work.over()
        for part in parts:
            # What others noted since stands in the row that was taken.
            self.foreseen.pop(part.request, None)
        return tuple(_asked(each, wanted.get(each.request, Wanted())) for each in parts)

    def carry(self, source: str, parts: Sequence[AskedPart]) -> None:
        """Go through the source for them, and write what came of it.

        Those of whom something is under legal hold go by a map of their own. A seal that does not
        open holds up nobody else's.
        """
        for each in parts:
            if each.unopened is not None:
                self._put_back([each], each.unopened)
        parts = [each for each in parts if each.unopened is None]
        with self.storage.reading(self.service) as view:
            scopes = scopes_of(view, [each.part.request for each in parts])
        together: dict[_Alike, list[AskedPart]] = {}
        for each in parts:
            alike = scopes.get(each.part.request, ()), each.wanted.categories
            together.setdefault(alike, []).append(each)
        for (held, categories), some in together.items():
            self._carry(source, some, held, categories)

    def _carry(
        self,
        source: str,
        parts: Sequence[AskedPart],
        held: Sequence[HeldScope],
        categories: Sequence[str],
    ) -> None:
        """Go through the source for those under the same holds, of the same categories."""
        first = parts[0].part
        in_part = first.kind is RequestKind.PART_ERASURE
        try:
            asked = self._opened(source, first, held, categories)
            if in_part:
                asked = narrowed(asked, categories, held)
        except Exception as error:  # noqa: BLE001 - the part keeps it by its code
            self._put_back(parts, error)
            return
        bound = [replace(each, part=replace(each.part, version=asked.version)) for each in parts]
        self._through(asked, bound)

    def _opened(
        self, source: str, first: PartRow, held: Sequence[HeldScope], categories: Sequence[str]
    ) -> Opened:
        """Open the source with the parts' map; for an erasure in part without what is held.

        Raises ``NotApproved`` where none is in force, ``CategoriesMissing`` and ``HeldInService``.
        """
        with self.storage.reading(self.service) as view:
            version = first.version
            if version is None:
                version = view.sources.one(source).approved
            if version is None:
                raise NotApproved(source=source)
            if first.kind is RequestKind.ERASURE:
                _check_held(view, source, version, held)
            if first.kind is RequestKind.PART_ERASURE:
                if not categories:
                    # Without them a source would be asked for all that it holds.
                    raise CategoriesMissing
                _check_held(view, source, version, held, of=categories)
                held = ()
            return opened(view, self.open_source, source, version, held=held)

    def _through(self, asked: Opened, parts: Sequence[AskedPart]) -> None:
        """Go through in one pass; where one may hold up the others, in two halves."""
        parts = [self._with_foreseen(each) for each in parts]
        try:
            done = go_through(asked, parts, self._foresee)
        except Exception as error:  # noqa: BLE001 - the part keeps it by its code
            if is_taken_back(error):
                self._drop_note(parts)
            if len(parts) > 1 and self.splits and not is_of_all(error):
                self.splits -= 1
                half = len(parts) // 2
                self._through(asked, parts[:half])
                self._through(asked, parts[half:])
            else:
                self._put_back(parts, error)
            return
        with self.storage.work(self.service) as work:
            work.parts.bind(asked.name, asked.version, [each.part.request for each in parts])
            ended = [self._end(work, each.part, done[each.part.request]) for each in parts]
            if any(ended) and parts[0].part.kind is RequestKind.ERASURE:
                counts = done[parts[0].part.request].counts
                note_replaced(Act(actor=_BY_JOB, work=work), asked, counts)
            work.over()

    def _foresee(self, parts: Sequence[PartRow]) -> None:
        """Note what a pass is about to do, and what will stay, before its source commits.

        A kill between both commits must not lose it. Raises ``TakenOver`` where another worker has
        some of them by now: what cannot be noted is not committed either.
        """
        if not parts:
            return
        with self.storage.work(self.service) as work:
            if work.parts.foresee(parts) < len(parts):
                raise TakenOver
            work.over()
        self.foreseen.update({part.request: part for part in parts})

    def _drop_note(self, asked: Sequence[AskedPart]) -> None:
        """Put back what stood there before a pass that its source is known to have taken back."""
        before = [each.part for each in asked]
        parts = [each for each in before if self.foreseen.get(each.request, each) != each]
        if not parts:
            return
        with self.storage.work(self.service) as work:
            work.parts.foresee(parts)
            work.over()
        self.foreseen.update({part.request: part for part in parts})

    def _with_foreseen(self, each: AskedPart) -> AskedPart:
        """Return the part with what was noted of it since it was taken."""
        said = self.foreseen.get(each.part.request, each.part)
        noted = replace(
            each.part,
            kept=said.kept,
            at_most=said.at_most,
            noted_by=said.noted_by,
            set_size=said.set_size,
        )
        return replace(each, part=noted)

    def _end(self, work: Work, part: PartRow, done: PartDone) -> bool:
        """Note that a part is done, and end its request where that was the last; tell whether.

        A request that is over comes back where a hold or a restriction was lifted, and stays over.
        A part after which the person still stands in the source, or whose marks were not found, is
        not done: somebody has to look.
        """
        row = work.requests.one(part.request, hold=True)
        entry = work.name_entry()
        again = row.state in ENDED
        lost = part.lifting and are_marks_lost(work, row, part, done)
        done = added_up(part, done) if part.counts and not part.lifting else done
        if done.at_most:
            # What was noted is of the set of its pass, which may have been larger.
            done = replace(done, set_size=max(part.set_size, done.set_size))
        noted = self._noted(work, part, done, lost=lost, entry=entry)
        if not noted:
            return False
        act = Act(actor=_BY_JOB, work=work)
        work.put(_of_part(act, row, part, done), identity=entry)
        if done.left or lost:
            return False
        if not again:
            settle(act, part.request)
        elif not turn_overtaken(act, row, part):
            forget_when_told(work, row)
            if row.kind is RequestKind.ERASURE:
                tell_held_over(work, row, entry=entry)
        return True

    def _noted(self, work: Work, part: PartRow, done: PartDone, *, lost: bool, entry: UUID) -> bool:
        """Note that a part is done, or why it is not; tell whether the job still had it."""
        if done.left:
            return work.parts.stands(part, done, fault=StillThere.code)
        if lost:
            marked = replace(done, counts=part.counts)
            return work.parts.stands(part, marked, fault=MarksNotFound.code)
        return work.parts.done(part, done, entry=entry)

    def _put_back(self, parts: Sequence[AskedPart], error: Exception) -> None:
        """Note why parts were not done; a fault that may be one person's is held against none.

        What can never work has an entry, for a person has to look.
        """
        retry, code = retry_of(error), code_of(error)
        if len(parts) > 1 and not is_of_all(error):
            retry = Retry.ALWAYS
        with self.storage.work(self.service) as work:
            for each in parts:
                part = each.part
                row = work.requests.one(part.request, hold=True)
                state = state_after(retry, part.attempts)
                tried = retry is not Retry.ALWAYS
                wait = wait_said(error) or wait_after(part.attempts if tried else part.outages + 1)
                if not work.parts.put_back(part, state, fault=code, wait=wait, tried=tried):
                    continue
                if state is PartState.FAILED:
                    act = Act(actor=_BY_JOB, work=work)
                    body: dict[str, Json] = {"source": part.source, "code": code}
                    entry = entry_about(
                        act, row, CARRY, body, person_of(work, row), outcome=Outcome.FAILED
                    )
                    work.put(entry, identity=work.name_entry())
            work.over()


def _of_part(act: Act, row: RequestRow, part: PartRow, done: PartDone) -> Entry:
    """Return the entry of what came of a part; it has failed where the person still stands."""
    body: dict[str, Json] = {
        "source": part.source,
        "version": part.version,
        "tables": tuple(dict(each) for each in done.counts),
        "kept": tuple(dict(each) for each in done.kept),
        "set": done.set_size,
        "read_back": done.read_back,
    }
    if part.lifting:
        body["lifting"] = True
    if done.at_most:
        body["at_most"] = tuple(dict(each) for each in done.at_most)
    if done.left:
        body["code"] = StillThere.code
    outcome = Outcome.FAILED if done.left else Outcome.DONE
    return entry_about(act, row, CARRY, body, person_of(act.work, row), outcome=outcome)


def _asked(part: PartRow, wanted: Wanted | Unopened) -> AskedPart:
    if isinstance(wanted, Wanted):
        return AskedPart(part=part, wanted=wanted)
    return AskedPart(part=part, wanted=Wanted(), unopened=wanted)


def _check_held(
    view: View,
    source: str,
    version: int,
    held: Sequence[HeldScope],
    *,
    of: Collection[str] | None = None,
) -> None:
    """Raise ``HeldInService`` where a hold covers what a service would erase by itself.

    A service knows by itself which rows go, and its question cannot say which are to stay. ``of``
    are the categories that are erased, where it is not all.
    """
    if not held or view.sources.way_in(source).kind is not SourceKind.HTTP:
        return
    mapping = map_of(view, source, version)
    if of is not None:
        tables = concerned(mapping, of)
        mapping = replace(
            mapping, tables={name: each for name, each in mapping.tables.items() if name in tables}
        )
        held = [each for each in held if each.category is None or each.category in of]
    if under_holds(mapping, held) != mapping:
        raise HeldInService(source=source)
