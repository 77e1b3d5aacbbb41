"""The acts of people about themselves, as the walk over the steps of all acts needs them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from amana.acts.choices.choosing import Choosing
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.me import MeDoor
from amana.acts.erase import finish_erasures
from amana.acts.identity.errors import SignedOut
from amana.acts.identity.sign_in import PersonComing
from amana.acts.identity.visitor import Visitor
from amana.acts.me.choices import Switching
from amana.domain.choice.word import Word
from amana.domain.words import ARABIC
from amana.storage import Storage
from amana.storage.errors import PersonErased
from amana.storage.identity import PersonCame

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


def _door(place: Place) -> MeDoor:
    return MeDoor(place.storage, place.folder)


def _signed_in(place: Place, person: str = _PERSON) -> Visitor:
    """Hand somebody over who is met by that, and return them signed in."""
    door = IdentityDoor(place.storage)
    coming = PersonComing(came=PersonCame(browser="Firefox", address="127.0.0.0/24"), before="")
    ticket = door.make_hand_over(place.service, person=person)
    found = door.visitor(place.service, door.sign_in_by_hand_over(place.service, ticket, coming))
    assert found is not None
    return found


def _held(place: Place, visitor: Visitor) -> object:
    return _door(place).held(visitor, after=None)


def _switch(place: Place, visitor: Visitor) -> object:
    return _door(place).switch(visitor, Switching(about="offers", on=False, seen=1))


def _asked(place: Place) -> str:
    given = Choosing(person="someone", word=Word.CONSENT, purposes=frozenset({"orders"}))
    return ChoicesDoor(place.storage).ask_to_confirm(place.service, given).token


def _confirm(place: Place, code: str) -> object:
    return _door(place).confirm(place.service, code=code)


def _close_channel(place: Place, visitor: Visitor) -> object:
    return _door(place).switch(visitor, Switching(about="channel:email", on=False, seen=1))


def _answer(place: Place, visitor: Visitor) -> object:
    with place.storage.reading(visitor.service) as view:
        current = view.policies.in_force()
    assert current is not None
    return _door(place).answer_policy(
        visitor, version=current.number, accepts=True, language=ARABIC
    )


def _copy(place: Place, visitor: Visitor) -> object:
    return _door(place).copy(visitor)


ME_ACTS: Final[Mapping[str, tuple[Callable[[Place], Any], Callable[[Place, Any], object]]]] = {
    "MeDoor.held": (_signed_in, _held),
    "MeDoor.switch": (_signed_in, _switch),
    "MeDoor.confirm": (_asked, _confirm),
    "closing a channel": (_signed_in, _close_channel),
    "MeDoor.answer_policy": (_signed_in, _answer),
    "MeDoor.copy": (_signed_in, _copy),
}
"""What must be there before, and the act itself."""


def leaving(place: Place) -> Visitor:
    """Return somebody who is signed in, to close their account."""
    return _signed_in(place)


def close_account(place: Place, visitor: Visitor | None) -> None:
    """Close the account; one that was killed on the way out is taken up by the scheduled task."""
    try:
        _door(place).close_account(visitor or _still_signed_in(place))
    except (SignedOut, PersonErased):
        finish_erasures(place.storage, place.service)


def _still_signed_in(place: Place) -> Visitor:
    """Return the person by the session that they began before the kill."""
    with place.storage.reading(place.service) as view:
        found = view.identity.sign_ins(view.persons.group(_PERSON))[0]
    return Visitor(
        service=place.service,
        person=_PERSON,
        level=found.level,
        session=str(found.id),
        since=found.created_at,
    )
