"""The acts of staff access, as the walk over the steps of all acts needs them.

The policy of the walk lets staff look at an e-mail address for orders (H4); a duty waits.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from amana.acts.access.ask import AccessAsked
from amana.acts.access.read import ReadUnder
from amana.acts.doors.access import AccessDoor
from amana.acts.staff import Staff
from amana.domain.ledger.entry import Entry
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.staff import StaffRole
from amana.storage import Storage


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


def _joined(place: Place, role: StaffRole) -> Staff:
    """Let a fresh member of this role join."""
    with place.storage.platform() as platform:
        member = platform.accounts.add(name="Huda", email=f"{uuid4().hex}@team.example").id
    with place.storage.work(place.service) as work:
        work.members.add(member, role)
        work.commit(Entry(act="note", body={}))
    return Staff(id=member, name="Huda", roles={place.service: role}, session="none")


def _support(place: Place) -> Staff:
    return _joined(place, StaffRole.SUPPORT)


def _ask(place: Place, staff: Staff, *, duty: bool = False) -> UUID:
    asked = AccessAsked(
        person=None if duty else "someone",
        data=frozenset({"email"}),
        purpose="orders",
        reason="a complaint of last week",
        lasts=timedelta(days=1),
    )
    access = AccessDoor(place.storage).ask(staff, place.service, asked=asked).access
    assert access is not None
    return access


def _waiting(place: Place) -> tuple[Staff, UUID]:
    """Have a duty asked for; return somebody else, who may approve it."""
    return _joined(place, StaffRole.OWNER), _ask(place, _support(place), duty=True)


def _open(place: Place) -> tuple[Staff, UUID]:
    staff = _support(place)
    return staff, _ask(place, staff)


def _read(place: Place, given: tuple[Staff, UUID]) -> object:
    reading = ReadUnder(access=given[1])
    return AccessDoor(place.storage).read(given[0], place.service, given=reading)


def _find(place: Place, staff: Staff) -> object:
    return AccessDoor(place.storage).find(
        staff, place.service, kind=IdentifierKind.EMAIL, value="nobody@house.example"
    )


def _answer(name: str) -> Callable[[Place, tuple[Staff, UUID]], object]:
    def answer(place: Place, given: tuple[Staff, UUID]) -> object:
        deed: Callable[[Staff, str, UUID], object] = getattr(AccessDoor(place.storage), name)
        return deed(given[0], place.service, given[1])

    return answer


ACCESS_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "AccessDoor.ask": (_support, _ask),
    "AccessDoor.approve": (_waiting, _answer("approve")),
    "AccessDoor.refuse": (_waiting, _answer("refuse")),
    "AccessDoor.take_back": (_open, _answer("take_back")),
    "AccessDoor.read": (_open, _read),
    "AccessDoor.find": (_support, _find),
}
"""Each with what is prepared, and the act itself."""
