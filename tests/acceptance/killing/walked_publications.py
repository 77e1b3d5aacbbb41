"""The acts on what people publish, as the walk over the steps of all acts needs them."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol
from uuid import UUID

from amana.acts.doors.publications import ModerationDoor, PublicationsDoor
from amana.acts.publications.submit import Submitted
from amana.acts.staff import Staff
from amana.domain.promises.publish import ShownAs
from amana.domain.publication.content import Wish, content_of
from amana.storage import Storage

_PERSON: Final = "someone"
_UNNAMED: Final = Wish(shown_as=ShownAs.ANONYMOUS)


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


def _nothing(_: Place) -> None:
    """Prepare nothing."""


def _submit(place: Place, _: object) -> UUID:
    content = content_of(kind="ad", words={"email": "Write to the house."})
    given = Submitted(person=_PERSON, purpose="orders", content=content, wish=_UNNAMED)
    return PublicationsDoor(place.storage).submit(place.service, given)


def _submitted(place: Place) -> tuple[Staff, UUID]:
    return place.sign_in(), _submit(place, None)


def _approve(place: Place, given: tuple[Staff, UUID]) -> None:
    staff, publication = given
    ModerationDoor(place.storage).approve(staff, place.service, publication)


def _approved(place: Place) -> tuple[Staff, UUID]:
    given = _submitted(place)
    _approve(place, given)
    return given


def _refuse(place: Place, given: tuple[Staff, UUID]) -> None:
    staff, publication = given
    door = ModerationDoor(place.storage)
    door.refuse(staff, place.service, publication, reason="It names somebody else.")


def _change(place: Place, given: tuple[Staff, UUID]) -> object:
    door = PublicationsDoor(place.storage)
    return door.change(place.service, given[1], person=_PERSON, wish=_UNNAMED)


def _withdraw(place: Place, given: tuple[Staff, UUID]) -> None:
    PublicationsDoor(place.storage).withdraw(place.service, given[1], person=_PERSON)


PUBLICATION_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "PublicationsDoor.submit": (_nothing, _submit),
    "PublicationsDoor.change": (_approved, _change),
    "PublicationsDoor.withdraw": (_approved, _withdraw),
    "ModerationDoor.approve": (_submitted, _approve),
    "ModerationDoor.refuse": (_approved, _refuse),
}
"""Each act's preparation, and the act itself."""
