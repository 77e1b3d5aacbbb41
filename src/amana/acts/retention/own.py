"""End our own records whose time is over, batch after batch, each with its entry.

A batch is one statement and one entry in one transaction: killed anywhere, nothing is half done
and the next run goes on with what is left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.in_force import in_force
from amana.acts.retention.bearing import bearing_of, fault_of, own_places
from amana.domain.certificate.statement import OWN
from amana.domain.ledger.entry import Entry, Json
from amana.domain.retention.due import Bearing, Condition, condition_of
from amana.domain.retention.overdue import NOT_STARTED, UNNAMED
from amana.domain.retention.place import Place
from amana.domain.retention.terms import Setting
from amana.storage.database import Storage
from amana.storage.holds import HOLD
from amana.storage.retention import Candidate, EndedRows
from amana.storage.uuid7 import uuid7
from amana.storage.work import View, Work

ACT: Final = "retain"
BATCH: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Records of a type that are ended alike: all, or those of customers with one own time."""

    at: Place
    setting: Setting | None = None

    def condition(self, view: View, bearing: Bearing) -> Condition | None:
        """Return when they end, by the clock of this transaction; ``None`` where none does."""
        if fault_of(bearing, self.at) is not None:
            return None
        settings = () if self.setting is None else (self.setting,)
        return condition_of(replace(bearing, settings=settings), self.at.categories, view.now)


def end_own(storage: Storage, service: str) -> int:
    """End what is due of our own records, and return how many there were."""
    with storage.reading(service) as view:
        bearing = bearing_of(view)
        places = own_places(view, bearing)
        settings = view.retention.settings()
    ended = sum(_end_place(storage, service, at, settings) for at in places)
    return ended + _end_expired(storage, service)


def _end_place(storage: Storage, service: str, at: Place, settings: Sequence[Setting]) -> int:
    turns = [Turn(at=at), *(Turn(at=at, setting=s) for s in settings if s.promise in at.promises)]
    done = [_end_turn(storage, service, turn) for turn in turns]
    with storage.work(service) as work:
        _stand(work, at, done)
        work.over()
    return sum(each.ended for each in done)


def _end_turn(storage: Storage, service: str, turn: Turn) -> EndedRows:
    """End all of a turn; return what was, and whether holds kept some of it."""
    total = EndedRows(ended=0, longest=None)
    while True:
        with storage.work(service) as work:
            done = _batch(work, turn)
        total = _added(total, done)
        if done.some_held and not done.all_held:
            return _added(total, _end_beside_holds(storage, service, turn))
        if done.ended < BATCH:
            return total


def _batch(
    work: Work, turn: Turn, marks: Mapping[UUID, Sequence[bytes]] | None = None
) -> EndedRows:
    """End one batch with its entry, and commit both."""
    condition = turn.condition(work, bearing_of(work))
    if condition is None:
        return EndedRows(ended=0, longest=None)
    done = work.retention.end_due(
        turn.at.item,
        condition,
        categories=turn.at.categories,
        setting=turn.setting,
        marks=marks,
        limit=BATCH,
    )
    if done.ended:
        _note(work, turn.at, done)
    return done


def _note(work: Work, at: Place, done: EndedRows) -> None:
    """Write the entry of a set, and commit it with what it says."""
    identity, entry = uuid7(work.now), work.name_entry()
    work.retention.put_set(
        identity,
        at.place,
        at.item,
        promises=at.promises,
        state="done",
        ended=done.ended,
        longest=done.longest,
        entry=entry,
    )
    body: dict[str, Json] = {
        "set": str(identity),
        "place": at.place,
        "item": at.item,
        "ended": done.ended,
        "overstay_s": 0 if done.longest is None else int(done.longest.total_seconds()),
    }
    said = Entry(
        act=ACT,
        promises=tuple(sorted(at.promises)),
        policy_version=in_force(work).number if at.promises else None,
        body=body,
    )
    work.commit(said, ids=(entry,))


def _end_beside_holds(storage: Storage, service: str, turn: Turn) -> EndedRows:
    """End what no hold on a person keeps: records are looked at by the marks of their people."""
    total, after = EndedRows(ended=0, longest=None, some_held=True), None
    while True:
        with storage.work(service) as work:
            page = _page(work, turn, after)
            if not page:
                return total
            marks = {
                each.id: [work.sealer.mark(HOLD, key) for key in each.members] for each in page
            }
            total = _added(total, _batch(work, turn, marks))
            after = page[-1]


def _page(work: View, turn: Turn, after: Candidate | None) -> tuple[Candidate, ...]:
    condition = turn.condition(work, bearing_of(work))
    if condition is None:
        return ()
    return work.retention.candidates(turn.at.item, condition, after=after, limit=BATCH)


def _stand(work: Work, at: Place, done: Sequence[EndedRows]) -> None:
    """Note how a type stands after its turns."""
    bearing = bearing_of(work)
    fault = fault_of(bearing, at)
    if fault is not None:
        due = condition_of(bearing, at.categories, work.now) if fault == NOT_STARTED else None
        work.retention.fail(
            OWN,
            at.item,
            promises=at.promises,
            categories=at.categories,
            fault=fault,
            past=0 if due is None else work.retention.past(at.item, due).ended,
        )
        return
    condition = Turn(at=at).condition(work, bearing)
    past = EndedRows(ended=0, longest=None)
    if condition is not None:
        past = work.retention.past(at.item, condition)
    work.retention.stand(
        place=OWN,
        item=at.item,
        promises=sorted(at.promises),
        categories=sorted(at.categories),
        past=past.ended,
        held=any(each.all_held or each.some_held for each in done)
        or work.retention.restricted(at.item),
        since=None if past.longest is None else work.now - past.longest,
        next_at=_next(work, at, condition),
        ended=sum(each.ended for each in done),
        longest=max((each.longest for each in done if each.longest is not None), default=None),
    )
    _doubt(work, at, bearing, past.ended)


def _doubt(work: Work, at: Place, bearing: Bearing, past: int) -> None:
    """Say of a place where records stay because an event does not say which of them is over."""
    moments = {term.moment for term in bearing.terms if term.promise in at.promises}
    moments |= {each.moment for each in work.retention.settings() if each.promise in at.promises}
    if work.retention.unnamed(at.item, moments):
        work.retention.fail(
            OWN,
            at.item,
            promises=at.promises,
            categories=at.categories,
            fault=UNNAMED,
            past=past,
        )


def _next(work: View, at: Place, condition: Condition | None) -> datetime | None:
    """Return the first instant at which more of a place can be due; ``None`` where none is seen."""
    if condition is None:
        return None
    bounds = [bound for clause in condition.clauses for bound in clause]
    moments = work.retention.next_moments(at.item, condition)
    ends = (bounds[number].end(moment) for number, moment in moments.items())
    return min((end for end in ends if end > work.now), default=None)


def _end_expired(storage: Storage, service: str) -> int:
    """End records past the end that was given with them; under no promise but their own end."""
    total = 0
    while True:
        with storage.work(service) as work:
            done = work.retention.end_expired(limit=BATCH)
            if done.ended:
                at = Place(place=OWN, item="", categories=frozenset(), promises=frozenset())
                _note(work, at, done)
        total += done.ended
        if done.ended < BATCH:
            return total


def _added(one: EndedRows, two: EndedRows) -> EndedRows:
    longest = [each for each in (one.longest, two.longest) if each is not None]
    return EndedRows(
        ended=one.ended + two.ended,
        longest=max(longest, default=None),
        all_held=one.all_held or two.all_held,
        some_held=one.some_held or two.some_held,
    )
