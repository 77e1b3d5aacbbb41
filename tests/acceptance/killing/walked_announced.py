"""What people say to announced sharing, as the walk over the steps of all acts needs it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import UUID

from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.sharing_notices import SharingNoticesDoor
from amana.acts.identity.sign_in import PersonComing
from amana.acts.identity.visitor import Visitor
from amana.domain.announced.reach import Answer, Standing
from amana.domain.announced.sharing import USUAL_WAIT, Sharing
from amana.storage import Storage
from amana.storage.identity import PersonCame
from amana.storage.keys.answer_link import Answering, answer_token
from amana.storage.sharing_notices import Announced
from amana.storage.uuid7 import uuid7

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

    @property
    def folder(self) -> Path:
        """The folder of the public ledger files."""
        ...


def signed_in(place: Place) -> Visitor:
    """Hand somebody over, and return them signed in."""
    door = IdentityDoor(place.storage)
    coming = PersonComing(came=PersonCame(browser="Firefox", address="127.0.0.0/24"), before="")
    ticket = door.make_hand_over(place.service, person=_PERSON)
    found = door.visitor(place.service, door.sign_in_by_hand_over(place.service, ticket, coming))
    assert found is not None
    return found


def _announced(place: Place) -> UUID:
    """Keep an announcement."""
    with place.storage.work(place.service) as work:
        identity = uuid7(work.now)
        given = Announced(
            id=identity,
            sharing=Sharing(recipient="partner", purpose="orders", data=frozenset({"email"})),
            promises=("S1",),
            version=1,
            in_force_at=datetime(2026, 1, 1, tzinfo=UTC),
            origin="staff",
            wait=USUAL_WAIT,
            series=identity,
            begun_at=work.now,
        )
        work.sharing_notices.begin(given, entry=work.name_entry(), in_force_at=None)
        work.over()
    return identity


def _linked(place: Place) -> str:
    identity = _announced(place)
    with place.storage.work(place.service) as work:
        key = work.sealer.person_key(_PERSON)
        work.people.meet(key)
        token = answer_token(
            work.sealer, Answering(announcement=identity, person=key, language="ar")
        )
        work.over()
    return token


def _answer_link(place: Place, token: str) -> object:
    door = SharingNoticesDoor(place.storage)
    return door.answer_link(place.service, token, answer=Answer.NO)


def _asked(place: Place) -> tuple[Visitor, UUID]:
    return signed_in(place), _announced(place)


def _answer(place: Place, given: tuple[Visitor, UUID]) -> None:
    visitor, identity = given
    SharingNoticesDoor(place.storage).answer(visitor, identity, answer=Answer.NO)


def _stand(place: Place, visitor: Visitor) -> None:
    SharingNoticesDoor(place.storage).stand(visitor, Standing.NEVER)


ANNOUNCED_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "SharingNoticesDoor.answer_link": (_linked, _answer_link),
    "SharingNoticesDoor.answer": (_asked, _answer),
    "SharingNoticesDoor.stand": (signed_in, _stand),
}
"""Each act's preparation, and the act itself."""
