"""Members of a fresh service in each role, and what signs somebody in."""

import secrets
from collections.abc import Callable
from uuid import UUID

import pytest

from amana.acts.doors.staff import StaffDoor
from amana.acts.staff import Staff
from amana.acts.team.sign_in import Coming
from amana.domain.ledger.entry import Entry
from amana.domain.staff import StaffRole
from amana.storage import Storage

Join = Callable[[StaffRole], Staff]
SignIn = Callable[[UUID], Staff]
COMING = Coming(browser="Firefox, Linux", address="192.0.2.0/24")


@pytest.fixture
def door(storage: Storage) -> StaffDoor:
    """Return the door of staff."""
    return StaffDoor(storage)


@pytest.fixture
def sign_in(storage: Storage, door: StaffDoor) -> SignIn:
    """Return what signs a member in, to all services of theirs."""

    def signed_in(member: UUID) -> Staff:
        with storage.platform() as platform:
            token = platform.accounts.add_link(member)
        staff = door.staff(door.sign_in(token, COMING))
        assert staff is not None
        return staff

    return signed_in


@pytest.fixture
def join(storage: Storage, service: str, sign_in: SignIn) -> Join:
    """Return what lets a fresh member of this role join the service, and signs them in."""

    def joined(role: StaffRole) -> Staff:
        name = f"{role.value}-{secrets.token_hex(3)}"
        with storage.platform() as platform:
            member = platform.accounts.add(name=name, email=f"{name}@dar.example").id
        with storage.work(service) as work:
            work.members.add(member, role)
            work.commit(Entry(act="note", body={}))
        return sign_in(member)

    return joined


@pytest.fixture
def owner(join: Join) -> Staff:
    """Return an owner of the service."""
    return join(StaffRole.OWNER)
