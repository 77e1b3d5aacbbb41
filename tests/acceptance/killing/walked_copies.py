"""The acts on copies, as the walk over the steps of all acts needs them."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from walked_requests import Place

from amana.acts.copies.making import making_copies
from amana.acts.copies.rest import JOB
from amana.acts.copies.sections import NOWHERE
from amana.acts.doors.copies import AskedCopyDoor, OwnCopyDoor
from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.requests import AskedDoor
from amana.acts.identity.sign_in import PersonComing
from amana.acts.identity.visitor import Visitor
from amana.acts.jobs import do_jobs, leave, stay_alive
from amana.acts.requests.receive import Asking
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.domain.words import ARABIC
from amana.storage.identity import PersonCame

_WORKER: Final = UUID("00000000-0000-4000-8000-00000000c0b1")


def _visitor(place: Place, person: str = "") -> Visitor:
    """Hand somebody over whom nobody met before, and return them signed in."""
    person = person or f"person-{uuid4().hex}"
    door = IdentityDoor(place.storage)
    coming = PersonComing(came=PersonCame(browser="Firefox", address="127.0.0.0/24"), before="")
    ticket = door.make_hand_over(place.service, person=person)
    found = door.visitor(place.service, door.sign_in_by_hand_over(place.service, ticket, coming))
    assert found is not None
    return found


def _ask(place: Place, visitor: Visitor) -> object:
    return OwnCopyDoor(place.storage).ask(visitor, language=ARABIC)


def _make(place: Place, _: object) -> None:
    """Prepare what is asked for, as a worker does; what a dead one held is free again."""
    leave(place.storage, _WORKER)
    stay_alive(place.storage, _WORKER)
    do_jobs(place.storage, {JOB: making_copies(NOWHERE)}, worker=_WORKER)


def _ready(place: Place) -> tuple[Visitor, UUID]:
    visitor = _visitor(place)
    copy = OwnCopyDoor(place.storage).ask(visitor, language=ARABIC).id
    _make(place, None)
    return visitor, copy


def _fetch(place: Place, given: tuple[Visitor, UUID]) -> object:
    return OwnCopyDoor(place.storage).fetch(*given, form="json")


def _requested(place: Place) -> UUID:
    """Have somebody ask for a copy who is proven."""
    person = f"person-{uuid4().hex}"
    _visitor(place, person)
    asking = Asking(
        kind=RequestKind.COPY, door=RequestDoor.API, person=person, proven_by="signed_in"
    )
    return AskedDoor(place.storage).receive(place.service, asking).request


def _prepare(place: Place, request: UUID) -> object:
    return AskedCopyDoor(place.storage).ask(place.service, request, language=ARABIC)


def _prepared(place: Place) -> UUID:
    request = _requested(place)
    _prepare(place, request)
    _make(place, None)
    return request


def _fetch_for(place: Place, request: UUID) -> object:
    return AskedCopyDoor(place.storage).fetch(place.service, request, form="json")


COPY_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "OwnCopyDoor.ask": (_visitor, _ask),
    "OwnCopyDoor.fetch": (_ready, _fetch),
    "AskedCopyDoor.ask": (_requested, _prepare),
    "AskedCopyDoor.fetch": (_prepared, _fetch_for),
}
