"""One request with all that whoever decides about it has to see: terms, steps, and their proofs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.acts.requests.list_requests import RequestShown, show_request
from amana.acts.requests.stepping import person_of
from amana.domain.ledger.entry import Outcome
from amana.domain.request.states import State
from amana.domain.words import Language
from amana.storage.ledger import Inclusion, Ledger
from amana.storage.requests import RequestRow
from amana.storage.work import View

RECEIVED: Final = "receive-request"
_ENDS: Final[Mapping[State, str]] = {
    State.DONE: "end-request",
    State.PARTLY_DONE: "end-request",
    State.REFUSED: "refuse-request",
    State.WITHDRAWN: "withdraw-request",
}
STEPS: Final = frozenset(
    {
        RECEIVED,
        "prove-request",
        "quote-fee",
        "settle-fee",
        "carry-out-request",
        "extend-request",
        "restrict-person",
        "announce-lifting",
        "lift-restriction",
        "late-request",
        *_ENDS.values(),
    }
)
"""The acts that moved a request; who looked at it stands in the ledger too, and is no step."""
_MOST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStep:
    """One act on a request, and what shows to anybody that it was noted."""

    entry: UUID
    act: str
    outcome: Outcome
    at: datetime
    shown_by: Inclusion | None
    """``None`` until the sequencer has taken it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request as it lies on the desk."""

    shown: RequestShown
    steps: tuple[CaseStep, ...]
    """The oldest first. Of who was erased only the first and the last are left to be found."""
    language: Language
    """In which the person reads the answer."""
    now: datetime


def open_case(act: Act, request: UUID) -> Case:
    """Return the request, and commit that it was looked at. Raises ``NotFound``."""
    work = act.work
    row = work.requests.one(request)
    steps = _steps(work, row)
    language = language_for(work, row)
    now = work.now
    return Case(shown=show_request(act, request), steps=steps, language=language, now=now)


def language_for(view: View, row: RequestRow) -> Language:
    """Return in which language the person met a version last, else the policy's first."""
    known = view.announcements.languages((row.person_key,)) if row.person_key is not None else {}
    policy = published(view, in_force(view)).policy
    return next(iter(known.values()), policy.languages[0])


def _steps(view: View, row: RequestRow) -> tuple[CaseStep, ...]:
    """Return the acts on it: those that are about the person, or else what the row itself knows."""
    found = list(_about(view, row)) or list(_known(row))
    shown = Ledger(view.transaction, service=view.service).inclusions(each[0] for each in found)
    return tuple(
        CaseStep(entry=entry, act=act, outcome=outcome, at=at, shown_by=shown.get(entry))
        for entry, act, outcome, at in sorted(found, key=lambda each: (each[3], each[0]))
    )


_Found = tuple[UUID, str, Outcome, datetime]


def _about(view: View, row: RequestRow) -> Iterable[_Found]:
    person = person_of(view, row)
    if person is None:
        return
    for each in view.people.acts(person, names=STEPS, limit=_MOST):
        if each.body.get("request") == str(row.id):
            yield each.entry, each.act, each.outcome, each.at


def _known(row: RequestRow) -> Iterable[_Found]:
    yield row.entry, RECEIVED, Outcome.DONE, row.received_at
    if row.ended is not None and row.ended_at is not None:
        yield row.ended, _ENDS[row.state], Outcome.DONE, row.ended_at
