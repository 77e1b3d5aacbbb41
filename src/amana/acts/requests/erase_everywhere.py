"""Erase a person whom nobody made a request for: here, and in every source of the service.

Where there are sources the erasure is carried out as a request of the person, so that no way to
erase somebody leaves them in a source, and none is certified before all sources are done.
"""

from typing import Final
from uuid import UUID

from amana.acts.act import Act, Actor
from amana.acts.certificate import Certificate
from amana.acts.erase import erase
from amana.acts.person_id import check_met
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.fee import SETTLE
from amana.acts.requests.receive import Asking, take_in
from amana.acts.requests.stepping import step_on
from amana.domain.request.states import State, Step
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.storage.database import Storage
from amana.storage.errors import PersonErased
from amana.storage.requests import Moved
from amana.storage.work import Work

_MOST: Final = 100
_TAKEN_UP: Final = (State.RUNNING, State.PROVEN)
"""In which states an erasure that was asked for already goes on; what runs comes first."""


def erase_everywhere(
    storage: Storage,
    service: str,
    *,
    person: str,
    actor: Actor,
    door: RequestDoor = RequestDoor.API,
) -> Certificate:
    """Erase the person in our own records, and let every source follow. Asked twice it is one.

    An erasure that they asked for already is taken up. What is returned speaks of our own records;
    ``Certificate.request`` names what the sources are carried through by, where there are any.
    Raises what :func:`erase` raises, and ``NoPolicyInForce`` where there are sources and no policy.
    """
    with storage.work(service) as work:
        request = _begun(Act(actor=actor, work=work), person, door)
    if request is None:
        return erase(storage, service, person=person, actor=actor)
    return carry_out_erasure(storage, service, request, person=person, actor=actor)


def _begun(act: Act, person: str, door: RequestDoor) -> UUID | None:
    """Begin a request and commit; none without sources, and for who is erased already.

    Raises ``UnusablePerson``, and what receiving and beginning raise.
    """
    work = act.work
    check_met(work, person)
    if not work.sources.listed():
        return None
    try:
        group = work.persons.group(person)
    except PersonErased:
        return None
    # Somebody of whom nothing is held here may well stand in a source. All their ids are held at
    # once: of two who erase them, one by each id, neither then waits for the other in a circle.
    work.people.note(work.sealer.person_key(person))
    if not work.requests.hold_person(group):
        return None
    request = _taken_up(work, group) or _asked(act, person, door)
    begin(act, request)
    return request


def _taken_up(work: Work, group: tuple[bytes, ...]) -> UUID | None:
    """Return the erasure that goes on, or was proven and not begun."""
    found = {
        row.state: row.id
        for row in work.requests.of(group, limit=_MOST)
        if row.kind is RequestKind.ERASURE
    }
    return next((found[state] for state in _TAKEN_UP if state in found), None)


def _asked(act: Act, person: str, door: RequestDoor) -> UUID:
    """Note that it is asked for, proven by who erases; a fee that was named is waived."""
    asking = Asking(
        kind=RequestKind.ERASURE, door=door, person=person, proven_by=act.actor.role.value
    )
    received = take_in(act, asking)
    if received.state is State.FEE_QUOTED:
        row = act.work.requests.one(received.request, hold=True)
        step_on(act, row, Step.SETTLE, name=SETTLE, moved=Moved(settled=True))
    return received.request
