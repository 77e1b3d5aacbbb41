"""What whoever stole a service's login may still do to who is who: nobody signs in with it."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.passwords import PasswordsDoor
from amana.acts.identity.codes import sign_in_by_code
from amana.acts.identity.errors import CodeNotRight, HandOverNotGood
from amana.acts.identity.sign_in import PersonComing
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.person.level import CheckedBy, Level
from amana.domain.person.provider_word import ProviderWord
from amana.domain.words import ENGLISH
from amana.storage import Storage
from amana.storage.identity import PersonCame
from amana.storage.stretching import stretched

pytestmark = [pytest.mark.promise("A15"), pytest.mark.promise("W12")]
COMING = PersonComing(came=PersonCame(browser="Firefox", address="192.0.2"))
OWN, HERS = "thiefs-own", "amal"
THIEFS, GOOD = "long-enough-thief", "herring-seven-lamps"
WORD = ProviderWord(provider="x", subject="thief")
ADDRESS = "thief@house.example"


def _met(storage: Storage, service: str, person: str) -> bytes:
    with storage.work(service) as work:
        key = work.sealer.person_key(person)
        work.people.meet(key)
        work.identifiers.note_own(person, entry=uuid4())
        work.over()
    return key


@pytest.fixture
def hers(storage: Storage, service: str) -> bytes:
    """Return the look-up key of her whom the thief would be."""
    return _met(storage, service, HERS)


def _secret(storage: Storage, service: str) -> str:
    door = IdentityDoor(storage)
    ticket = door.make_hand_over(service, person=OWN)
    return door.sign_in_by_hand_over(service, ticket, COMING)


def test_no_row_is_a_session(
    storage: Storage, service: str, thief: psycopg.Connection, hers: bytes
) -> None:
    """Neither a row of the thief's making, nor the thief's own session in a row of hers."""
    made = "made-by-the-thief"
    thief.execute(
        "insert into person_session"
        " (service, hash, id, person_key, level, browser, address, expires_at)"
        " values (%s, %s, gen_random_uuid(), %s, 'password', '', '', now() + interval '1 day')",
        (service, hashlib.sha256(made.encode()).digest(), hers),
    )
    door, own = IdentityDoor(storage), _secret(storage, service)
    found = door.visitor(service, own)
    assert found is not None
    assert found.person == OWN
    thief.execute(
        "with gone as (delete from person_session where mark is not null returning *)"
        " insert into person_session"
        " (service, hash, id, person_key, level, browser, address, expires_at, mark)"
        " select service, hash, id, %s, level, browser, address, expires_at, mark from gone",
        (hers,),
    )
    assert door.visitor(service, own) is None
    assert door.visitor(service, made) is None


def test_no_row_is_a_hand_over(
    storage: Storage, service: str, thief: psycopg.Connection, hers: bytes
) -> None:
    """A ticket that nobody made opens nothing."""
    thief.execute(
        "insert into hand_over (service, hash, person_key, expires_at)"
        " values (%s, %s, %s, now() + interval '1 minute')",
        (service, hashlib.sha256(b"made").digest(), hers),
    )
    with pytest.raises(HandOverNotGood):
        IdentityDoor(storage).sign_in_by_hand_over(service, "made", COMING)


def test_a_code_is_good_for_whom_it_was_made(
    storage: Storage, service: str, thief: psycopg.Connection, hers: bytes
) -> None:
    """The thief's own code, written down as hers, is no code."""
    own = _met(storage, service, OWN)
    with storage.work(service) as work:
        ends = work.now + timedelta(minutes=5)
        code, ticket = work.codes.ask(IdentifierKind.EMAIL, ADDRESS, language=ENGLISH, ends=ends)
        asked = work.codes.asked(code)
        assert asked is not None
        work.codes.make(asked, own, "123456")
        work.over()
    thief.execute("update one_time_code set person_key = %s", (hers,))
    with storage.work(service) as work, pytest.raises(CodeNotRight):
        sign_in_by_code(work, ticket, "123456", COMING)
    thief.execute("update one_time_code set person_key = %s", (own,))
    with storage.work(service) as work:
        assert sign_in_by_code(work, ticket, "123456", COMING)


def test_no_row_is_a_password(
    storage: Storage, service: str, thief: psycopg.Connection, hers: bytes
) -> None:
    """A password that the thief stretched is nobody's; what one was before comes not back."""
    thief.execute(
        "insert into person_password (service, person_key, hash) values (%s, %s, %s)",
        (service, hers, stretched(THIEFS)),
    )
    door = PasswordsDoor(storage)
    assert not door.check(service, person=HERS, password=THIEFS)
    door.set(service, person=HERS, password=GOOD)
    assert door.check(service, person=HERS, password=GOOD)


def test_no_row_ties_somebody_to_a_provider(
    storage: Storage, service: str, thief: psycopg.Connection, hers: bytes
) -> None:
    """The thief's own account at a provider stays the thief's."""
    own = _met(storage, service, OWN)
    with storage.work(service) as work:
        assert work.vouching.tie(own, WORD)
        work.over()
    with storage.reading(service) as view:
        assert view.vouching.of_subject(WORD) == own
    thief.execute(
        "with gone as (delete from person_subject returning *)"
        " insert into person_subject (service, provider, look, person_key, mark)"
        " select service, provider, look, %s, mark from gone",
        (hers,),
    )
    with storage.reading(service) as view:
        assert view.vouching.of_subject(WORD) is None


def test_a_providers_word_is_taken_with_its_own_ticket_alone(
    storage: Storage, service: str, thief: psycopg.Connection
) -> None:
    """Under another ticket, what a provider said of somebody is not said."""
    with storage.work(service) as work:
        work.vouching.keep(WORD)
        work.over()
    thief.execute(
        "with gone as (delete from provider_word returning *)"
        " insert into provider_word (service, id, ticket, sealed, expires_at)"
        " select service, id, sha256('mine'), sealed, expires_at from gone"
    )
    with storage.reading(service) as view:
        assert view.vouching.word("mine") is None


def test_no_row_is_a_check_that_somebody_passed(
    storage: Storage, service: str, thief: psycopg.Connection, hers: bytes
) -> None:
    """Forged ones do not count, and hide none that was passed."""
    levels, within = frozenset(Level), timedelta(hours=1)
    forge = (
        "insert into identity_check (service, id, person_key, means, level, passed, entry)"
        " values (%s, gen_random_uuid(), %s, 'password', 'password', true, gen_random_uuid())"
    )
    thief.execute(forge, (service, hers))
    with storage.work(service) as work:
        assert work.identity.passed([hers], levels=levels, within=within) is None
        work.identity.note_check(
            hers,
            means=CheckedBy.ONE_TIME_CODE,
            level=Level.EMAIL,
            passed=True,
            entry=work.name_entry(),
        )
        work.over()
    thief.execute(forge, (service, hers))
    with storage.reading(service) as view:
        assert view.identity.passed([hers], levels=levels, within=within) is Level.EMAIL
