"""End rows of the organisation's own databases whose time is over, with the evidence of it.

Each set says on our ledger that it is intended, before the source commits it, and that it is done,
once it was read back. Killed between, the next run finds it open and says that nobody knows how far
it came; what is left is due still, and ends in a set of its own.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from amana.acts.in_force import in_force
from amana.acts.requests.faults import code_of
from amana.acts.retention.bearing import bearing_of, fault_of
from amana.acts.retention.own import ACT
from amana.acts.sources.opening import Opened, OpenSource, map_of, opened
from amana.domain.errors import Broken
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.retention.due import condition_of
from amana.domain.retention.ended import Batch, Past
from amana.domain.retention.overdue import NO_END, NOT_STARTED
from amana.domain.retention.place import Place
from amana.domain.retention.tree import trees_of
from amana.domain.source.holding import under_holds
from amana.domain.source.outcome import Sought
from amana.sources.errors import CannotAge
from amana.sources.protocol import Ages
from amana.storage.database import Storage
from amana.storage.uuid7 import uuid7
from amana.storage.work import View, Work

AT_ONCE: Final = 20_000


class HoldsChanged(Broken):
    """A legal hold was put or lifted while a set was under way: it was taken back."""

    code = "retention.holds_changed"


class HoldUnseen(Broken):
    """A hold does not say whom it is about in this source: until it is lifted all is kept."""

    code = "retention.hold_unseen"


def end_in_sources(storage: Storage, service: str, open_source: OpenSource) -> int:
    """End what is due in every source whose map is approved; return how many rows there were.

    A source that fails stops no other: how it stands keeps its fault. Raises what our own
    database raises.
    """
    with storage.reading(service) as view:
        bearing = bearing_of(view)
        places = [
            at
            for entry in view.sources.listed()
            if entry.approved is not None
            for at in trees_of(map_of(view, entry.name, entry.approved), bearing)
        ]
    ender = _Ender(storage=storage, service=service, open_source=open_source)
    for at in places:
        ender.end(at)
    return ender.ended


@dataclass(slots=True, kw_only=True)
class _Ender:
    """One run over the sources of a service."""

    storage: Storage
    service: str
    open_source: OpenSource
    ended: int = field(default=0)
    _set: UUID | None = field(default=None)
    _clear_at: datetime | None = field(default=None)
    """When nothing was past its time in a table that waits for others: what is due came since."""

    def end(self, at: Place) -> None:
        """End what is due in a table, and note how it stands."""
        self._close_open(at)
        self._clear_at = self._seen_clear(at) if at.waits else None
        before, batches = self.ended, list[Batch]()
        try:
            past = self._end(at, batches)
        except Exception as error:  # noqa: BLE001 - how the place stands keeps it by its code
            self._fail(at, code_of(error))
            return
        if past is None:
            return
        with self.storage.work(self.service) as work:
            since = None if past.longest is None else work.now - self._over(past.longest, work)
            work.retention.stand(
                place=at.place,
                item=at.item,
                promises=sorted(at.promises),
                categories=sorted(at.categories),
                past=past.count or past.held,
                held=past.held > 0 and past.count == 0,
                since=since,
                next_at=None,
                ended=self.ended - before,
                longest=max((self._over(each.longest, work) for each in batches), default=None),
            )
            work.over()

    def _seen_clear(self, at: Place) -> datetime | None:
        """Return when the last look found nothing past its time; ``None`` where it found some."""
        with self.storage.reading(self.service) as view:
            for each in view.retention.standings():
                if (each.place, each.item) == (at.place, at.item):
                    clear = each.past == 0 and not each.held and each.fault is None
                    return each.looked_at if clear else None
        return None

    def _over(self, longest: timedelta, view: View) -> timedelta:
        """Return by how much the oldest is over, at most.

        A row that waited for others is over since these are gone, which no column says.
        """
        return longest if self._clear_at is None else min(longest, view.now - self._clear_at)

    def _end(self, at: Place, batches: list[Batch]) -> Past | None:
        """End what is due; ``None`` where how it stands is noted already."""
        with self.storage.reading(self.service) as view:
            bearing = bearing_of(view)
            fault = fault_of(bearing, at)
            if fault not in {None, NOT_STARTED}:
                self._fail(at, str(fault), past=0)
                return None
            condition = condition_of(bearing, at.categories, view.now)
            holds = _Holds.of(view, at)
            asked = self._opened(view, at)
        if condition is None:
            self._fail(at, NO_END)
            return None
        if holds.whole:
            self._hold(at)
            return None
        if not isinstance(asked.source, Ages):
            raise CannotAge
        if fault is not None:
            waiting = asked.source.past_due(at.item, condition, held=holds.persons)
            self._fail(at, fault, past=waiting.count)
            return None
        return asked.source.end_due(
            at.item,
            condition,
            held=holds.persons,
            at_once=AT_ONCE,
            before=lambda count: self._intend(at, holds, count),
            after=lambda batch: self._done(at, batch, batches),
        )

    def _opened(self, view: View, at: Place) -> Opened:
        version = view.sources.one(at.place).approved
        return opened(view, self.open_source, at.place, version or 0)

    def _intend(self, at: Place, holds: "_Holds", count: int) -> None:
        """Say on the ledger what is about to end; stop where holds are others than were seen."""
        with self.storage.work(self.service) as work:
            if _Holds.of(work, at) != holds:
                raise HoldsChanged
            self._set = uuid7(work.now)
            work.retention.put_set(
                self._set, at.place, at.item, promises=at.promises, state="begun"
            )
            self._say(work, at, Outcome.INTENDED, {"rows": count})

    def _done(self, at: Place, batch: Batch, batches: list[Batch]) -> None:
        """Say on the ledger what ended, once it was read back."""
        self.ended += batch.ended
        batches.append(batch)
        with self.storage.work(self.service) as work:
            entry, longest = work.name_entry(), self._over(batch.longest, work)
            if self._set is not None:
                work.retention.end_set(
                    self._set, state="done", ended=batch.ended, longest=longest, entry=entry
                )
            body: dict[str, Json] = {
                "ended": batch.ended,
                "along": batch.along,
                "read_back": batch.read_back,
                "overstay_s": int(longest.total_seconds()),
            }
            self._say(work, at, Outcome.DONE, body, entry)
        self._set = None

    def _close_open(self, at: Place) -> None:
        """Say of sets that were begun and never ended that nobody knows how far they came."""
        with self.storage.reading(self.service) as view:
            left = [each for each in view.retention.open_sets(at.place) if each[1] == at.item]
        for identity, _, _ in left:
            with self.storage.work(self.service) as work:
                entry, self._set = work.name_entry(), identity
                work.retention.end_set(
                    identity, state="unsure", ended=None, longest=None, entry=entry
                )
                self._say(work, at, Outcome.FAILED, {"fault": "killed"}, entry)
        self._set = None

    def _say(
        self,
        work: Work,
        at: Place,
        outcome: Outcome,
        body: Mapping[str, Json],
        entry: UUID | None = None,
    ) -> None:
        """Write an entry of the set under way, and commit."""
        said = Entry(
            act=ACT,
            outcome=outcome,
            promises=tuple(sorted(at.promises)),
            policy_version=in_force(work).number,
            body={"set": str(self._set), "place": at.place, "item": at.item, **body},
        )
        work.commit(said, ids=(work.name_entry() if entry is None else entry,))

    def _hold(self, at: Place) -> None:
        """Note that a hold keeps all that is there."""
        with self.storage.work(self.service) as work:
            work.retention.stand(
                place=at.place,
                item=at.item,
                promises=sorted(at.promises),
                categories=sorted(at.categories),
                past=0,
                held=True,
                since=None,
                next_at=None,
                ended=0,
                longest=None,
            )
            work.over()

    def _fail(self, at: Place, fault: str, *, past: int | None = None) -> None:
        with self.storage.work(self.service) as work:
            work.retention.fail(
                at.place,
                at.item,
                promises=at.promises,
                categories=at.categories,
                fault=fault,
                past=past,
            )
            work.over()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Holds:
    """What holds keep of a table: all of it, or what is of some persons."""

    whole: bool
    persons: tuple[Sought, ...]

    @classmethod
    def of(cls, view: View, at: Place) -> "_Holds":
        """Return what the holds in force keep. Raises ``HoldUnseen``."""
        mapping = map_of(view, at.place, view.sources.one(at.place).approved or 0)
        scopes = tuple(hold.scope for hold in view.holds.about_all())
        kept = under_holds(mapping, scopes)
        tree = trees_of(mapping, bearing_of(view), only=at.item)
        tables = [name for each in tree for name in each.tables]
        whole = any(kept.tables[name] != mapping.tables[name] for name in tables)
        return cls(whole=whole, persons=tuple(_sought(view.holds.about_one(at.place))))


def _sought(known: Sequence[str | None]) -> Collection[Sought]:
    found = []
    for number, said in enumerate(known):
        if said is None:
            raise HoldUnseen
        kinds = json.loads(said)
        identifiers = {kind: tuple(values) for kind, values in kinds.items()}
        found.append(Sought(person=str(number), identifiers=identifiers))
    return found
