"""The acts of sharing, as the walk over the steps of all acts needs them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import UUID

from walked_announced import signed_in
from walked_releases import joined

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.sharing import SharingDoor
from amana.acts.doors.sharing_desk import OwnSharingDoor, SharingDeskDoor
from amana.acts.identity.visitor import Visitor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.sharing.disclosing import Disclosing
from amana.acts.staff import Staff
from amana.domain.sharing.disclosing import Method
from amana.domain.sharing.granting import WantedGrant
from amana.storage import Storage

_POLICY: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [gdpr]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients:
  courier: {{kind: service_providers, name: {{ar: "الناقل", en: "courier"}}}}
  calendar: {{kind: integration_partners, name: {{ar: "التقويم", en: "calendar"}}}}
promises:
  H1: {{collect: [email], from: person, at: [registration], for: [orders]}}
  H7: {{share: [email], to: [courier], for: [orders]}}
  H8: {{share: [email], to: [calendar], for: [orders], if: [own_choice]}}
"""
_PERSON: Final = "someone"


class Place(Protocol):
    """Where the acts are done."""

    @property
    def storage(self) -> Storage:
        """The storage."""
        ...

    @property
    def service(self) -> str:
        """The service."""
        ...

    @property
    def folder(self) -> Path:
        """The folder of the public ledger files."""
        ...


def _door(place: Place) -> SharingDoor:
    return SharingDoor(place.storage)


def _shared(place: Place) -> None:
    with place.storage.work(place.service) as work:
        source = _POLICY.format(service=place.service)
        release = Publication(source=source, texts={}, material=False, reason="a recipient")
        publish_policy(Act(actor=OPERATOR, work=work), release)


def _granted(place: Place) -> UUID:
    _shared(place)
    return _door(place).make_grant(place.service, _wanted()).id


def _linked(place: Place) -> None:
    _shared(place)
    _door(place).link(place.service, person=_PERSON, recipient="calendar")


def _unlinked(place: Place) -> None:
    _shared(place)
    _door(place).unlink(place.service, person=_PERSON, recipient="calendar")


def _wanted() -> WantedGrant:
    return WantedGrant(
        recipient="courier",
        data=frozenset({"email"}),
        purposes=frozenset({"orders"}),
        instruction="Deliver the parcel.",
        ends_at=datetime.now(UTC) + timedelta(days=30),
    )


def _grant(place: Place, _: object) -> object:
    return _door(place).make_grant(place.service, _wanted())


def _end(place: Place, grant: UUID) -> object:
    return _door(place).end_grant(place.service, grant)


def _disclose(place: Place, _: object) -> object:
    given = Disclosing(
        recipient="courier",
        persons=(_PERSON,),
        data=frozenset({"email"}),
        purpose="orders",
        method=Method.PULL,
    )
    return _door(place).disclose(place.service, given)


def _link(place: Place, _: object) -> object:
    return _door(place).link(place.service, person=_PERSON, recipient="calendar")


def _unlink(place: Place, _: object) -> object:
    return _door(place).unlink(place.service, person=_PERSON, recipient="calendar")


def _watched(place: Place) -> tuple[Staff, UUID]:
    return joined(place), _granted(place)


def _end_by_staff(place: Place, given: tuple[Staff, UUID]) -> object:
    return SharingDeskDoor(place.storage).end_grant(given[0], place.service, given[1])


def _linked_and_signed_in(place: Place) -> Visitor:
    _linked(place)
    return signed_in(place)


def _end_own(place: Place, visitor: Visitor) -> object:
    return OwnSharingDoor(place.storage).unlink(visitor, "calendar")


SHARING_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "SharingDoor.make_grant": (_shared, _grant),
    "SharingDoor.end_grant": (_granted, _end),
    "SharingDoor.disclose": (_granted, _disclose),
    "SharingDoor.link": (_unlinked, _link),
    "SharingDoor.unlink": (_linked, _unlink),
    "SharingDeskDoor.end_grant": (_watched, _end_by_staff),
    "OwnSharingDoor.unlink": (_linked_and_signed_in, _end_own),
}
"""Each act's preparation, and the act itself."""
