"""Ask for a copy: it is prepared by a job, for whom it is about alone."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.copies.errors import RequestNotForCopy
from amana.acts.copies.rest import JOB
from amana.acts.identity.proof import check_proven
from amana.acts.in_force import in_force, published
from amana.acts.proven import level_proven
from amana.acts.requests.carry_out import FETCHED
from amana.acts.requests.stepping import person_of
from amana.domain.copying.shape import Missing
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry
from amana.domain.person.level import Level
from amana.domain.request.states import State
from amana.domain.words import Language
from amana.storage.copies import PreparedCopy
from amana.storage.database import Storage
from amana.storage.errors import NotFound
from amana.storage.view import View

ACT: Final = "prepare-copy"
PROVEN: Final = frozenset({State.PROVEN, State.DONE})
"""States of a request by which a copy may be read: it ends when it is read first."""
_BY_SCHEDULE: Final = Actor(role=Role.OPERATOR, label="schedule")
_MOST: Final = 50
_AT_ONCE: Final = 200
_LONGEST_WAIT: Final = timedelta(hours=12)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyShown:
    """How a copy of a person's stands."""

    id: UUID
    asked_at: datetime
    done: int
    sections: int | None
    """Of how many places; ``None`` before it was begun."""
    rows: int
    ready: bool
    """Whether it can be fetched."""
    ready_at: datetime | None
    expires_at: datetime | None
    over: bool
    """Whether its time is over, and its key destroyed."""
    fetched: int
    missing: tuple[Missing, ...] = ()
    """Sources that could not be read. Of a copy that is ready: they are not in it."""
    follows: bool = False
    """Whether it follows one in which a source was missing; then it is whole or not at all."""
    proven: bool = False
    """Of one that a program asks for: whether the person passed a check of who they are lately.

    That a request notes their identity as proven is none: by it the copy is prepared, not handed
    out.
    """


def ask_copy(
    act: Act, *, person: str, language: Language, session: Level | None = None
) -> CopyShown:
    """Have a copy prepared for the person, and commit; one that is under way or ready is it.

    ``session`` is the level of the session by which they ask. Raises ``NotProven``,
    ``NoPolicyInForce`` and ``PersonErased``.
    """
    check_proven(act.work, person, session=session)
    return _ask(act, person, language)


def ask_copy_for(act: Act, request: UUID, *, language: Language) -> CopyShown:
    """Have the copy prepared that a proven request asks for, and commit.

    One that was asked for before the request came in does not answer it.

    Raises ``NotFound`` and ``RequestNotForCopy``.
    """
    work = act.work
    person = whose_copy(work, request, among={State.PROVEN})
    proven = _is_proven(work, person)
    asked = _ask(act, person, language, since=work.requests.one(request).received_at)
    return replace(asked, proven=proven)


def whose_copy(
    view: View, request: UUID, *, among: Collection[State] = PROVEN, hold: bool = True
) -> str:
    """Return who asks for a copy by this request, of whom it is proven that they do.

    It stands where one of ``among`` says; held, nobody else moves it meanwhile. Raises
    ``NotFound`` and ``RequestNotForCopy``.
    """
    row = view.requests.one(request, hold=hold)
    person = person_of(view, row)
    if person is None or row.kind not in FETCHED or row.state not in among:
        raise RequestNotForCopy
    return person


def copy_for(view: View, request: UUID, person: str) -> CopyShown:
    """Return the latest copy that answers the request: one that lies ready before others.

    Raises ``NotFound`` and ``PersonErased``.
    """
    since = view.requests.one(request).received_at
    found = [each for each in own_copies(view, person=person) if each.asked_at >= since]
    return replace(_foremost(found), proven=_is_proven(view, person))


def _is_proven(view: View, person: str) -> bool:
    return level_proven(view, view.persons.group(person)) is not None


def copy_of(view: View, person: str) -> CopyShown:
    """Return the person's latest copy: one that lies ready before others.

    Raises ``NotFound`` and ``PersonErased``.
    """
    return _foremost(own_copies(view, person=person))


def _foremost(found: Sequence[CopyShown]) -> CopyShown:
    if not found:
        raise NotFound(what="copy")
    return next((each for each in found if each.ready), found[0])


def ask_for_proven(storage: Storage, service: str) -> None:
    """Have a copy prepared for each request that was proven and has none. A scheduled task.

    One that no job makes any more, for a source was away too long, is tried anew.
    """
    _go_on(storage, service)
    with storage.reading(service) as view:
        if view.policies.in_force() is None:
            return
        waiting = view.copies.asked_for(kinds=[kind.value for kind in FETCHED], limit=_AT_ONCE)
        language = published(view, in_force(view)).policy.languages[0]
    for request in waiting:
        with storage.work(service) as work:
            try:
                ask_copy_for(Act(actor=_BY_SCHEDULE, work=work), request, language=language)
            except AmanaError as error:
                _log.warning("copies of %s: %s", service, error.code)


def _go_on(storage: Storage, service: str) -> None:
    """Put jobs in the queue for copies that are stuck: later each time, twice a day at least."""
    with storage.work(service) as work:
        stalled = work.copies.stalled(JOB, limit=_AT_ONCE)
        for copy, asked_at in stalled:
            wait = min(work.now - asked_at, _LONGEST_WAIT)
            work.jobs.discard(JOB, copy)
            work.jobs.defer(JOB, at=work.now + wait, key=copy, copy=copy)
        if stalled:
            work.over()


def own_copies(view: View, *, person: str) -> tuple[CopyShown, ...]:
    """Return the copies of a person, the latest first. Raises ``PersonErased``."""
    found = view.copies.of(view.persons.group(person), limit=_MOST)
    return tuple(shown(each, view.now) for each in found)


def shown(copy: PreparedCopy, now: datetime) -> CopyShown:
    """Return how it stands at this instant."""
    late = copy.expires_at is not None and copy.expires_at <= now
    return CopyShown(
        id=copy.id,
        asked_at=copy.asked_at,
        done=copy.done,
        sections=copy.sections,
        rows=copy.rows,
        ready=copy.lies_ready(now),
        ready_at=copy.ready_at,
        expires_at=copy.expires_at,
        over=copy.over_at is not None or late,
        fetched=copy.fetched,
        missing=copy.missing,
        follows=copy.follows,
    )


def _ask(act: Act, person: str, language: Language, *, since: datetime | None = None) -> CopyShown:
    work = act.work
    group, version = work.persons.group(person), in_force(work).number
    # Two that ask at once are one after the other: the second finds the copy of the first.
    work.requests.hold_person(group)
    for each in work.copies.of(group, limit=_MOST):
        found = shown(each, work.now)
        if not found.over and (since is None or found.asked_at >= since):
            return found
    copy, entry = work.name_entry(), work.name_entry()
    work.people.meet(work.sealer.person_key(person))
    work.copies.begin(copy, person, language=language, entry=entry)
    work.jobs.defer(JOB, key=copy, copy=copy)
    made = shown(work.copies.one(copy), work.now)
    body = {"actor": act.actor.identity, "person": person, "copy": str(copy)}
    work.commit(
        Entry(act=ACT, policy_version=version, body=body, person=person),
        ids=(entry,),
    )
    return made
