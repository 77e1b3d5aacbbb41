"""The acts of staff about their team and its keys, as the walk over all acts needs them."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, TypeAlias
from uuid import UUID, uuid4

from amana.acts.api_keys import NewKey
from amana.acts.doors.staff import StaffDoor
from amana.acts.staff import Staff
from amana.acts.team.sign_in import Coming
from amana.domain.staff import Identity, StaffRole
from amana.storage import Storage

COMING: Final = Coming(browser="Firefox", address="127.0.0.0/24")

Given = Any
"""What the preparation hands to the act."""
Acts: TypeAlias = Mapping[str, tuple[Callable[[Any], Given], Callable[[Any, Given], object]]]


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
    def staff(self) -> StaffDoor:
        """The door of those who administer."""
        ...

    def sign_in(self) -> Staff:
        """Sign an owner in."""
        ...

    def link(self) -> str:
        """Make a one-time link for an owner."""
        ...


def _signed_in(place: Place) -> Given:
    return place.sign_in()


def _link(place: Place) -> Given:
    return place.link()


def _sign_in(place: Place, token: Given) -> object:
    return place.staff.sign_in(token, COMING)


def _sign_out(place: Place, staff: Given) -> None:
    place.staff.sign_out(staff)


def _end_own_session(place: Place, staff: Given) -> None:
    place.staff.end_own_session(staff, UUID(staff.session))


def _invite(place: Place, staff: Given) -> str:
    email = f"{uuid4().hex}@team.example"
    return place.staff.invite(
        staff, place.service, name="Maryam", email=email, role=StaffRole.SUPPORT
    )


def _invited(place: Place) -> Given:
    staff = place.sign_in()
    _invite(place, staff)
    return staff, place.staff.team(staff, place.service).invitations[0].id


def _to_join(place: Place) -> Given:
    """Invite somebody who is a member already, as one of another service."""
    email = f"{uuid4().hex}@team.example"
    with place.storage.platform() as platform:
        platform.accounts.add(name="Noor", email=email)
    return place.staff.invite(
        place.sign_in(), place.service, name="Noor", email=email, role=StaffRole.SUPPORT
    )


def _withdraw(place: Place, given: Given) -> None:
    place.staff.withdraw_invitation(given[0], place.service, given[1])


def _vouched(place: Place) -> Given:
    """Let somebody join, for whom a provider then vouches."""
    email = f"{uuid4().hex}@team.example"
    token = place.staff.invite(
        place.sign_in(), place.service, name="Noor", email=email, role=StaffRole.SUPPORT
    )
    place.staff.sign_in(token, COMING)
    return Identity(issuer="https://login.example", subject=uuid4().hex, email=email)


def _sign_in_as(place: Place, identity: Given) -> object:
    return place.staff.sign_in_as(identity, COMING)


def _joined(place: Place) -> Given:
    """Invite somebody who comes; return the owner, the newcomer, and the newcomer's session."""
    staff = place.sign_in()
    newcomer = place.staff.staff(place.staff.sign_in(_invite(place, staff), COMING))
    assert newcomer is not None
    return staff, newcomer.id, UUID(newcomer.session)


def _change_role(place: Place, given: Given) -> None:
    place.staff.change_role(given[0], place.service, given[1], role=StaffRole.AUDITOR)


def _remove(place: Place, given: Given) -> None:
    place.staff.remove_member(given[0], place.service, given[1])


def _give_link(place: Place, given: Given) -> object:
    return place.staff.give_link(given[0], place.service, given[1])


def _end_session(place: Place, given: Given) -> None:
    place.staff.end_session(given[0], place.service, given[1], given[2])


def _make_key(place: Place, staff: Given) -> object:
    return place.staff.make_api_key(staff, place.service, NewKey(label="shop"))


def _keyed(place: Place) -> Given:
    staff = place.sign_in()
    _make_key(place, staff)
    return staff, place.staff.api_keys(staff, place.service).keys[-1].id


def _revoke_key(place: Place, given: Given) -> None:
    place.staff.revoke_api_key(given[0], place.service, given[1])


TEAM_ACTS: Final[Acts] = {
    "StaffDoor.sign_in": (_link, _sign_in),
    "StaffDoor.sign_in_as": (_vouched, _sign_in_as),
    "joining": (_to_join, _sign_in),
    "StaffDoor.sign_out": (_signed_in, _sign_out),
    "StaffDoor.end_own_session": (_signed_in, _end_own_session),
    "StaffDoor.invite": (_signed_in, _invite),
    "StaffDoor.withdraw_invitation": (_invited, _withdraw),
    "StaffDoor.change_role": (_joined, _change_role),
    "StaffDoor.give_link": (_joined, _give_link),
    "StaffDoor.end_session": (_joined, _end_session),
    "StaffDoor.make_api_key": (_signed_in, _make_key),
    "StaffDoor.revoke_api_key": (_keyed, _revoke_key),
}
"""What must be there before, and the act."""
TEAM_ACTS_WITH_A_TAIL: Final[Acts] = {
    "StaffDoor.remove_member": (_joined, _remove),
}
"""Something that nobody misses may follow after their entry is committed."""
