"""The acts on persons, as the walk over the steps of all acts needs them."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol
from uuid import uuid4

from amana.acts.doors.persons import PersonsDoor
from amana.acts.persons.identify import GivenIdentifier, Identifying
from amana.domain.person.facts import BornIn, PersonKind
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.domain.vocabulary.collecting import Origin
from amana.storage import Storage
from amana.storage.persons import TieKind

_EMAIL: Final = IdentifierKind.EMAIL
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


def _door(place: Place) -> PersonsDoor:
    return PersonsDoor(place.storage)


def _fresh(_: Place) -> str:
    return f"{uuid4().hex}@house.example"


def _identify(place: Place, value: str, replaces: str | None = None) -> object:
    given = Identifying(
        person=_PERSON,
        identifiers=(GivenIdentifier(kind=_EMAIL, value=value, replaces=replaces),),
        occasion="registration",
        purposes=frozenset({"orders"}),
    )
    return _door(place).identify(place.service, given)


def _identified(place: Place) -> str:
    value = _fresh(place)
    _identify(place, value)
    return value


def _verify(place: Place, value: str) -> object:
    return _door(place).verify(place.service, person=_PERSON, kind=_EMAIL, value=value, by="code")


def _drop(place: Place, value: str) -> object:
    return _door(place).drop(place.service, person=_PERSON, kind=_EMAIL, value=value)


def _use(place: Place, _: str) -> object:
    return _door(place).use(place.service, person=_PERSON, kind=_EMAIL, purpose="orders")


def _find(place: Place, value: str) -> object:
    return _door(place).find(place.service, kind=_EMAIL, value=value)


def _show(place: Place, _: str) -> object:
    return _door(place).show(place.service, person=_PERSON)


def _two(_: Place) -> tuple[str, str]:
    return f"one-{uuid4().hex}", f"two-{uuid4().hex}"


def _merge(place: Place, two: tuple[str, str]) -> object:
    return _door(place).merge(place.service, person=two[0], other=two[1])


def _merged(place: Place) -> tuple[str, str]:
    two = _two(place)
    _merge(place, two)
    return two


def _split(place: Place, two: tuple[str, str]) -> object:
    return _door(place).split(place.service, person=two[0], other=two[1])


def _join(place: Place, two: tuple[str, str]) -> object:
    return _door(place).join_visitor(place.service, visitor=two[0], person=two[1])


def _declare(place: Place, _: str) -> object:
    return _door(place).declare(
        place.service, person=_PERSON, value=BornIn(year=1990), origin=Origin.PERSON
    )


def _firm(place: Place) -> tuple[str, str]:
    two = _two(place)
    _door(place).declare(
        place.service, person=two[1], value=PersonKind.BUSINESS, origin=Origin.PERSON
    )
    return two


def _tie(place: Place, two: tuple[str, str]) -> object:
    return _door(place).tie(place.service, person=two[0], other=two[1], kind=TieKind.STAFF)


def _tied(place: Place) -> tuple[str, str]:
    two = _firm(place)
    _tie(place, two)
    return two


def _untie(place: Place, two: tuple[str, str]) -> object:
    return _door(place).untie(place.service, person=two[0], other=two[1], kind=TieKind.STAFF)


def _suppress(place: Place, value: str) -> object:
    return _door(place).suppress(place.service, kind=_EMAIL, value=value, why=Why.ASKED)


def _suppressed(place: Place) -> str:
    value = _fresh(place)
    _suppress(place, value)
    return value


def _lift(place: Place, value: str) -> object:
    return _door(place).lift(place.service, kind=_EMAIL, value=value, why=Why.ASKED)


PERSON_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "PersonsDoor.identify": (_fresh, _identify),
    "PersonsDoor.verify": (_identified, _verify),
    "PersonsDoor.drop": (_identified, _drop),
    "PersonsDoor.use": (_identified, _use),
    "PersonsDoor.find": (_identified, _find),
    "PersonsDoor.show": (_identified, _show),
    "PersonsDoor.merge": (_two, _merge),
    "PersonsDoor.split": (_merged, _split),
    "PersonsDoor.join_visitor": (_two, _join),
    "PersonsDoor.declare": (_identified, _declare),
    "PersonsDoor.tie": (_firm, _tie),
    "PersonsDoor.untie": (_tied, _untie),
    "PersonsDoor.suppress": (_fresh, _suppress),
    "PersonsDoor.lift": (_suppressed, _lift),
}
"""Each act's preparation, and the act itself."""


def erased_family(place: Place) -> None:
    """Let a person be known under two ids, with an address."""
    _identified(place)
    _door(place).merge(place.service, person=_PERSON, other="someone-else")
