"""Put a hold on what may not be erased for now, and lift it: acts with a reason, on the ledger.

A hold keeps against every other rule (decision 0141), and only as far as it names data: an erasure
goes on beside it, and says what was kept.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.holding.errors import HoldUnfit, UnderHold
from amana.acts.in_force import in_force, published
from amana.acts.person_id import check_met
from amana.acts.records.errors import NoMapInForce
from amana.acts.records.map_in_force import map_in_force
from amana.acts.sources.opening import map_of
from amana.acts.sources.sought import sought_of
from amana.domain.certificate.statement import OWN
from amana.domain.ledger.entry import Entry, Json
from amana.domain.request.states import ENDED, Step, WrongStep
from amana.domain.source.holding import HeldScope
from amana.domain.source.model import SourceMap
from amana.storage.errors import NotFound
from amana.storage.holds import Hold
from amana.storage.uuid7 import uuid7
from amana.storage.work import View, Work

PUT: Final = "put-hold"
LIFT: Final = "lift-hold"
LONGEST_REASON: Final = 500
_LONGEST: Final = timedelta(days=366 * 5)
_MOST: Final = 1000


def put_hold(
    act: Act, scope: HeldScope, *, person: str | None = None, request: UUID | None = None
) -> UUID:
    """Put a hold, and commit; open requests of the person are limited by it from now on.

    One about a ``request`` that is open keeps what its sources have not erased yet, also of whom
    nothing is left here. Raises ``NotFound`` and ``WrongStep`` where that is none.

    Raises ``HoldUnfit``, also where source, table or category are none that are known here,
    ``UnusablePerson``, and ``PersonErased`` where nothing is left to hold.
    """
    work = act.work
    _check(work, scope, person if request is None else "")
    if request is not None:
        _check_open(work, request, person)
    group: tuple[bytes, ...] = ()
    if person is not None:
        check_met(work, person)
        work.persons.hold()
        group = work.persons.group(person)
    identity, entry = uuid7(work.now), work.name_entry()
    # A request's id is nobody's look-up key: such a hold is about what the request names alone.
    about = group[0] if group else None if request is None else request.bytes
    whom = None if person is None else _known_by(work, person)
    work.holds.put(identity, scope, about=about, entry=entry, whom=whom)
    if request is not None:
        work.holds.limit(request, identity)
    for row in work.requests.of(group, limit=_MOST) if group else ():
        if row.state not in ENDED:
            work.holds.limit(row.id, identity)
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "hold": str(identity),
        "of_one": about is not None,
        "request": None if request is None else str(request),
        **_scope_body(scope),
    }
    work.put(Entry(act=PUT, body=body, person=person), identity=entry)
    work.over()
    return identity


def lift_hold(act: Act, hold: UUID, *, reason: str) -> int:
    """Lift a hold, and commit; return in how many sources an erasure that was over goes on.

    Raises ``NotFound``, also where it was lifted before.
    """
    work = act.work
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise HoldUnfit(part="reason")
    entry = work.name_entry()
    if not work.holds.lift(hold, entry=entry):
        raise NotFound(what="hold")
    released = work.parts.release_kept(hold)
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "hold": str(hold),
        "reason": reason.strip(),
        "released": released,
    }
    work.commit(Entry(act=LIFT, body=body), ids=(entry,))
    return released


def list_holds(view: View, *, every: bool = False) -> tuple[Hold, ...]:
    """Return the holds in force, or all, those first that are looked at first."""
    return view.holds.listed(every=every)


def limit_by_holds(work: Work, request: UUID, group: Collection[bytes]) -> tuple[Hold, ...]:
    """Note which holds limit a request, while whose it is is known; the caller commits."""
    found = work.holds.over(group)
    for hold in found:
        if hold.of_one:
            work.holds.limit(request, hold.id)
    return found


def scopes_of(view: View, requests: Collection[UUID]) -> Mapping[UUID, tuple[HeldScope, ...]]:
    """Return by request what holds cover of it; a request without any is left out."""
    return {
        request: tuple(hold.scope for hold in held)
        for request, held in view.holds.on_requests(requests).items()
    }


def holds_on_erased(view: View, requests: Collection[UUID]) -> tuple[HeldScope, ...]:
    """Return what the holds in force cover of who was erased by these requests, or without one."""
    every = list(view.holds.over(()))
    for held in view.holds.on_requests(requests).values():
        every.extend(held)
    return tuple(hold.scope for hold in {hold.id: hold for hold in every}.values())


def refuse_held(view: View, group: Collection[bytes]) -> None:
    """Raise ``UnderHold`` where our own records of the person are under a hold."""
    held = held_here(view, group)
    if held is not None:
        raise UnderHold(again_on=held.again_on.isoformat(), hold=str(held.id))


def held_here(
    view: View, group: Collection[bytes], *, only: Collection[str] | None = None
) -> Hold | None:
    """Return the first hold that keeps our own records of the person from being erased.

    One about a category of data keeps them only where such data is held of them; and, where
    ``only`` some categories are to be erased, only where it is one of them.
    """
    for hold in view.holds.over(group):
        if hold.source not in {None, OWN}:
            continue
        if only is not None and hold.category not in {None, *only}:
            continue
        if hold.category is None or _have(view, group, hold.category):
            return hold
    return None


def _have(view: View, group: Collection[bytes], category: str) -> bool:
    """Tell whether any version of their records has a value of the category."""
    try:
        known = map_in_force(view)
    except NoMapInForce:
        return False
    named = {
        (type_.id, field.id)
        for type_ in known.records.values()
        for field in type_.fields.values()
        if field.category == category
    }
    return any(
        (found.type, name) in named
        for found in view.records.every_version(group)
        for name in found.content.values
    )


def _known_by(view: View, person: str) -> str:
    """Return by what sources know a person now, for as long as the hold is in force."""
    return json.dumps(dict(sought_of(view, person).identifiers), sort_keys=True)


def _check_open(view: View, request: UUID, person: str | None) -> None:
    """Refuse a request that is over, and one beside a person: they may not be the same."""
    if person is not None:
        raise HoldUnfit(part="request")
    row = view.requests.one(request, hold=True)
    if row.state in ENDED:
        raise WrongStep(state=row.state.value, step=Step.BEGIN.value)


def _check(view: View, scope: HeldScope, person: str | None) -> None:
    today = view.now.date()
    wrong = {
        "scope": person is None and scope.category is None and scope.source is None,
        "category": scope.category is not None and not _is_category(view, scope.category),
        "source": scope.source is not None and not _is_source(view, scope.source),
        "table": scope.table is not None and not _is_table(view, scope.source, scope.table),
        "reason": not 0 < len(scope.reason.strip()) <= LONGEST_REASON,
        "again_on": not today < scope.again_on <= today + _LONGEST,
    }
    for part, is_wrong in wrong.items():
        if is_wrong:
            raise HoldUnfit(part=part)


def _is_source(view: View, name: str) -> bool:
    return name == OWN or any(each.name == name for each in view.sources.listed())


def _is_table(view: View, source: str | None, table: str) -> bool:
    """Tell whether the map that is in force of a source has the table."""
    return any(table in each.tables for each in _maps(view) if each.source == source)


def _is_category(view: View, name: str) -> bool:
    """Tell whether the policy, or the map of a source, knows a category of data."""
    there = view.policies.in_force() is not None
    if there and name in published(view, in_force(view)).policy.data:
        return True
    columns = (
        column for each in _maps(view) for table in each.tables.values() for column in table.columns
    )
    return any(column.category == name for column in columns)


def _maps(view: View) -> Iterator[SourceMap]:
    for each in view.sources.listed():
        if each.approved is not None:
            yield map_of(view, each.name, each.approved)


def _scope_body(scope: HeldScope) -> dict[str, Json]:
    return {
        "category": scope.category,
        "source": scope.source,
        "table": scope.table,
        "reason": scope.reason.strip(),
        "again_on": scope.again_on.isoformat(),
    }
