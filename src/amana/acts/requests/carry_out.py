"""Carry a request out in our own records, and let the sources follow.

What needs sources waits for them, and says so: nothing that was skipped is done.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.act import Act, Actor
from amana.acts.certificate import Certificate
from amana.acts.erase import erase
from amana.acts.holding.holds import limit_by_holds, refuse_held
from amana.acts.permissions import Permission
from amana.acts.requests.ending import (
    BEGIN,
    DONE,
    WAITING,
    end,
    end_by_hand,
    open_parts,
    wait_for_sources,
)
from amana.acts.requests.erase_in_part import categories_of, check_not_held, erase_in_part
from amana.acts.requests.errors import FetchedByThemselves, RequestOfNobody
from amana.acts.requests.parts import make_parts
from amana.acts.requests.restricting import restrict_here
from amana.acts.requests.second_member import check_second
from amana.acts.requests.stepping import person_of, step_on
from amana.domain.ledger.entry import Json, Outcome
from amana.domain.request.objecting import STOPPING
from amana.domain.request.states import Part, PartOutcome, State, Step, WrongStep
from amana.domain.vocabulary.requests import RefusalReason, RequestKind
from amana.storage.database import Storage
from amana.storage.requests import Moved, RequestRow
from amana.storage.work import View, Work

FETCHED: Final = frozenset({RequestKind.COPY, RequestKind.PORTABILITY})
_DONE_HERE: Final = frozenset(
    {RequestKind.COMPLAINT, RequestKind.PART_ERASURE, RequestKind.RESTRICTION, *STOPPING}
)
"""Done here once it is begun: the answer stands in our law packs, it is restricted or erased."""
_MOST: Final = 100


def begin(act: Act, request: UUID) -> str | None:
    """Begin it and commit; return whom to erase, where that is what is left to do.

    A request of nobody ends as refused, for nothing is held. Raises ``NotFound``, ``WrongStep``,
    ``FetchedByThemselves``, ``SecondMemberNeeded``, ``UnderHold`` of an erasure of what is held,
    and ``CategoriesMissing``.

    With an erasure the other proven ones of the same person begin: afterwards by what the sources
    know them is gone.
    """
    work = act.work
    row = work.requests.one(request, hold=True)
    if row.state is State.RUNNING and row.kind is RequestKind.ERASURE:
        return person_of(work, row)
    if row.kind in FETCHED:
        raise FetchedByThemselves
    person = person_of(work, row)
    if person is None:
        refuse_gone(act, row)
        work.over()
        return None
    alone = check_second(act, row)
    group = work.persons.group(person)
    if row.kind is RequestKind.ERASURE:
        refuse_held(work, group)
        for each in (row, *_proven_beside(work, row, group)):
            _begin_one(act, each, person, group, alone=alone and each is row)
        work.over()
        return person
    start = _begin_part if row.kind is RequestKind.PART_ERASURE else _begin_one
    asked = start(act, row, person, group, alone=alone)
    running = work.requests.one(request)
    if asked:
        wait_for_sources(act, running)
    else:
        end(act, running, DONE if row.kind in _DONE_HERE else WAITING)
    work.over()
    return None


def _begin_one(
    act: Act, row: RequestRow, person: str, group: tuple[bytes, ...], *, alone: bool = False
) -> bool:
    """Let a request run; tell whether it has something to do in sources.

    ``alone`` where whoever noted the proof approves it, for nobody else may.
    """
    limit_by_holds(act.work, row.id, group)
    asked = make_parts(act.work, row, person)
    intended = Outcome.INTENDED if asked or row.kind is RequestKind.ERASURE else Outcome.DONE
    step_on(act, row, Step.BEGIN, name=BEGIN, moved=Moved(alone=alone), outcome=intended)
    restrict_here(act, row, person)
    return asked


def _begin_part(
    act: Act, row: RequestRow, person: str, group: tuple[bytes, ...], *, alone: bool
) -> bool:
    """Let an erasure in part run, and do it in our own records; tell as :func:`_begin_one`."""
    categories = categories_of(act.work, row)
    check_not_held(act.work, group, categories)
    asked = _begin_one(act, row, person, group, alone=alone)
    # After by what they are known is noted: what goes now may be part of that.
    erase_in_part(act, row, group, categories)
    return asked


def _proven_beside(work: Work, row: RequestRow, group: tuple[bytes, ...]) -> tuple[RequestRow, ...]:
    """Return the person's other erasures that are proven and not begun, held."""
    found = work.requests.of(group, limit=_MOST)
    ids = [each.id for each in found if each.kind is row.kind and each.id != row.id]
    held = (work.requests.one(each, hold=True) for each in sorted(ids))
    return tuple(each for each in held if each.state is State.PROVEN)


def carry_out_erasure(
    storage: Storage, service: str, request: UUID, *, person: str, actor: Actor
) -> Certificate:
    """Erase the person of a request that was begun; then it waits for its sources, or ends.

    Killed in the middle it is taken up by the scheduled task.
    """
    certificate = erase(storage, service, person=person, actor=actor, request=request)
    with storage.work(service) as work:
        row = work.requests.one(request, hold=True)
        if row.state is State.RUNNING:
            body = {"erasure": str(certificate.erasure)}
            _own_done(Act(actor=actor, work=work), row, body)
            work.over()
    return certificate


def end_of_gone(act: Act, row: RequestRow) -> None:
    """End a request of who was erased: all that is not an erasure is about nothing.

    An erasure goes on in the sources. One that had not begun, when they were erased by a journal
    that was replayed, is done as far as our own records go, and says of each source that it was
    not asked: by what they were known is gone.
    """
    work = act.work
    if row.kind is RequestKind.ERASURE and row.state is State.PROVEN:
        step_on(act, row, Step.BEGIN, name=BEGIN)
        end(act, work.requests.one(row.id), (*DONE, *_skipped(work)))
    elif row.state is State.RUNNING:
        _own_done(act, row)
    elif work.parts.of(row.id):
        end_by_hand(act, row)
    else:
        refuse_gone(act, row)


def _own_done(act: Act, row: RequestRow, body: Mapping[str, Json] | None = None) -> None:
    """Let the sources follow, now that our own records are done, or end where there are none."""
    if act.work.parts.of(row.id):
        wait_for_sources(act, row)
    else:
        end(act, row, DONE, body)


def _skipped(view: View) -> tuple[Part, ...]:
    return tuple(
        Part(place=entry.name, outcome=PartOutcome.SKIPPED) for entry in view.sources.listed()
    )


def refuse_gone(act: Act, row: RequestRow) -> None:
    """Refuse a request about nobody of whom anything is held; the caller commits."""
    reason = RefusalReason.NOTHING_HELD.value
    step_on(
        act,
        row,
        Step.REFUSE,
        name="refuse-request",
        body={"reason": reason},
        moved=Moved(reason=reason),
    )


def end_by_copy(act: Act, *, person: str, asked_at: datetime | None = None) -> None:
    """End the person's proven requests for a copy, with the copy that this act commits.

    One that was asked for at ``asked_at`` answers no request that came in later.
    """
    for row in _to_be_fetched(act.work, person):
        if asked_at is not None and row.received_at > asked_at:
            continue
        step_on(act, row, Step.BEGIN, name=BEGIN)
        end(act, act.work.requests.one(row.id), DONE)


def finish_by_hand(act: Act, request: UUID) -> State:
    """Note that staff did by hand what the request waits for, and commit.

    Raises ``NotFound``, ``RequestOfNobody``, ``FetchedByThemselves``, ``WrongStep`` and, of an
    erasure in part, ``SecondMemberNeeded``, and ``NotPermitted`` where nobody approved it and the
    actor may not.
    """
    work = act.work
    row = work.requests.one(request, hold=True)
    person = person_of(work, row)
    if person is None:
        raise RequestOfNobody
    if row.kind in FETCHED:
        raise FetchedByThemselves
    if row.kind is RequestKind.ERASURE or open_parts(work, request):
        # Nobody's word is taken for it: it is carried out here, or it is not.
        raise WrongStep(state=row.state.value, step=Step.FINISH.value)
    if row.kind is RequestKind.PART_ERASURE and row.state is not State.WAITING_FOR_SOURCES:
        # Nobody began it yet: whoever ends it says what an approval says.
        act.require(Permission.STAFF_REQUEST_APPROVE)
    state = end_by_hand(act, row, alone=check_second(act, row))
    restrict_here(act, row, person)
    work.over()
    return state


def _to_be_fetched(view: View, person: str) -> tuple[RequestRow, ...]:
    rows = view.requests.of(view.persons.group(person), limit=_MOST)
    held = (view.requests.one(row.id, hold=True) for row in rows if row.kind in FETCHED)
    return tuple(row for row in held if row.state is State.PROVEN)
