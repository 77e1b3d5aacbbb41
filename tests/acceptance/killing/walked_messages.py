"""The acts on messages, as the walk over the steps of all acts needs them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from amana.acts.doors.messages import MessagesDoor
from amana.acts.messages.send import Said, ToSend
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import Outlet
from amana.acts.staff import Staff
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.storage import Storage
from amana.storage.keys.way_out import Leaving, token_of

_PERSON: Final = "someone"


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


def _send(place: Place, _: object) -> UUID:
    said = Said(subject="Order", text="It is on its way.")
    given = ToSend(
        person=_PERSON,
        message_class=MessageClass.TRANSACTIONAL,
        purpose="orders",
        channel=Channel.EMAIL,
        words={"en": said},
    )
    return MessagesDoor(place.storage).send(place.service, given)


def _failed(place: Place) -> tuple[Staff, UUID]:
    """Have a message fail: its person has no address."""
    message = _send(place, None)
    outlet = Outlet(ways={}, clock=lambda: datetime.now(UTC))
    send_due(place.storage, place.service, outlet, claim=uuid4())
    return place.sign_in(), message


def _retry(place: Place, given: tuple[Staff, UUID]) -> None:
    staff, message = given
    MessagesDoor(place.storage).retry(staff, place.service, message)


def _lettered(place: Place) -> str:
    """Give somebody who was never met a number, and return the token of a letter to them."""
    person = uuid4().hex
    with place.storage.work(place.service) as work:
        key, entry = work.sealer.person_key(person), work.name_entry()
        work.people.meet(key)
        work.identifiers.note_own(person, entry=entry)
        leaving = Leaving(
            number=work.persons.give_number(key),
            purpose="orders",
            message_class=MessageClass.PROMOTIONAL,
            channel=Channel.EMAIL,
            language="ar",
        )
        token = token_of(work.sealer, leaving)
        work.over()
    return token


def _leave(place: Place, token: str) -> object:
    return MessagesDoor(place.storage).leave(place.service, token)


def _noticed(place: Place) -> UUID:
    """Keep a notice of somebody."""
    with place.storage.work(place.service) as work:
        key, notice = work.sealer.person_key(_PERSON), work.name_entry()
        work.people.meet(key)
        work.notices.keep(
            notice,
            key,
            message_class="service",
            purpose=None,
            language="en",
            content={"subject": "News", "text": "There are some."},
        )
        work.over()
    return notice


def _read(place: Place, notice: UUID) -> object:
    door = MessagesDoor(place.storage)
    return door.read_notices(place.service, person=_PERSON, notices=[notice])


def _nothing(_: Place) -> None:
    """Prepare nothing."""


MESSAGE_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "MessagesDoor.send": (_nothing, _send),
    "MessagesDoor.retry": (_failed, _retry),
    "MessagesDoor.leave": (_lettered, _leave),
    "MessagesDoor.read_notices": (_noticed, _read),
}
"""Each act's preparation, and the act itself."""
