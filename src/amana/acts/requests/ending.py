"""How a request ends: by what became of it in our own records and in every source."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.requests.calling import call_for
from amana.acts.requests.restricting import restrict_here
from amana.acts.requests.stepping import person_of, step_on
from amana.domain.certificate.statement import OWN
from amana.domain.ledger.entry import Json
from amana.domain.request.carrying import OPEN, outcome_of
from amana.domain.request.states import Part, PartOutcome, State, Step, end_of
from amana.storage.request_parts import PartRow
from amana.storage.requests import Moved, RequestRow
from amana.storage.work import View

BEGIN: Final = "carry-out-request"
END: Final = "end-request"
SOURCES: Final = "sources"
DONE: Final = (Part(place=OWN, outcome=PartOutcome.DONE),)
WAITING: Final = (Part(place=SOURCES, outcome=PartOutcome.WAITING),)


def end(
    act: Act, row: RequestRow, parts: tuple[Part, ...], body: Mapping[str, Json] | None = None
) -> State:
    """Take the step that the parts say; the caller commits."""
    step = end_of(parts)
    name = END if step in {Step.FINISH, Step.FINISH_IN_PART} else BEGIN
    return step_on(act, row, step, name=name, parts=parts, body=body)


def wait_for_sources(act: Act, row: RequestRow) -> State:
    """Let a request that runs wait for its parts, which may begin now; the caller commits."""
    work = act.work
    work.parts.release(row.id)
    parts = work.parts.of(row.id)
    for part in parts:
        call_for(act, part.source)
    return end(act, row, (*DONE, *_outcomes(parts)))


def settle(act: Act, request: UUID) -> State:
    """End a request whose parts all came to an end, if they did; the caller commits."""
    work = act.work
    row, parts = work.requests.one(request), work.parts.of(request)
    if row.state is not State.WAITING_FOR_SOURCES or any(each.state in OPEN for each in parts):
        return row.state
    if not parts:
        return row.state
    step_on(act, row, Step.BEGIN, name=BEGIN)
    person = person_of(work, row)
    if person is not None:
        # One that was begun by a release that left it to the sources restricts here as well.
        restrict_here(act, row, person)
    return end(act, work.requests.one(request), (*DONE, *_outcomes(parts)), _kept(parts))


def end_by_hand(act: Act, row: RequestRow, *, alone: bool = False) -> State:
    """End a request of which a person did the rest; its parts must be over. The caller commits.

    ``alone`` where whoever noted the proof of an erasure ends it, for nobody else may.
    Raises ``WrongStep`` while a source has not answered.
    """
    work = act.work
    parts = work.parts.of(row.id)
    step_on(act, row, Step.BEGIN, name=BEGIN, moved=Moved(alone=alone))
    by_hand = Part(place="by-hand", outcome=PartOutcome.DONE)
    return end(act, work.requests.one(row.id), (by_hand, *_outcomes(parts)), _kept(parts))


def open_parts(view: View, request: UUID) -> tuple[PartRow, ...]:
    """Return the parts of a request that are not over."""
    return tuple(each for each in view.parts.of(request) if each.state in OPEN)


def _outcomes(parts: tuple[PartRow, ...]) -> tuple[Part, ...]:
    return tuple(
        Part(place=each.source, outcome=outcome_of(each.state, kept=bool(each.kept)))
        for each in parts
    )


def _kept(parts: tuple[PartRow, ...]) -> dict[str, Json]:
    """Return what stays, with reason and until, as the entry of the end says it."""
    kept = tuple({"source": each.source, **one} for each in parts for one in each.kept)
    return {"kept": kept} if kept else {}
