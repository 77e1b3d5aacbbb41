"""Approve several requests at once: one plan of all, one word, and none that changed meanwhile.

Each is begun in a transaction of its own: one that cannot begin stops no other. What was seen is
named by a mark over state, term and plan; a request whose mark is another one by now is left out.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.requests.carry_out import FETCHED
from amana.acts.requests.progress import Progress, plan_json, progress_of
from amana.domain.request.states import State
from amana.domain.source.model import RowFate
from amana.storage.errors import NotFound
from amana.storage.work import View

MOST: Final = 50
"""Requests that are approved by one word."""
_MARK_LETTERS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A request among those chosen, as it stands."""

    progress: Progress
    mark: str
    """Of what is seen of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointTable:
    """What is found of all of them in one table."""

    source: str
    table: str
    fate: RowFate
    found: int
    own: int
    reason: str | None
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Several requests and one plan over all of them."""

    chosen: tuple[Chosen, ...]
    left_out: tuple[UUID, ...]
    """Not there, not proven, or fetched by the persons themselves."""
    tables: tuple[JointTable, ...]
    faults: Mapping[str, str]
    """By source, why something could not be counted there."""
    any_source: bool
    """Whether a map of any source is approved: else there is nothing to plan."""

    @property
    def waits_for_plan(self) -> bool:
        """Whether nobody has made a plan yet of one of them, and there is something to plan."""
        return self.any_source and not all(each.progress.plan for each in self.chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """What came of one word about several."""

    begun: tuple[UUID, ...]
    left_out: tuple[UUID, ...]
    """Changed since they were seen, or cannot begin, as under a hold: nothing was done."""


def joint_plan(view: View, requests: Sequence[UUID]) -> Joint:
    """Return the requests of these ids with one plan over all of them."""
    found, left_out = [], []
    for request in dict.fromkeys(requests[:MOST]):
        progress = _ready(view, request)
        if progress is None:
            left_out.append(request)
        else:
            found.append(Chosen(progress=progress, mark=mark_of(progress)))
    return Joint(
        chosen=tuple(found),
        left_out=tuple(left_out),
        tables=_summed([each.progress for each in found]),
        faults={
            planned.source: planned.fault
            for each in found
            for planned in each.progress.plan
            if planned.fault is not None
        },
        any_source=any(each.approved is not None for each in view.sources.listed()),
    )


def mark_of(progress: Progress) -> str:
    """Return a mark of all that is seen of a request before it is approved."""
    row = progress.row
    seen = (
        str(row.id),
        row.state.value,
        row.safe_until.isoformat(),
        row.latest_until.isoformat(),
        json.dumps(plan_json(progress.plan), sort_keys=True),
    )
    return hashlib.sha256("\0".join(seen).encode()).hexdigest()[:_MARK_LETTERS]


def _ready(view: View, request: UUID) -> Progress | None:
    try:
        progress = progress_of(view, request)
    except NotFound:
        return None
    row = progress.row
    return progress if row.state is State.PROVEN and row.kind not in FETCHED else None


def unchanged(view: View, request: UUID, mark: str) -> bool:
    """Tell whether the request stands as it was seen."""
    progress = _ready(view, request)
    return progress is not None and mark_of(progress) == mark


def _summed(all_of: Sequence[Progress]) -> tuple[JointTable, ...]:
    """Return the counts of each table over all plans, in the order of the first."""
    found: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0])
    for progress in all_of:
        for each in progress.plan:
            for table in each.tables:
                key = (each.source, table.table, table.fate, table.reason, table.until)
                found[key][0] += table.found
                found[key][1] += table.own
    return tuple(
        JointTable(
            source=str(source),
            table=str(table),
            fate=RowFate(str(fate)),
            found=rows,
            own=own,
            reason=None if reason is None else str(reason),
            until=None if until is None else str(until),
        )
        for (source, table, fate, reason, until), (rows, own) in found.items()
    )
