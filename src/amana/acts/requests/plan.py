"""The plan of a request: what is found in each source, what becomes of it, what stays and why.

It is made before anything runs and kept with the version of each map, so that a later map does not
alter what was planned.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.act import Act, Actor
from amana.acts.requests.errors import CategoriesMissing, RequestOfNobody
from amana.acts.requests.faults import code_of
from amana.acts.requests.planned_fates import (
    ERASING,
    Asking,
    PlannedFate,
    kept_reason,
    planned_fate,
)
from amana.acts.requests.sought import Wanted, wanted_of
from amana.acts.requests.stepping import entry_about, person_of
from amana.acts.sources.opening import Opened, OpenSource, narrowed, opened
from amana.acts.sources.sought import sought_of
from amana.domain.ledger.entry import Json
from amana.domain.request.states import State, Step, WrongStep
from amana.domain.source.outcome import Sought, TableCount
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.database import Storage
from amana.storage.request_parts import PlanRow
from amana.storage.work import View

ACT: Final = "plan-request"
_EARLY: Final = frozenset({State.RECEIVED, State.PROVEN, State.FEE_QUOTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTable:
    """What a plan says of one table."""

    table: str
    """Its id in the map."""
    fate: PlannedFate
    found: int
    own: int
    """Those of them that are the person's own; the rest is shared with others."""
    reason: str | None
    """Why it stays, or something of it, where it does."""
    until: str | None
    """How long, as an ISO 8601 period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSource:
    """What a plan says of one source."""

    source: str
    version: int
    tables: tuple[PlannedTable, ...]
    fault: str | None
    """Why nothing could be counted: the code of an error; the request can begin all the same."""
    at: datetime


def plan_request(
    storage: Storage, service: str, request: UUID, open_source: OpenSource, *, actor: Actor
) -> tuple[PlannedSource, ...]:
    """Count what a request will find in each approved source, change nothing, keep the counts.

    No transaction of ours is open while sources are asked; asked again before it begins, the
    newer plan counts. Raises ``NotFound``, ``WrongStep`` once it began, and ``RequestOfNobody``.
    """
    with storage.reading(service) as view:
        sought, sources, faults = _to_ask(view, request, open_source)
    counted = {name: _counted(*each, sought) for name, each in sources.items()}
    with storage.work(service) as work:
        row = work.requests.one(request, hold=True)
        _check_early(row.state)
        for name, (counts, fault) in (counted | faults).items():
            version = sources[name][0].version if name in sources else _version(work, name)
            work.parts.put_plan(request, name, version=version, counts=counts, fault=fault)
        act = Act(actor=actor, work=work)
        body: dict[str, Json] = {"sources": tuple(sorted(counted | faults))}
        plan = plan_of(work, request)
        work.commit(entry_about(act, row, ACT, body, person_of(work, row)))
    return plan


def plan_of(view: View, request: UUID) -> tuple[PlannedSource, ...]:
    """Return the plan of a request by source; none where nobody asked for one."""
    return tuple(_planned(row) for row in view.parts.plan(request))


_Counted = tuple[tuple[dict[str, Json], ...], str | None]


def _to_ask(
    view: View, request: UUID, open_source: OpenSource
) -> tuple[Sought, dict[str, tuple[Opened, Asking]], dict[str, _Counted]]:
    """Return whom to ask for, the sources to ask, and those that could not even be opened.

    Each is opened under the holds in force, as it will be when the request is carried through.
    """
    row = view.requests.one(request)
    _check_early(row.state)
    person = person_of(view, row)
    if person is None:
        raise RequestOfNobody
    sources: dict[str, tuple[Opened, Asking]] = {}
    held = [each.scope for each in view.holds.over(view.persons.group(person))]
    faults: dict[str, _Counted] = {}
    wanted = wanted_of(view, [request]).get(request)
    corrections = () if wanted is None else wanted.corrections
    named = {each.source for each in corrections}
    in_part = (_categories(wanted), held) if row.kind is RequestKind.PART_ERASURE else None
    for entry in view.sources.listed():
        if entry.approved is None or (named and entry.name not in named):
            continue
        try:
            scopes = held if in_part is None else ()
            found = opened(view, open_source, entry.name, entry.approved, held=scopes)
        except Exception as error:  # noqa: BLE001 - one source that cannot be opened stops no other
            faults[entry.name] = ((), code_of(error))
        else:
            sources[entry.name] = (
                found,
                Asking(
                    kind=row.kind,
                    corrects={each.table for each in corrections if each.source == entry.name},
                    by_itself=entry.kind is SourceKind.HTTP,
                    in_part=in_part,
                ),
            )
    return sought_of(view, person, name=str(request)), sources, faults


def _categories(wanted: Wanted | None) -> tuple[str, ...]:
    """Return what an erasure in part is to erase. Raises ``CategoriesMissing``."""
    if wanted is None or not wanted.categories:
        raise CategoriesMissing
    return wanted.categories


def _counted(asked: Opened, asking: Asking, sought: Sought) -> _Counted:
    """Return what is found of one person in one source, or why nothing could be counted."""
    try:
        if asking.in_part is not None:
            asked = narrowed(asked, *asking.in_part)
        found = asked.source.find([sought])
    except Exception as error:  # noqa: BLE001 - one source that is away stops no other
        return (), code_of(error)
    there = [each for each in found if each.found and each.table in asked.of]
    return tuple(_json(asked, asking, each) for each in there), None


def _json(asked: Opened, asking: Asking, count: TableCount) -> dict[str, Json]:
    table = asked.mapping.tables[count.table]
    reason, until = kept_reason(table) if asking.kind in ERASING else (None, None)
    return {
        "table": count.table,
        "fate": planned_fate(asking, table, count).value,
        "found": count.found,
        "own": count.own,
        "reason": reason,
        "until": until,
    }


def _planned(row: PlanRow) -> PlannedSource:
    return PlannedSource(
        source=row.source,
        version=row.version,
        tables=tuple(_table(each) for each in row.counts),
        fault=row.fault,
        at=row.at,
    )


def _table(said: Mapping[str, Json]) -> PlannedTable:
    reason, until = said["reason"], said["until"]
    return PlannedTable(
        table=str(said["table"]),
        fate=PlannedFate(str(said["fate"])),
        found=int(str(said["found"])),
        own=int(str(said["own"])),
        reason=None if reason is None else str(reason),
        until=None if until is None else str(until),
    )


def _version(view: View, name: str) -> int:
    return view.sources.one(name).approved or 1


def _check_early(state: State) -> None:
    if state not in _EARLY:
        raise WrongStep(state=state.value, step=Step.BEGIN.value)
