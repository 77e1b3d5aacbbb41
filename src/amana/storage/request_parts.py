"""What requests do in sources: the plan, a row for each source, and whom they are asked for.

Whom the sources are asked for is sealed under a key of the request's own, which stands where the
persons' keys do, by a mark that is nobody's look-up key.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeAlias
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from amana.domain.ledger.entry import Json
from amana.domain.request.carrying import PartState
from amana.domain.vocabulary.requests import KINDS, RequestKind
from amana.storage.errors import CannotUnwrap, KeyMissing, RecordSealBroken
from amana.storage.keys.sealing import Sealer
from amana.storage.persons.sealed import seal, unsealed
from amana.storage.transaction import Transaction

_SOUGHT: Final = "sought"
_LIFTED: Final = "lift_sought"
Unopened: TypeAlias = CannotUnwrap | KeyMissing | RecordSealBroken
"""Why a seal does not open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """What a dry run found in a source."""

    source: str
    version: int
    counts: Sequence[Mapping[str, Json]]
    """A mapping a table; see ``acts.requests.plan``."""
    fault: str | None
    """Why nothing could be counted there: the code of an error."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """What a request has to do in one source."""

    request: UUID
    source: str
    kind: RequestKind
    version: int | None
    """By which map; ``None`` until one is in force."""
    state: PartState
    attempts: int
    """How often it was tried, without the times at which the source was away."""
    outages: int
    """How often in a row the source was away."""
    due_at: datetime | None
    """When it is tried next; ``None`` while our own records come first."""
    job: UUID | None
    fault: str | None
    """The code of the error for which it waits or failed."""
    counts: Sequence[Mapping[str, Json]]
    """What was done to each table, for the whole set in which it was carried out."""
    kept: Sequence[Mapping[str, Json]]
    """What stays of this person: table, rows, reason, until."""
    at_most: Sequence[Mapping[str, Json]]
    """What passes were about to do to each table of whose commit nobody heard: whether they did
    it is not known. For the whole set, as ``counts``, and not part of these."""
    noted_by: UUID | None
    """The pass that noted the last of it, until one comes to its end."""
    set_size: int
    read_back: int
    done_at: datetime | None
    entry: UUID | None
    lifting: bool
    """Whether the marks of a restriction that is lifted are taken off, and not put."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDone:
    """What came of a part."""

    counts: Sequence[Mapping[str, Json]] = field(default_factory=tuple)
    kept: Sequence[Mapping[str, Json]] = field(default_factory=tuple)
    at_most: Sequence[Mapping[str, Json]] = field(default_factory=tuple)
    set_size: int = 1
    read_back: int = 0
    left: Mapping[str, int] = field(default_factory=dict)
    """By table the rows that still bear the person: with any, the part is not done."""


@dataclass(slots=True, kw_only=True)
class RequestParts:
    """The parts of one service's requests, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def put_plan(
        self,
        request: UUID,
        source: str,
        *,
        version: int,
        counts: Sequence[Mapping[str, Json]],
        fault: str | None,
    ) -> None:
        """Note what a dry run found; the one before gives way."""
        self._change(
            "put_plan",
            request=request,
            source=source,
            version=version,
            counts=Jsonb(list(counts)),
            fault=fault,
        )

    def plan(self, request: UUID) -> tuple[PlanRow, ...]:
        """Return the dry run of a request, by source; none where nobody asked for it."""
        return tuple(PlanRow(**row) for row in self._rows("plan", request=request))

    def put(
        self, request: UUID, source: str, kind: RequestKind, *, version: int | None, due: bool
    ) -> None:
        """Note that a request has something to do in a source, at once or when released."""
        self._change(
            "put", request=request, source=source, kind=kind.value, version=version, due=due
        )

    def of(self, request: UUID) -> tuple[PartRow, ...]:
        """Return the parts of a request, by source."""
        return tuple(_part(row) for row in self._rows("of", request=request))

    def of_many(self, requests: Collection[UUID]) -> Mapping[UUID, tuple[PartRow, ...]]:
        """Return the parts of requests, by source; a request without any is left out."""
        found: dict[UUID, tuple[PartRow, ...]] = {}
        for row in self._rows("of_many", requests=list(requests)):
            part = _part(row)
            found[part.request] = (*found.get(part.request, ()), part)
        return found

    def release(self, request: UUID) -> int:
        """Let the sources follow; return how many parts are due now."""
        return self._change("release", request=request)

    def claim(self, source: str, *, job: UUID, most: int, lease: timedelta) -> tuple[PartRow, ...]:
        """Take due parts of one kind and map for a job, by request; none where nothing is due.

        What takes marks off goes alone: of a set nobody could tell whose rows were not found.
        """
        found = self._rows("next", source=source, job=job)
        if not found:
            return ()
        most = 1 if found[0]["lifting"] else most
        rows = self._rows("claim", source=source, job=job, most=most, lease=lease, **found[0])
        return tuple(sorted((_part(row) for row in rows), key=lambda part: part.request))

    def bind(self, source: str, version: int, requests: Collection[UUID]) -> None:
        """Note by which map parts are carried out that had none."""
        self._change("bind", source=source, version=version, requests=list(requests))

    def foresee(self, parts: Sequence[PartRow]) -> int:
        """Note what one pass is about to do, and what will stay; its source has not committed yet.

        The parts are of one source. Return of how many it was noted: of those that nobody took
        since the job did, not even the same job in another worker.
        """
        return self._change(
            "foresee",
            source=parts[0].source,
            job=parts[0].job,
            notes=Jsonb(
                [
                    {
                        "request": str(part.request),
                        "claimed": None if part.due_at is None else part.due_at.isoformat(),
                        "kept": list(part.kept),
                        "at_most": list(part.at_most),
                        "noted_by": None if part.noted_by is None else str(part.noted_by),
                        "set_size": part.set_size,
                    }
                    for part in parts
                ]
            ),
        )

    def done(self, part: PartRow, done: PartDone, *, entry: UUID) -> bool:
        """Note that a part is done; tell whether the job still had it."""
        return bool(
            self._change(
                "done",
                request=part.request,
                source=part.source,
                job=part.job,
                claimed=part.due_at,
                counts=Jsonb(list(done.counts)),
                kept=Jsonb(list(done.kept)),
                at_most=Jsonb(list(done.at_most)),
                set_size=done.set_size,
                read_back=done.read_back,
                entry=entry,
            )
        )

    def stands(self, part: PartRow, done: PartDone, *, fault: str) -> bool:
        """Note that a part did its work and the person still stands in the source.

        ``counts`` then has ``left`` beside a table's other counts. It is not tried again before
        somebody looks. Tell whether the job still had it.
        """
        return bool(
            self._change(
                "stands",
                request=part.request,
                source=part.source,
                job=part.job,
                claimed=part.due_at,
                fault=fault,
                counts=Jsonb(list(done.counts)),
                kept=Jsonb(list(done.kept)),
                at_most=Jsonb(list(done.at_most)),
                set_size=done.set_size,
                read_back=done.read_back,
            )
        )

    def put_back(
        self, part: PartRow, state: PartState, *, fault: str, wait: timedelta, tried: bool = True
    ) -> bool:
        """Note why a part was not done; tell whether the job still had it."""
        return bool(
            self._change(
                "put_back",
                request=part.request,
                source=part.source,
                job=part.job,
                claimed=part.due_at,
                state=state.value,
                fault=fault,
                wait=wait,
                tried=tried,
            )
        )

    def again(self, request: UUID, source: str) -> bool:
        """Let a part that failed be tried again; tell whether there was one."""
        return bool(self._change("again", request=request, source=source))

    def wake(self, source: str, *, fault: str) -> int:
        """Let parts that wait for a fault be tried at once; return how many."""
        return self._change("wake", source=source, fault=fault)

    def give_up(self, request: UUID, source: str) -> bool:
        """Note that a part that failed is not to be done; tell whether there was one."""
        return bool(self._change("give_up", request=request, source=source))

    def release_kept(self, hold: UUID) -> int:
        """Let erasures that are over go on where a hold that was lifted had kept something.

        Returns in how many sources.
        """
        return self._change("release_kept", hold=hold)

    def due(self) -> tuple[str, ...]:
        """Return the sources in which something is due."""
        return tuple(row["source"] for row in self._rows("due"))

    def next_due(self, source: str) -> datetime | None:
        """Return when something is due there next; ``None`` where nothing waits."""
        (row,) = self._rows("next_due", source=source)
        at: datetime | None = row["at"]
        return at

    def lift(
        self, request: UUID, *, kept: Collection[str], called: Collection[str]
    ) -> tuple[str, ...]:
        """Let the marks be taken off that a restriction put; return in which sources.

        None where marks are ``kept``; of those ``called`` already only what has still to mark. A
        part that is under way stays as it is: whoever ends it turns it.
        """
        rows = self._rows("lift", request=request, kept=list(kept), called=list(called))
        return tuple(sorted(row["source"] for row in rows))

    def turn(self, part: PartRow) -> None:
        """Let marks that are taken off be put again, or those that are put be taken off."""
        self._change("turn", request=part.request, source=part.source)

    def marked_by_others(self, source: str, members: Collection[bytes]) -> frozenset[bytes]:
        """Return those of these ids whose rows a source is to keep marked, whatever is lifted.

        By a restriction in force, or by what they objected to or withdrew.
        """
        rows = self._rows("marked_by_others", source=source, members=list(members))
        return frozenset(bytes(row["person_key"]) for row in rows)

    def put_sought(
        self, request: UUID, content: Mapping[str, Json], *, lifting: bool = False
    ) -> None:
        """Keep whom the sources are asked for, sealed under the request's own key.

        With ``lifting`` whose marks are taken off, under a key for that: the other may be gone.
        """
        what = _LIFTED if lifting else _SOUGHT
        mark = self.mark(request, lifting=lifting)
        sealed = seal(self.sealer, content, what=what, row=request, person=mark)
        self._change(f"put_{what}", request=request, sealed=sealed)

    def sought(
        self, requests: Collection[UUID], *, lifting: bool = False
    ) -> Mapping[UUID, Mapping[str, Json] | Unopened]:
        """Open whom the sources are asked for, of those of the requests that are not over.

        What does not open stands with why: whoever reads many does not fail for one.
        """
        what = _LIFTED if lifting else _SOUGHT
        rows = self._rows(what, requests=list(requests))
        marks = {row["request"]: self.mark(row["request"], lifting=lifting) for row in rows}
        # By one statement, for the seals that are then opened one by one.
        # One key that does not open is found again below, with whose it is.
        with suppress(CannotUnwrap):
            self.sealer.persons.find_many(self.service, marks.values())
        return {row["request"]: self._opened(row, what, marks[row["request"]]) for row in rows}

    def end_sought(self, request: UUID, *, lifting: bool = False) -> None:
        """Let go of whom the sources were asked for; the key is destroyed afterwards."""
        self._change("end_lift_sought" if lifting else "end_sought", request=request)

    def sought_over(self, *, limit: int, lifting: bool = False) -> tuple[UUID, ...]:
        """Return the requests whose own keys are to be destroyed."""
        rows = self._rows("lift_sought_over" if lifting else "sought_over", limit=limit)
        return tuple(row["request"] for row in rows)

    def drop_sought(self, requests: Collection[UUID], *, lifting: bool = False) -> None:
        """Forget that these requests had keys of their own."""
        name = "drop_lift_sought" if lifting else "drop_sought"
        self._change(name, requests=list(requests))

    def mark(self, request: UUID, *, lifting: bool = False) -> bytes:
        """Return the name of the request's own key; it is no person's."""
        return self.sealer.mark(_LIFTED if lifting else _SOUGHT, request.bytes)

    def _opened(self, row: DictRow, what: str, mark: bytes) -> Mapping[str, Json] | Unopened:
        try:
            return unsealed(self.sealer, row["sealed"], what=what, row=row["request"], person=mark)
        except (CannotUnwrap, KeyMissing, RecordSealBroken) as error:
            return error

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows("request_parts", name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change("request_parts", name, service=self.service, **values)


def _part(row: DictRow) -> PartRow:
    return PartRow(**{**row, "kind": KINDS[row["kind"]], "state": PartState(row["state"])})
