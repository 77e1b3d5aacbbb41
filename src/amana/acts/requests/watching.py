"""Watch deadlines, take up what was begun, and answer what needs nobody. A scheduled task."""

import logging
from collections.abc import Callable
from typing import Final
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.requests.carry_out import begin, carry_out_erasure, end_of_gone
from amana.acts.requests.stepping import entry_about, person_of, tell_state
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Json, Outcome
from amana.domain.request.states import ENDED, State
from amana.storage.database import Storage

LATE: Final = "late-request"
_BY_SCHEDULE: Final = Actor(role=Role.OPERATOR, label="schedule")
_MOST: Final = 500
_log = logging.getLogger(__name__)


def watch_requests(storage: Storage, service: str) -> None:
    """Note what is late, and end what its person's erasure left behind; each by itself.

    Links of letters that are past are forgotten, with the addresses that they were sent to.
    One that fails stops no other; it is tried again at the next turn.
    """
    with storage.reading(service) as view:
        late = view.requests.late(limit=_MOST)
        left = view.requests.left_behind(limit=_MOST)
        unconfirmed = view.request_doors.unconfirmed(limit=_MOST)
        ready = view.request_doors.answered_here(limit=_MOST)
    _forget_links(storage, service)
    for request in late:
        _by_itself(_note_late, storage, service, request)
    for request in left:
        _by_itself(_take_up, storage, service, request)
    for request in unconfirmed:
        _by_itself(_note_unconfirmed, storage, service, request)
    for request in ready:
        _by_itself(_answer_here, storage, service, request)


def _forget_links(storage: Storage, service: str) -> None:
    with storage.work(service) as work:
        if work.request_doors.forget_links():
            work.over()


def _by_itself(
    do: Callable[[Storage, str, UUID], None], storage: Storage, service: str, request: UUID
) -> None:
    try:
        do(storage, service, request)
    except AmanaError as error:
        _log.warning("requests of %s: %s", service, error.code)


def _note_late(storage: Storage, service: str, request: UUID) -> None:
    """Say once, on the ledger and to the application, that a request is late."""
    with storage.work(service) as work:
        row = work.requests.one(request, hold=True)
        if row.state in ENDED or not work.requests.note_late(request):
            return
        act = Act(actor=_BY_SCHEDULE, work=work)
        person = person_of(work, row)
        tell_state(work, row, row.state, person=person)
        body: dict[str, Json] = {"late": True, "latest_until": row.latest_until.isoformat()}
        work.commit(entry_about(act, row, LATE, body, person, outcome=Outcome.FAILED))


def _note_unconfirmed(storage: Storage, service: str, request: UUID) -> None:
    """Say once, on the ledger, that receipt was not confirmed as soon as the law wants it."""
    with storage.work(service) as work:
        row = work.requests.one(request, hold=True)
        if row.state in ENDED or not work.request_doors.note_unconfirmed(request):
            return
        act = Act(actor=_BY_SCHEDULE, work=work)
        body: dict[str, Json] = {"confirmed": False}
        person = person_of(work, row)
        work.commit(entry_about(act, row, LATE, body, person, outcome=Outcome.FAILED))


def _answer_here(storage: Storage, service: str, request: UUID) -> None:
    """Carry out what nobody has to look at: a use that stopped already, where to complain."""
    with storage.work(service) as work:
        if work.requests.one(request, hold=True).state is State.PROVEN:
            begin(Act(actor=_BY_SCHEDULE, work=work), request)


def _take_up(storage: Storage, service: str, request: UUID) -> None:
    """End the request of who is gone, or go on with an erasure that was begun."""
    with storage.work(service) as work:
        row = work.requests.one(request, hold=True)
        if row.state in ENDED:
            return
        if row.gone:
            end_of_gone(Act(actor=_BY_SCHEDULE, work=work), row)
            work.over()
            return
        person = person_of(work, row)
    if person is not None:
        carry_out_erasure(storage, service, request, person=person, actor=_BY_SCHEDULE)
