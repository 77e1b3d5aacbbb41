"""The acts by which people prove who they are, as the walk over the steps of acts needs them."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.passwords import PasswordsDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.identity.sign_in import PersonComing
from amana.acts.identity.visitor import Visitor
from amana.acts.persons.identify import GivenIdentifier, Identifying
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.person.provider_word import ProviderWord
from amana.domain.words import ARABIC
from amana.storage import Storage
from amana.storage.identity import PersonCame

_COMING: Final = PersonComing(came=PersonCame(browser="Firefox", address="127.0.0.0/24"))
_HERE: Final = "127.0.0.1/32"
_EMAIL: Final = "someone@house.example"
_GOOD: Final = "seven green lamps by the sea"
_OTHER: Final = "nine old doors in the wall"


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


def _door(place: Place) -> IdentityDoor:
    return IdentityDoor(place.storage)


def _passwords(place: Place) -> PasswordsDoor:
    return PasswordsDoor(place.storage)


def _known(place: Place) -> str:
    """Let somebody give an address."""
    given = GivenIdentifier(kind=IdentifierKind.EMAIL, value=_EMAIL)
    asked = Identifying(
        person="someone",
        identifiers=(given,),
        occasion="registration",
        purposes=frozenset({"orders"}),
    )
    PersonsDoor(place.storage).identify(place.service, asked)
    return "someone"


def _with_password(place: Place) -> str:
    person = _known(place)
    _passwords(place).set(place.service, person=person, password=_GOOD)
    return person


def _coded(place: Place) -> str:
    """Ask for a code and make it; return its ticket."""
    _known(place)
    with place.storage.work(place.service) as work:
        code, ticket = work.codes.ask(
            IdentifierKind.EMAIL, _EMAIL, language=ARABIC, ends=work.now + timedelta(minutes=9)
        )
        asked = work.codes.asked(code)
        assert asked is not None
        work.codes.make(asked, work.sealer.person_key("someone"), "123456")
        work.over()
    return ticket


def _proving(place: Place) -> tuple[Visitor, str]:
    """Ask for a code to an address of one's own and make it; return its ticket."""
    visitor = _visitor(place)
    with place.storage.work(place.service) as work:
        key = work.sealer.person_key(visitor.person)
        code, ticket = work.codes.ask(
            IdentifierKind.EMAIL,
            _address(place),
            language=ARABIC,
            ends=work.now + timedelta(minutes=9),
            prover=key,
        )
        asked = work.codes.asked(code)
        assert asked is not None
        work.codes.make(asked, key, "123456")
        work.over()
    return visitor, ticket


def _ticket(place: Place) -> str:
    return _door(place).make_hand_over(place.service, person=_known(place))


def _visitor(place: Place) -> Visitor:
    secret = _door(place).sign_in_by_hand_over(place.service, _ticket(place), _COMING)
    found = _door(place).visitor(place.service, secret)
    assert found is not None
    return found


def _visitor_with_password(place: Place) -> Visitor:
    _with_password(place)
    return _visitor(place)


def _word(_place: Place) -> ProviderWord:
    return ProviderWord(
        provider="gate",
        subject=uuid4().hex,
        name="Noor",
        email=f"{uuid4().hex}@house.example",
        email_verified=True,
    )


def _kept_word(place: Place) -> str:
    return _door(place).come_back(place.service, _word(place), _COMING).ticket


def _address(_place: Place) -> str:
    """Return another address each time: one gets few codes an hour."""
    return f"{uuid4().hex}@house.example"


def _ask_code(place: Place, address: str) -> object:
    return _door(place).ask_code(
        place.service, kind=IdentifierKind.EMAIL, address=address, language=ARABIC, network=_HERE
    )


def _enter_code(place: Place, ticket: str) -> object:
    return _door(place).sign_in_by_code(
        place.service, ticket=ticket, typed="123456", coming=_COMING, network=_HERE
    )


def _ask_to_prove(place: Place, visitor: Visitor) -> object:
    return _door(place).ask_to_prove(
        visitor,
        kind=IdentifierKind.EMAIL,
        address=_address(place),
        language=ARABIC,
        network=uuid4().hex,
    )


def _prove(place: Place, asked: tuple[Visitor, str]) -> None:
    visitor, ticket = asked
    _door(place).prove_address(visitor, ticket=ticket, typed="123456", network=uuid4().hex)


def _enter_password(place: Place, _: str) -> object:
    return _passwords(place).sign_in(
        place.service,
        kind=IdentifierKind.EMAIL,
        address=_EMAIL,
        password=_GOOD,
        coming=_COMING,
        network=_HERE,
    )


def _confirm(place: Place, ticket: str) -> object:
    return _door(place).confirm_word(place.service, ticket=ticket, added={}, coming=_COMING)


_Acts = Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]
IDENTITY_ACTS: Final[_Acts] = {
    "IdentityDoor.make_hand_over": (
        _known,
        lambda place, person: _door(place).make_hand_over(place.service, person=person),
    ),
    "IdentityDoor.sign_in_by_hand_over": (
        _ticket,
        lambda place, ticket: _door(place).sign_in_by_hand_over(place.service, ticket, _COMING),
    ),
    "IdentityDoor.come_back": (
        _word,
        lambda place, word: _door(place).come_back(place.service, word, _COMING),
    ),
    "IdentityDoor.confirm_word": (_kept_word, _confirm),
    "IdentityDoor.ask_to_prove": (_visitor, _ask_to_prove),
    "IdentityDoor.prove_address": (_proving, _prove),
    "IdentityDoor.sign_out": (_visitor, lambda place, who: _door(place).sign_out(who)),
    "IdentityDoor.end_session": (
        _visitor,
        lambda place, who: _door(place).end_session(who, UUID(who.session)),
    ),
    "PasswordsDoor.set": (
        _known,
        lambda place, who: _passwords(place).set(place.service, person=who, password=_GOOD),
    ),
    "PasswordsDoor.check": (
        _with_password,
        lambda place, who: _passwords(place).check(place.service, person=who, password=_GOOD),
    ),
    "PasswordsDoor.change": (
        _with_password,
        lambda place, who: _passwords(place).change(
            place.service, person=who, old=_GOOD, new=_OTHER
        ),
    ),
    "PasswordsDoor.remove": (
        _with_password,
        lambda place, who: _passwords(place).remove(place.service, person=who),
    ),
    "PasswordsDoor.set_own": (
        _visitor_with_password,
        lambda place, who: _passwords(place).set_own(who, old=_GOOD, new=_OTHER),
    ),
}
"""Each act's preparation, and the act itself."""
COUNTED_ACTS: Final[_Acts] = {
    "IdentityDoor.ask_code": (_address, _ask_code),
    "IdentityDoor.sign_in_by_code": (_coded, _enter_code),
    "PasswordsDoor.sign_in": (_with_password, _enter_password),
}
"""Those that are counted first, by a commit of its own, so that what fails is counted too.

The walk leaves the counts of rates aside: nothing hangs on them.
"""
