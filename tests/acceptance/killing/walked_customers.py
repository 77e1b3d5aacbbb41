"""The acts of customers, as the walk over the steps of all acts needs them."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol
from uuid import uuid4

from amana.acts.doors.customers import CustomersDoor, EndUsersDoor
from amana.storage import Storage
from amana.storage.customers import DescribedCustomer, NamedCustomer

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


def _named(_: Place) -> str:
    return uuid4().hex


def _register(place: Place, name: str) -> None:
    new = NamedCustomer(id=name, name="Shop", contact="shop@example.com", instruction="Keep it.")
    CustomersDoor(place.storage).register(place.service, new)


def _registered(place: Place) -> str:
    name = _named(place)
    _register(place, name)
    return name


def _describe(place: Place, name: str) -> None:
    said = DescribedCustomer(officer="Noor, noor@shop.example")
    CustomersDoor(place.storage).describe(place.service, name, said)


def _end(place: Place, name: str) -> None:
    CustomersDoor(place.storage).end(place.service, name)


def _join(place: Place, name: str) -> None:
    CustomersDoor(place.storage).join(place.service, name, person=f"{_PERSON}-{name}")


def _joined(place: Place) -> str:
    name = _registered(place)
    _join(place, name)
    return name


def _list(place: Place, name: str) -> None:
    EndUsersDoor(place.storage).persons(place.service, name)


def _records(place: Place, name: str) -> None:
    EndUsersDoor(place.storage).records(place.service, name, person=f"{_PERSON}-{name}")


def _restrict(place: Place, name: str) -> None:
    EndUsersDoor(place.storage).restrict(place.service, name, person=f"{_PERSON}-{name}")


CUSTOMER_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "CustomersDoor.register": (_named, _register),
    "CustomersDoor.describe": (_registered, _describe),
    "CustomersDoor.end": (_registered, _end),
    "CustomersDoor.join": (_registered, _join),
    "EndUsersDoor.persons": (_joined, _list),
    "EndUsersDoor.records": (_joined, _records),
    "EndUsersDoor.restrict": (_joined, _restrict),
}
"""Each act's preparation, and the act itself."""
