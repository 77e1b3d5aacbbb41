"""Take a request one step on: its row, its event and its entry, in one transaction."""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.events.tell import EventKind, tell
from amana.acts.requests.held_notices import request_over
from amana.acts.requests.stop_uses import stop_uses
from amana.acts.requests.telling import tell_step
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.request.states import ENDED, Part, State, Step, WrongStep, taken
from amana.storage.errors import KeyMissing, PersonErased
from amana.storage.requests import Moved, RequestRow
from amana.storage.work import View, Work

_LEFT: Final = frozenset({State.REFUSED, State.WITHDRAWN})
PERSON: Final = "person"
"""Under it the service's own id stands in what is sealed."""


def person_of(view: View, row: RequestRow) -> str | None:
    """Return the service's own id of whose it is; ``None`` for nobody, and who was erased."""
    try:
        said = view.requests.said(row)
        person = said.get(PERSON)
        if not isinstance(person, str):
            return None
        view.persons.group(person)
    except (KeyMissing, PersonErased):
        return None
    return person


def step_on(  # noqa: PLR0913 - what happens, to which request, and what is kept of it
    act: Act,
    row: RequestRow,
    step: Step,
    *,
    name: str,
    body: Mapping[str, Json] | None = None,
    moved: Moved | None = None,
    parts: Collection[Part] = (),
    outcome: Outcome = Outcome.DONE,
) -> State:
    """Move the request and write its entry and event; the caller commits by ``work.over()``.

    Raises ``WrongStep`` and ``NotDone``.
    """
    work = act.work
    state = taken(row.state, step, parts)
    if state in _LEFT and row.state is State.WAITING_FOR_SOURCES and work.parts.of(row.id):
        # Half of it may have happened already.
        raise WrongStep(state=row.state.value, step=step.value)
    entry = work.name_entry()
    moved = moved or Moved()
    if state in ENDED:
        moved = Moved(proven_by=moved.proven_by, reason=moved.reason, ended=entry)
        request_over(work, row, state)
    work.requests.move(row.id, state, moved)
    person = person_of(work, row)
    tell_state(work, row, state, person=person)
    more = {"parts": tuple({"place": e.place, "outcome": e.outcome.value} for e in parts)}
    whole = {**(more if parts else {}), **(body or {})}
    work.put(entry_about(act, row, name, whole, person, outcome=outcome), identity=entry)
    if step is Step.PROVE:
        stop_uses(act, row, person=person)
    tell_step(work, row, step, moved, person=person, entry=entry)
    return state


def entry_about(  # noqa: PLR0913 - what an entry is made of
    act: Act,
    row: RequestRow,
    name: str,
    body: Mapping[str, Json],
    person: str | None,
    *,
    outcome: Outcome = Outcome.DONE,
) -> Entry:
    """Return an entry about a request, under the promises that it came in under."""
    whole: dict[str, Json] = {
        "actor": act.actor.identity,
        "request": str(row.id),
        "kind": row.kind.value,
        **body,
    }
    if person is not None:
        whole[PERSON] = person
    return Entry(act=name, outcome=outcome, promises=row.promises, body=whole, person=person)


def tell_state(work: Work, row: RequestRow, state: State, *, person: str | None) -> UUID:
    """Tell the application where a request stands now."""
    fields: dict[str, Json] = {
        "request": str(row.id),
        "kind": row.kind.value,
        "state": state.value,
        "safe_until": row.safe_until.isoformat(),
    }
    return tell(work, EventKind.REQUEST_STATE, fields, person=person)
