"""The acts on how long data is kept, as the walk over the steps of all acts needs them."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.records import RecordsDoor
from amana.acts.doors.retention import RetentionDeskDoor, RetentionDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting
from amana.acts.retention.own import end_own
from amana.acts.staff import Staff
from amana.domain.period import Period
from amana.domain.promises.retain import Longer, Moment
from amana.domain.retention.terms import Longest, Setting
from amana.storage import Storage

_POLICY: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [email, phone], from: person, at: [registration], for: [orders]}}
  R1: {{retain: [email], until: account_closed, by_setting: true}}
  R2: {{retain: [phone], until: account_closed, unless: [law]}}
"""
_MAP: Final = """\
amana: 1
service: {service}
records:
  kept: {{key: own, fields: {{email: {{is: email, type: email}}}}}}
events:
  account_closed: {{within: P10Y}}
"""
_OWN: Final = Setting(promise="R1", moment=Moment.LAST_USE, period=Period.parse("P1M"))
_BOOKS: Final = Longest(
    promise="R2",
    category="phone",
    why=Longer.LAW,
    moment=Moment.COLLECTION,
    period=Period.parse("P1Y"),
)


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

    def sign_in(self) -> Staff:
        """Sign an owner in."""
        ...


def _promised(place: Place) -> None:
    """Promise how long data is kept."""
    with place.storage.work(place.service) as work:
        given = Publication(
            source=_POLICY.format(service=place.service), texts={}, material=False, reason="new"
        )
        publish_policy(Act(actor=OPERATOR, work=work), given)


def _door(place: Place) -> RetentionDoor:
    return RetentionDoor(place.storage)


def _promised_at_the_desk(place: Place) -> Staff:
    _promised(place)
    return place.sign_in()


def _start(place: Place, staff: Staff) -> UUID:
    return RetentionDeskDoor(place.storage).start(staff, place.service, "R1")


def _set(place: Place, _: object = None) -> UUID:
    return _door(place).set_own_time(place.service, _OWN, person="someone")


def _was_set(place: Place) -> None:
    _promised(place)
    _set(place)


def _keep(place: Place, _: object = None) -> UUID:
    return _door(place).keep_longer(place.service, _BOOKS, basis="a law")


def _was_kept(place: Place) -> UUID:
    _promised(place)
    return _keep(place)


def _due(place: Place) -> None:
    """Have a record whose time is over."""
    _promised(place)
    with place.storage.work(place.service) as work:
        apply_map(Act(actor=OPERATOR, work=work), _MAP.format(service=place.service))
    door = RecordsDoor(place.storage)
    collecting = Collecting(
        type="kept",
        person="someone",
        key=uuid4().hex,
        values={"email": "someone@example.com"},
        purposes=frozenset({"orders"}),
        how=Circumstances(occasion="registration"),
    )
    assert door.collect(place.service, collecting).record
    door.note_event(place.service, person="someone", event="account_closed")
    # Others lie there before this policy: then nothing begins by itself.
    _door(place).start(place.service, None)


RETENTION_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "RetentionDeskDoor.start": (_promised_at_the_desk, _start),
    "RetentionDoor.start": (_promised, lambda place, _: _door(place).start(place.service, None)),
    "RetentionDoor.set_own_time": (_promised, _set),
    "RetentionDoor.end_own_time": (
        _was_set,
        lambda place, _: _door(place).end_own_time(place.service, "R1", person="someone"),
    ),
    "RetentionDoor.keep_longer": (_promised, _keep),
    "RetentionDoor.stop_keeping_longer": (
        _was_kept,
        lambda place, kept: _door(place).stop_keeping_longer(place.service, kept),
    ),
}
"""Each with what is prepared, and the act itself."""
RETENTION_IN_PARTS: Final[
    Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]
] = {"ending what is due": (_due, lambda place, _: end_own(place.storage, place.service))}
"""The same, of what goes on after it was killed."""
