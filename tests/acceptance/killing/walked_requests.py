"""The acts on requests, as the walk over the steps of all acts needs them."""

import os
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.requests import AskedDoor, OwnRequestDoor, RequestDeskDoor
from amana.acts.erase import finish_erasures
from amana.acts.identity.sign_in import PersonComing
from amana.acts.identity.visitor import Visitor
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.receive import Asking
from amana.acts.requests.sought import keep_sought
from amana.acts.requests.stepping import person_of
from amana.acts.requests.watching import watch_requests
from amana.acts.staff import Staff
from amana.domain.policy.model import Recipient
from amana.domain.request.states import State
from amana.domain.request.telling import WayKind
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.domain.vocabulary.requests import (
    ExtensionReason,
    RefusalReason,
    RequestDoor,
    RequestKind,
)
from amana.domain.words import Words
from amana.storage import Storage
from amana.storage.identity import PersonCame
from amana.storage.requests import Wanted


def _somebody() -> str:
    """Name somebody anew for each walk, of which each has a process.

    Whoever asks is compared with each of their open requests: one person's would take a step more
    from walk to walk.
    """
    return f"somebody-{os.getpid()}"


class Place(Protocol):
    """Where the acts are done."""

    @property
    def storage(self) -> Storage:
        """The storage."""
        ...

    @property
    def service(self) -> str:
        """The service, with its policy in force."""
        ...

    def sign_in(self) -> Staff:
        """Sign an owner in."""
        ...


def _visitor(place: Place) -> Visitor:
    """Hand somebody over who is met by that, and return them signed in."""
    door = IdentityDoor(place.storage)
    coming = PersonComing(came=PersonCame(browser="Firefox", address="127.0.0.0/24"), before="")
    ticket = door.make_hand_over(place.service, person=_somebody())
    found = door.visitor(place.service, door.sign_in_by_hand_over(place.service, ticket, coming))
    assert found is not None
    return found


def _asking(kind: RequestKind, *, proven: bool = False) -> Asking:
    """Ask in words of its own: the same words would be the same request."""
    return Asking(
        kind=kind,
        about=uuid4().hex,
        door=RequestDoor.API,
        person=_somebody(),
        proven_by="signed_in" if proven else None,
    )


def _asked(kind: RequestKind, *, proven: bool = False) -> Callable[[Place], tuple[Staff, UUID]]:
    """Return what signs an owner in and has a request come in."""

    def asked(place: Place) -> tuple[Staff, UUID]:
        _visitor(place)
        received = AskedDoor(place.storage).receive(place.service, _asking(kind, proven=proven))
        return place.sign_in(), received.request

    return asked


def _own(place: Place) -> tuple[Visitor, UUID]:
    visitor = _visitor(place)
    received = OwnRequestDoor(place.storage).ask(visitor, kind=RequestKind.COPY, about=uuid4().hex)
    return visitor, received.request


def _desk(place: Place) -> RequestDeskDoor:
    return RequestDeskDoor(place.storage)


def _to_tell(place: Place) -> tuple[Staff, UUID]:
    """Have a request of which a recipient is to be told."""
    staff, request = _asked(RequestKind.CORRECTION, proven=True)(place)
    courier = Recipient(id="courier", kind="other", name=Words(ar="الساعي", en="Courier"))
    with place.storage.work(place.service) as work:
        row = work.requests.one(request, hold=True)
        person = person_of(work, row)
        assert person is not None
        keep_sought(work, row, person)
        work.recipients.hold(request, courier, WayKind.BY_HAND)
        work.recipients.release(request)
        work.over()
    return staff, request


def _told(place: Place) -> tuple[Staff, UUID]:
    staff, request = _to_tell(place)
    _desk(place).recipient_told(staff, place.service, request, "courier")
    return staff, request


def _quoted(place: Place) -> tuple[Staff, UUID]:
    staff, request = _asked(RequestKind.COPY, proven=True)(place)
    _quote(place, (staff, request))
    return staff, request


def _quote(place: Place, given: tuple[Staff, UUID]) -> object:
    staff, request = given
    return _desk(place).quote(
        staff, place.service, request, amount=500, currency="EUR", excessive=True
    )


def _step(name: str, *more: object) -> Callable[[Place, tuple[Staff, UUID]], object]:
    """Return what presses a button of the desk."""

    def pressed(place: Place, given: tuple[Staff, UUID]) -> object:
        staff, request = given
        return getattr(_desk(place), name)(staff, place.service, request, *more)

    return pressed


def _by_program(name: str, *more: object) -> Callable[[Place, tuple[Staff, UUID]], object]:
    """Return what a program does with a request."""

    def done(place: Place, given: tuple[Staff, UUID]) -> object:
        return getattr(AskedDoor(place.storage), name)(place.service, given[1], *more)

    return done


def _restricted(place: Place) -> tuple[Staff, UUID]:
    """Have a restriction in force."""
    staff, request = _asked(RequestKind.RESTRICTION, proven=True)(place)
    _desk(place).carry_out(staff, place.service, request)
    return staff, request


def _announced(place: Place) -> tuple[Staff, UUID]:
    """Have a restriction of whose end the person was told, as its letter left."""
    staff, request = _restricted(place)
    with place.storage.work(place.service) as work:
        letter = uuid4()
        work.request_doors.announce_lifting(request, letter=letter, entry=work.name_entry())
        work.over()
    return staff, request


_COPY, _COMPLAINT = RequestKind.COPY, RequestKind.COMPLAINT
_REASON, _COMPLEX = RefusalReason.UNFOUNDED, ExtensionReason.COMPLEX
REQUEST_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "OwnRequestDoor.ask": (
        _visitor,
        lambda place, visitor: OwnRequestDoor(place.storage).ask(
            visitor, kind=_COPY, about=uuid4().hex
        ),
    ),
    "OwnRequestDoor.take_back": (
        _own,
        lambda place, given: OwnRequestDoor(place.storage).take_back(*given),
    ),
    "AskedDoor.receive": (
        _visitor,
        lambda place, _: AskedDoor(place.storage).receive(place.service, _asking(_COPY)),
    ),
    "AskedDoor.one": (_asked(_COPY), _by_program("one")),
    "AskedDoor.refuse": (_asked(_COPY), _by_program("refuse", _REASON)),
    "AskedDoor.extend": (_asked(RequestKind.COPY), _by_program("extend", _COMPLEX)),
    "AskedDoor.announce_lifting": (_restricted, _by_program("announce_lifting")),
    "RequestDeskDoor.announce_lifting": (_restricted, _step("announce_lifting")),
    "RequestDeskDoor.lift": (_announced, _step("lift")),
    "RequestDeskDoor.receive": (
        _asked(_COPY),
        lambda place, given: _desk(place).receive(given[0], place.service, _asking(_COMPLAINT)),
    ),
    "RequestDeskDoor.one": (_asked(_COPY), _step("one")),
    "RequestDeskDoor.prove": (_asked(_COPY), _step("prove", IdentityMeans.DOCUMENT)),
    "RequestDeskDoor.confirm": (_asked(_COPY), _step("confirm")),
    "RequestDeskDoor.refuse": (_asked(_COPY), _step("refuse", _REASON)),
    "RequestDeskDoor.extend": (_asked(RequestKind.COPY), _step("extend", _COMPLEX)),
    "RequestDeskDoor.quote": (_asked(_COPY, proven=True), _quote),
    "RequestDeskDoor.settle": (_quoted, _step("settle")),
    "RequestDeskDoor.carry_out": (_asked(_COMPLAINT, proven=True), _step("carry_out")),
    "RequestDeskDoor.recipient_letter": (_to_tell, _step("recipient_letter", "courier")),
    "RequestDeskDoor.recipient_told": (_to_tell, _step("recipient_told", "courier")),
    "RequestDeskDoor.recipient_answered": (_told, _step("recipient_answered", "courier")),
    "RequestDeskDoor.finish": (
        _asked(RequestKind.CORRECTION, proven=True),
        _step("finish"),
    ),
}


def _erasure_asked(place: Place) -> None:
    """Have somebody ask for their erasure who is proven."""
    _visitor(place)
    AskedDoor(place.storage).receive(place.service, _asking(RequestKind.ERASURE, proven=True))


def _carry_out(place: Place, _: object) -> None:
    """Carry out an erasure as the desk does; what was begun is taken up by the scheduled tasks."""
    with place.storage.reading(place.service) as view:
        (row,) = view.requests.listed(
            limit=2, wanted=Wanted(only_open=False, kind=RequestKind.ERASURE)
        )
    if row.state is State.PROVEN:
        with place.storage.work(place.service) as work:
            person = begin(Act(actor=OPERATOR, work=work), row.id)
        assert person is not None
        carry_out_erasure(place.storage, place.service, row.id, person=person, actor=OPERATOR)
        return
    finish_erasures(place.storage, place.service)
    watch_requests(place.storage, place.service)


REQUESTS_IN_PARTS: Final[
    Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]
] = {
    "carrying out an erasure that was asked for": (_erasure_asked, _carry_out),
}
