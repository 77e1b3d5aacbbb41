"""End our own records whose time is over, batch after batch, each with its entry.

A batch is one statement and one entry in one transaction: killed anywhere, nothing is half done
and the next run goes on with what is left. A look asks for the records of which something moved
since the one before, by indexes; for all of a type where what is promised of it changed, and once
a day.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from amana.acts.in_force import in_force
from amana.acts.retention.bearing import bearing_of, fault_of, own_places
from amana.domain.certificate.statement import OWN
from amana.domain.ledger.entry import Entry, Json
from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bearing, Condition, condition_of
from amana.domain.retention.looks import OVERLAP, Seen, looks_whole, seen_as, windows_of
from amana.domain.retention.overdue import NOT_STARTED, UNNAMED
from amana.domain.retention.place import Place
from amana.domain.retention.terms import Setting
from amana.storage.database import Storage
from amana.storage.errors import TooSlow
from amana.storage.holds import HOLD, Hold
from amana.storage.retention import Stood
from amana.storage.retention_looks import Candidate, EndedRows
from amana.storage.uuid7 import uuid7
from amana.storage.work import View, Work

ACT: Final = "retain"
BATCH: Final = 10_000
COUNTED_EVERY: Final = timedelta(hours=1)
"""How often it is counted anew what would end if somebody let a promise begin."""


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


NOTHING: Final = EndedRows(ended=0, longest=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a turn."""

    rows: EndedRows = NOTHING
    unnamed: bool = False
    """Whether records stay because an event does not say which of them is over."""

    def and_(self, more: "Done") -> "Done":
        """Return both together."""
        return Done(rows=_added(self.rows, more.rows), unnamed=self.unnamed or more.unnamed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a place: from where it goes on, and how it stood."""

    seen: Seen | None
    """``None`` where all of it is looked at."""
    stood: Stood | None
    now: datetime
    """The instant before everything that is looked at."""
    bearing: Bearing
    holds: frozenset[str]
    """Those about everybody that keep all of it: whatever they keep is looked at once they end."""

    def after(self, at: Place) -> Seen:
        """Return from where the next look goes on."""
        whole_at = self.now if self.seen is None else self.seen.whole_at
        seen = seen_as(self.bearing, at, self.holds)
        return Seen(seen_as=seen, at=self.now, whole_at=whole_at)


def end_own(storage: Storage, service: str) -> int:
    """End what is due of our own records, and return how many there were."""
    with storage.reading(service) as view:
        bearing = bearing_of(view)
        places = own_places(view, bearing)
        settings = view.retention.settings()
        stood = {each.item: each for each in view.retention.standings() if each.place == OWN}
        stirred, now = view.retention.looks.stirred(), view.now
        holds = view.holds.about_all()
    ended = 0
    for at in places:
        over = frozenset(str(each.id) for each in holds if _keeps(each, at))
        look = _look_at(at, stood.get(at.item), bearing, now=now, holds=over)
        ended += _end_place(storage, service, at, settings, look)
    if stirred:
        with storage.work(service) as work:
            work.retention.looks.settled(stirred)
            work.over()
    return ended + _end_expired(storage, service)


def _keeps(hold: Hold, at: Place) -> bool:
    return hold.source in {None, OWN} and (hold.category is None or hold.category in at.categories)


def _look_at(
    at: Place, stood: Stood | None, bearing: Bearing, *, now: datetime, holds: frozenset[str]
) -> Look:
    seen = None if stood is None else stood.seen
    whole = looks_whole(seen, seen_as(bearing, at, holds), now)
    return Look(seen=None if whole else seen, stood=stood, now=now, bearing=bearing, holds=holds)


def _end_place(
    storage: Storage, service: str, at: Place, settings: Sequence[Setting], look: Look
) -> int:
    turns = [Turn(at=at), *(Turn(at=at, setting=s) for s in settings if s.promise in at.promises)]
    done = [_end_turn(storage, service, turn, look) for turn in turns]
    with storage.work(service) as work:
        _stand(work, at, done, look)
        work.over()
    return sum(each.rows.ended for each in done)


def _end_turn(storage: Storage, service: str, turn: Turn, look: Look) -> Done:
    """End all of a turn, page by page, each in a transaction of its own."""
    total = Done()
    for ids in _pages(storage, service, turn, look):
        with storage.work(service) as work:
            total = total.and_(_batch(work, turn, ids, stirs=not look.holds))
    return total


def _pages(storage: Storage, service: str, turn: Turn, look: Look) -> Iterator[Sequence[UUID]]:
    """Yield the records that can be due: what moved since the last look, or all of the type."""
    found = None if look.seen is None else _touched(storage, service, turn, look.seen)
    if found is None:
        yield from _all_pages(storage, service, turn)
        return
    yield from (found[first : first + BATCH] for first in range(0, len(found), BATCH))


def _touched(storage: Storage, service: str, turn: Turn, seen: Seen) -> Sequence[UUID] | None:
    """Return what moved since a look; ``None`` where that is too much for one statement."""
    with suppress(TooSlow), storage.reading(service) as view:
        condition = turn.condition(view, bearing_of(view))
        if condition is None:
            return ()
        windows = windows_of(condition, seen)
        return view.retention.looks.touched(turn.at.item, windows, seen.at - OVERLAP)
    return None


def _all_pages(storage: Storage, service: str, turn: Turn) -> Iterator[Sequence[UUID]]:
    after: Candidate | None = None
    while True:
        with storage.reading(service) as view:
            condition = turn.condition(view, bearing_of(view))
            if condition is None:
                return
            page = view.retention.looks.page(turn.at.item, condition, after=after, limit=BATCH)
        if page:
            yield [each.id for each in page]
        if len(page) < BATCH:
            return
        after = page[-1]


def _batch(work: Work, turn: Turn, ids: Sequence[UUID], *, stirs: bool) -> Done:
    """End what is due of some records with its entry, and commit both."""
    bearing, looks = bearing_of(work), work.retention.looks
    condition = turn.condition(work, bearing)
    if condition is None:
        return Done()

    def end(marks: Mapping[UUID, Sequence[bytes]] | None = None) -> EndedRows:
        return looks.end_among(
            turn.at.item,
            ids,
            condition,
            categories=turn.at.categories,
            setting=turn.setting,
            marks=marks,
            stirs=stirs,
        )

    done = end()
    if done.some_held and not done.all_held and done.past:
        members = looks.members(ids).items()
        done = end({id_: [work.sealer.mark(HOLD, key) for key in keys] for id_, keys in members})
    moments = _named_by_record(work, turn.at, bearing)
    unnamed = bool(moments) and turn.setting is None and looks.unnamed(ids, moments)
    if done.ended:
        _note(work, turn.at, done)
    else:
        work.over()
    return Done(rows=done, unnamed=unnamed)


def _named_by_record(view: View, at: Place, bearing: Bearing) -> frozenset[Moment]:
    """Return from which moments a place's time runs whose event says of which record it is."""
    moments = {term.moment for term in bearing.terms if term.promise in at.promises}
    moments |= {each.moment for each in view.retention.settings() if each.promise in at.promises}
    return frozenset(moments & {Moment.BOOKING_OVER, Moment.ORDER_DONE})


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


def _stand(work: Work, at: Place, done: Sequence[Done], look: Look) -> None:
    """Note how a type stands after its turns."""
    bearing = bearing_of(work)
    fault = fault_of(bearing, at)
    if fault is not None:
        past = _waiting(work, at, bearing, look) if fault == NOT_STARTED else 0
        _fail(work, at, fault, past=past)
        return
    condition = Turn(at=at).condition(work, bearing)
    rows = [each.rows for each in done]
    past, held, since = _left(rows[0], look, work.now)
    work.retention.stand(
        place=OWN,
        item=at.item,
        promises=sorted(at.promises),
        categories=sorted(at.categories),
        past=past,
        held=held,
        since=since,
        next_at=_next(work, at, condition),
        ended=sum(each.ended for each in rows),
        longest=max((each.longest for each in rows if each.longest is not None), default=None),
        seen=look.after(at),
    )
    if any(each.unnamed for each in done):
        _fail(work, at, UNNAMED, past=past, seen=look.after(at))


def _left(rows: EndedRows, look: Look, now: datetime) -> tuple[int, bool, datetime | None]:
    """Return how much is due and stays, whether all of it is kept, and since when it is due.

    Where some of it is not kept, it is due since that is. What a hold about everybody keeps was
    counted when all was looked at, and is counted anew when that is done again.
    """
    held = rows.past == rows.kept
    longest = rows.past_longest if held else rows.loose_longest
    since = None if longest is None else now - longest
    stood = look.stood if look.holds and look.seen is not None else None
    if stood is not None and stood.past > rows.past:
        return stood.past, True, stood.since
    return rows.past, held and rows.past > 0, since


def _fail(work: Work, at: Place, fault: str, *, past: int | None, seen: Seen | None = None) -> None:
    work.retention.fail(
        OWN,
        at.item,
        promises=at.promises,
        categories=at.categories,
        fault=fault,
        past=past,
        seen=seen,
    )


def _waiting(work: View, at: Place, bearing: Bearing, look: Look) -> int | None:
    """Return how much would end if somebody let it; ``None`` where that was counted just now."""
    stood = look.stood
    counted = None if stood is None or stood.fault != NOT_STARTED else stood.whole_at
    if counted is not None and timedelta(0) <= work.now - counted < COUNTED_EVERY:
        return None
    due = condition_of(bearing, at.categories, work.now)
    return 0 if due is None else work.retention.past(at.item, due)


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
    def longest(*some: timedelta | None) -> timedelta | None:
        return max((each for each in some if each is not None), default=None)

    return EndedRows(
        ended=one.ended + two.ended,
        longest=longest(one.longest, two.longest),
        past=one.past + two.past,
        past_longest=longest(one.past_longest, two.past_longest),
        kept=one.kept + two.kept,
        loose_longest=longest(one.loose_longest, two.loose_longest),
        all_held=one.all_held or two.all_held,
        some_held=one.some_held or two.some_held,
    )
