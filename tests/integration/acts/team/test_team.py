"""Who works on a service changes only as roles permit, with an entry, and never without owner."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from amana.acts.act import NotPermitted
from amana.acts.api_keys import NewKey
from amana.acts.contact import BadEmail, BadName
from amana.acts.doors.staff import StaffDoor
from amana.acts.staff import Staff
from amana.acts.team.errors import (
    AlreadyHere,
    HasOwner,
    LastOwner,
    LinkUsedUp,
    NotTheirs,
)
from amana.acts.team.first_owner import first_owner_link, operator_link
from amana.acts.team.sign_in import Coming
from amana.domain.errors import Refused
from amana.domain.ledger.encoding import decode_header
from amana.domain.staff import StaffRole
from amana.storage import ServerAddress, Storage
from amana.storage.errors import NotFound

Join = Callable[[StaffRole], Staff]
SignIn = Callable[[UUID], Staff]
COMING = Coming(browser="Firefox, Linux", address="192.0.2.0/24")
OWNER, AUDITOR = StaffRole.OWNER, StaffRole.AUDITOR


def invited(door: StaffDoor, owner: Staff, service: str, role: StaffRole) -> tuple[str, str]:
    """Invite somebody fresh and return their address and the token."""
    email = f"{uuid4().hex}@dar.example"
    return email, door.invite(owner, service, name="Huda", email=email, role=role)


def test_who_is_invited_joins_once_in_that_role(
    door: StaffDoor, owner: Staff, service: str
) -> None:
    """The link opens the service under the role that was given, and then nothing more."""
    email, token = invited(door, owner, service, AUDITOR)
    (waiting,) = door.team(owner, service).invitations
    assert (waiting.email, waiting.role) == (email, AUDITOR)
    huda = door.staff(door.sign_in(token, COMING))
    assert huda is not None
    assert (huda.name, dict(huda.roles)) == ("Huda", {service: AUDITOR})
    with pytest.raises(LinkUsedUp):
        door.sign_in(token, COMING)
    assert door.team(owner, service).invitations == ()


def test_of_many_who_take_an_invitation_at_once_one_joins(
    door: StaffDoor, owner: Staff, service: str
) -> None:
    """One session comes of it, whoever is first."""
    _, token = invited(door, owner, service, AUDITOR)

    def take(_: int) -> bool:
        try:
            return bool(door.sign_in(token, COMING))
        except LinkUsedUp:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, range(8))) == [False] * 7 + [True]


def test_a_withdrawn_or_expired_invitation_opens_nothing(
    door: StaffDoor, storage: Storage, owner: Staff, service: str
) -> None:
    """It is answered like one that never was."""
    _, token = invited(door, owner, service, AUDITOR)
    (waiting,) = door.team(owner, service).invitations
    door.withdraw_invitation(owner, service, waiting.id)
    with storage.work(service) as work:
        _, late = work.members.invite(
            name="Late", email="late@dar.example", role=AUDITOR, lasts=timedelta(0)
        )
    for used in (token, late, "never-was"):
        with pytest.raises(LinkUsedUp):
            door.sign_in(used, COMING)


def test_an_invitation_into_a_second_service_opens_only_that_one(
    door: StaffDoor, storage: Storage, owner: Staff, service: str, sign_in: SignIn
) -> None:
    """Whoever invites sees the link: it must not open what is the invited person's elsewhere."""
    email, token = invited(door, owner, service, AUDITOR)
    door.sign_in(token, COMING)
    other = f"other-{uuid4().hex[:8]}"
    storage.create_service(other)
    first_owner_link(storage, service=other, name="Salem", email="salem@other.example")
    with storage.platform() as platform:
        (salem,) = platform.accounts.at(other)
    there = door.invite(sign_in(salem.id), other, name="Huda", email=email, role=OWNER)
    huda = door.staff(door.sign_in(there, COMING))
    assert huda is not None
    assert dict(huda.roles) == {other: OWNER}
    assert dict(sign_in(huda.id).roles) == {service: AUDITOR, other: OWNER}


def test_a_given_link_opens_this_service_only(
    door: StaffDoor, owner: Staff, service: str, join: Join
) -> None:
    """And once."""
    officer = join(StaffRole.PRIVACY_OFFICER)
    token = door.give_link(owner, service, officer.id)
    staff = door.staff(door.sign_in(token, COMING))
    assert staff is not None
    assert (staff.id, staff.scope) == (officer.id, service)
    with pytest.raises(LinkUsedUp):
        door.sign_in(token, COMING)


def test_the_last_owner_neither_leaves_nor_steps_down(
    door: StaffDoor, owner: Staff, service: str, join: Join
) -> None:
    """A second owner sets the first one free."""
    with pytest.raises(LastOwner):
        door.remove_member(owner, service, owner.id)
    with pytest.raises(LastOwner):
        door.change_role(owner, service, owner.id, role=AUDITOR)
    door.change_role(owner, service, owner.id, role=OWNER)
    join(OWNER)
    door.remove_member(owner, service, owner.id)
    with pytest.raises(NotTheirs):
        door.team(owner, service)


@pytest.mark.parametrize("turn", range(6))
def test_two_owners_who_leave_at_once_leave_one(
    door: StaffDoor, storage: Storage, service: str, join: Join, turn: int
) -> None:
    """Each removes, or demotes, the other or themself: the service keeps an owner."""
    owners = [join(OWNER), join(OWNER)]

    def leave(at: int) -> bool:
        actor, target = owners[at], owners[at if turn % 2 else 1 - at]
        try:
            if turn % 3:
                door.remove_member(actor, service, target.id)
            else:
                door.change_role(actor, service, target.id, role=AUDITOR)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, (0, 1))) == [False, True]
    with storage.platform() as platform:
        left = [each for each in platform.accounts.at(service) if each.role is OWNER]
    assert len(left) == 1


@pytest.mark.parametrize("role", [role for role in StaffRole if role is not OWNER])
def test_nobody_but_an_owner_changes_who_works_here(
    door: StaffDoor, owner: Staff, service: str, join: Join, role: StaffRole
) -> None:
    """Neither for themself nor for others: nobody can raise themself."""
    someone = join(role)
    session = door.sign_ins(owner)[0].id
    attempts: Sequence[Callable[[], object]] = (
        lambda: door.change_role(someone, service, someone.id, role=OWNER),
        lambda: door.remove_member(someone, service, owner.id),
        lambda: door.invite(someone, service, name="A", email="a@dar.example", role=role),
        lambda: door.withdraw_invitation(someone, service, uuid4()),
        lambda: door.give_link(someone, service, owner.id),
        lambda: door.end_session(someone, service, owner.id, session),
    )
    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()
    assert door.team(owner, service).colleagues[1].member.role is role


def test_who_ends_a_session_of_their_own_ends_it_once(door: StaffDoor, owner: Staff) -> None:
    """It is closed at once; one that is not theirs, or is over, is not there."""
    (session,) = door.sign_ins(owner)
    door.end_own_session(owner, session.id)
    assert [each.open for each in door.sign_ins(owner)] == [False]
    with pytest.raises(NotFound):
        door.end_own_session(owner, session.id)


def test_a_role_counts_from_its_change_on_in_sessions_that_go_on(
    door: StaffDoor, owner: Staff, service: str, join: Join
) -> None:
    """What the session said before does not help: the act reads the role itself."""
    second = join(OWNER)
    door.change_role(owner, service, second.id, role=AUDITOR)
    assert second.roles[service] is OWNER
    with pytest.raises(NotPermitted):
        door.invite(second, service, name="A", email="a@dar.example", role=AUDITOR)
    door.remove_member(owner, service, second.id)
    with pytest.raises(NotTheirs):
        door.team(second, service)


def test_the_same_address_is_not_invited_twice_into_a_service(
    door: StaffDoor, owner: Staff, service: str
) -> None:
    """Capital letters make no other person."""
    email, token = invited(door, owner, service, AUDITOR)
    door.sign_in(token, COMING)
    with pytest.raises(AlreadyHere):
        door.invite(owner, service, name="Huda", email=email.upper(), role=OWNER)


def test_an_open_invitation_changes_no_role_that_is_held(
    door: StaffDoor, owner: Staff, service: str
) -> None:
    """Two invitations for one person: the second to be taken gives nothing."""
    email, token = invited(door, owner, service, AUDITOR)
    second = door.invite(owner, service, name="Huda", email=email, role=OWNER)
    door.sign_in(token, COMING)
    huda = door.staff(door.sign_in(second, COMING))
    assert huda is not None
    assert dict(huda.roles) == {service: AUDITOR}


@pytest.mark.parametrize("email", ["", "huda", "huda@dar", "hu da@dar.example", "a@b.c\n" * 60])
def test_what_is_no_address_is_not_invited(
    door: StaffDoor, owner: Staff, service: str, email: str
) -> None:
    """It is told without being repeated."""
    with pytest.raises(BadEmail) as told:
        door.invite(owner, service, name="Huda", email=email, role=AUDITOR)
    assert told.value.fields == {}


@pytest.mark.parametrize("name", ["", "  ", "x" * 121, "a\x00b"])
def test_what_is_no_name_is_not_invited(
    door: StaffDoor, owner: Staff, service: str, name: str
) -> None:
    """A name can be read."""
    with pytest.raises(BadName):
        door.invite(owner, service, name=name, email="huda@dar.example", role=AUDITOR)


@pytest.mark.promise("W13")
def test_an_owner_ends_a_colleague_s_session_and_nobody_else_s(
    door: StaffDoor, storage: Storage, owner: Staff, service: str, join: Join
) -> None:
    """Only of those who work on the service; the secret opens nothing from then on."""
    officer = join(StaffRole.PRIVACY_OFFICER)
    with storage.platform() as platform:
        secret = platform.accounts.begin_session(
            officer.id, platform.accounts.sign_ins(officer.id, scope=None)[0].met
        )
        stranger = platform.accounts.add(name="Far", email=f"{uuid4().hex}@far.example").id
    again = door.staff(secret)
    assert again is not None
    door.end_session(owner, service, officer.id, UUID(again.session))
    assert door.staff(secret) is None
    with pytest.raises(NotFound):
        door.end_session(owner, service, officer.id, uuid4())
    with pytest.raises(NotFound):
        door.end_session(owner, service, stranger, uuid4())


def test_each_administrative_act_is_on_the_ledger_without_names(
    door: StaffDoor, storage: Storage, server: ServerAddress, service: str
) -> None:
    """Header: the act. Body: ids, sealed. No name and no address in either."""
    door.sign_in(
        first_owner_link(storage, service=service, name="Layla", email="layla@dar.example"), COMING
    )
    with storage.platform() as platform:
        layla = platform.accounts.at(service)[0].id
        token = platform.accounts.add_link(layla)
    owner = door.staff(door.sign_in(token, COMING))
    assert owner is not None
    email, token = invited(door, owner, service, AUDITOR)
    huda = door.staff(door.sign_in(token, COMING))
    assert huda is not None
    door.change_role(owner, service, huda.id, role=StaffRole.SUPPORT)
    door.give_link(owner, service, huda.id)
    door.end_session(owner, service, huda.id, UUID(huda.session))
    invited(door, owner, service, AUDITOR)
    door.withdraw_invitation(owner, service, door.team(owner, service).invitations[0].id)
    door.remove_member(owner, service, huda.id)
    door.make_api_key(owner, service, NewKey(label="shop"))
    door.revoke_api_key(owner, service, door.api_keys(owner, service).keys[0].id)
    entries = _entries(server, storage, service)
    assert [act for act, _ in entries] == [
        *("appoint-owner", "invite", "join", "change-role", "give-link", "end-session"),
        *("invite", "withdraw-invitation", "remove-member", "make-key", "revoke-key"),
    ]
    told = str([body for _, body in entries])
    assert str(huda.id) in told
    assert not [name for name in ("Huda", "Layla", email, "dar.example") if name in told]


def test_a_service_gets_one_first_owner(storage: Storage, service: str, door: StaffDoor) -> None:
    """Asked again for the same person there is another link; for somebody else there is none."""
    who = {"service": service, "name": "Layla", "email": f"{service}@dar.example"}
    first_owner_link(storage, **who)
    staff = door.staff(door.sign_in(first_owner_link(storage, **who), COMING))
    assert staff is not None
    assert staff.roles[service] is OWNER
    with pytest.raises(HasOwner):
        first_owner_link(storage, service=service, name="Eve", email="eve@dar.example")


def test_who_runs_the_machine_stands_in_until_a_person_owns_the_service(
    storage: Storage, service: str, door: StaffDoor
) -> None:
    """Their link opens what nobody owns, and is not made any more once somebody does."""
    token = operator_link(storage, [service])
    assert token is not None
    staff = door.staff(door.sign_in(token, COMING))
    assert staff is not None
    assert staff.roles[service] is OWNER
    first_owner_link(storage, service=service, name="Layla", email=f"{service}@dar.example")
    assert operator_link(storage, [service]) is None


def _entries(server: ServerAddress, storage: Storage, service: str) -> list[tuple[str, str]]:
    """Return act and opened body of each entry, in order."""
    with psycopg.connect(server.conninfo()) as wide:
        rows = wide.execute(
            "select e.id, header, sealed from amana.entry e join amana.entry_body b"
            " on b.entry = e.id where e.service = %s order by e.id",
            [service],
        ).fetchall()
    with storage.reading(service) as view:
        return [
            (decode_header(header).act, str(view.sealer.open(sealed, entry=entry)[32:], "utf-8"))
            for entry, header, sealed in rows
        ]
