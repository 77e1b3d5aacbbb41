"""API keys, links and sessions: hashes only, used once, bounded in time and reach."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest

from amana.domain.ledger.entry import Entry
from amana.domain.staff import StaffRole, Way
from amana.storage import Storage
from amana.storage.accounts import Met
from amana.storage.errors import NotFound

MET = Met(way=Way.LINK, browser="Firefox, Linux", address="192.0.2.0/24")
NOTE = Entry(act="note", body={})


@pytest.fixture
def muna(storage: Storage, service: str) -> UUID:
    """Somebody who owns the service."""
    with storage.platform() as platform:
        member = platform.accounts.add(name="Muna", email=f"{secrets.token_hex(4)}@dar.example").id
    with storage.work(service) as work:
        work.members.add(member, StaffRole.OWNER)
        work.commit(NOTE)
    return member


def test_an_api_key_opens_its_service_until_it_is_revoked(storage: Storage, service: str) -> None:
    """Only its hash is kept; another service cannot revoke it."""
    with storage.work(service) as work:
        identity, key = work.api_keys.add(label="app")
        work.commit(NOTE)
    with storage.platform() as platform:
        holder = platform.holder_of(key)
        assert platform.holder_of(key + "x") is None
    assert holder is not None
    assert (holder.id, holder.service, holder.label) == (identity, service, "app")
    other = f"other-{secrets.token_hex(4)}"
    storage.create_service(other)
    with pytest.raises(NotFound), storage.work(other) as work:
        work.api_keys.revoke(holder.id)
    with storage.work(service) as work:
        work.api_keys.revoke(holder.id)
        assert [kept.label for kept in work.api_keys.all()] == ["app"]
        work.commit(NOTE)
    with storage.platform() as platform:
        assert platform.holder_of(key) is None


def test_a_link_works_once_and_not_after_its_time(storage: Storage, muna: UUID) -> None:
    """Unknown, used and expired links are all answered alike."""
    with storage.platform() as platform:
        token = platform.accounts.add_link(muna)
        late = platform.accounts.add_link(muna, lasts=timedelta(0))
    with storage.platform() as platform:
        assert platform.accounts.take_link(token) == (muna, None)
    with storage.platform() as platform:
        assert platform.accounts.take_link(token) is None
        assert platform.accounts.take_link(late) is None
        assert platform.accounts.take_link("no-such-token") is None


def test_of_many_who_use_a_link_at_once_one_gets_it(storage: Storage, muna: UUID) -> None:
    """The row goes in the statement that finds it."""
    with storage.platform() as platform:
        token = platform.accounts.add_link(muna)

    def take(_: int) -> bool:
        with storage.platform() as platform:
            return platform.accounts.take_link(token) is not None

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, range(12))) == [False] * 11 + [True]


@pytest.mark.promise("W13")
def test_sessions_can_be_listed_and_ended(storage: Storage, muna: UUID) -> None:
    """An ended session is gone, and only its own member can end it; the sign-in stays listed."""
    with storage.platform() as platform:
        secret = platform.accounts.begin_session(muna, MET)
        session = platform.accounts.session(secret)
        assert session is not None
        (listed,) = platform.accounts.sign_ins(muna, scope=None)
    assert (listed.id, listed.met, listed.open) == (session.id, MET, True)
    with storage.platform() as platform:
        assert not platform.accounts.end_session(UUID(int=7), session.id)
        assert platform.accounts.end_session(muna, session.id)
        assert platform.accounts.session(secret) is None
        assert platform.accounts.session(secret + "x") is None
        assert [each.open for each in platform.accounts.sign_ins(muna, scope=None)] == [False]


def test_a_session_ends_by_time_and_by_idleness(storage: Storage, muna: UUID) -> None:
    """Neither one begun long ago nor one that nobody used goes on."""
    with storage.platform() as platform:
        short = platform.accounts.begin_session(muna, MET, lasts=timedelta(0))
        used = platform.accounts.begin_session(muna, MET)
    with storage.platform() as platform:
        assert platform.accounts.session(short) is None
        assert platform.accounts.session(used, idle=timedelta(hours=1)) is not None
        assert platform.accounts.session(used, idle=timedelta(0)) is None


def test_signing_in_again_ends_the_browser_s_former_session(storage: Storage, muna: UUID) -> None:
    """The secret is new each time, and the old one opens nothing."""
    with storage.platform() as platform:
        first = platform.accounts.begin_session(muna, MET)
        second = platform.accounts.begin_session(muna, MET, before=first)
        assert first != second
        assert platform.accounts.session(first) is None
        assert platform.accounts.session(second) is not None


def test_a_link_of_one_service_opens_no_other(storage: Storage, service: str, muna: UUID) -> None:
    """Whoever owns one service does not come into another in somebody's name."""
    other = f"other-{secrets.token_hex(4)}"
    storage.create_service(other)
    with storage.work(other) as work:
        work.members.add(muna, StaffRole.AUDITOR)
        work.commit(NOTE)
    with storage.work(service) as work:
        token = work.members.add_link(muna)
        work.commit(NOTE)
    with storage.platform() as platform:
        taken = platform.accounts.take_link(token)
        assert taken == (muna, service)
        wide = platform.accounts.begin_session(muna, MET)
        narrow = platform.accounts.begin_session(muna, MET, scope=service)
        here, everywhere = platform.accounts.session(narrow), platform.accounts.session(wide)
        assert here is not None
        assert everywhere is not None
        assert set(here.roles) == {service}
        assert set(everywhere.roles) == {service, other}
        assert {each.scope for each in platform.accounts.sign_ins(muna, scope=service)} == {service}
        assert not platform.accounts.end_session(muna, everywhere.id, scope=service)


def test_who_works_on_nothing_any_more_is_forgotten_but_by_name(
    storage: Storage, service: str, muna: UUID
) -> None:
    """The address, the links and the ties to a provider go; the sessions open nothing."""
    with storage.platform() as platform:
        link = platform.accounts.add_link(muna)
        assert platform.accounts.tie_subject(muna, issuer="https://id.example", subject="m")
        platform.accounts.forget_if_gone(muna)
        assert platform.accounts.of_subject(issuer="https://id.example", subject="m") == muna
    with storage.work(service) as work:
        work.members.remove(muna)
        work.commit(NOTE)
    with storage.platform() as platform:
        platform.accounts.forget_if_gone(muna)
        assert platform.accounts.of_subject(issuer="https://id.example", subject="m") is None
        assert platform.accounts.take_link(link) is None
        assert platform.accounts.at(service) == ()


def test_addresses_are_the_same_in_any_case(storage: Storage) -> None:
    """Nobody is there twice because of a capital letter."""
    with storage.platform() as platform:
        one = platform.accounts.add(name="Omar", email="Omar@Dar.example")
        two = platform.accounts.add(name="Omar again", email="omar@dar.EXAMPLE")
    assert one == two
