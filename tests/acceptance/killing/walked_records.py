"""The acts on records, as the walk over the steps of all acts needs them."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol
from uuid import uuid4

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.record_sets import RecordSetsDoor
from amana.acts.doors.records import RecordsDoor
from amana.acts.record_sets.metadata import Chosen
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import (
    Circumstances,
    Collected,
    Collecting,
    Correcting,
    Reading,
    Using,
    Which,
)
from amana.acts.records.incoming import Incoming, Terms
from amana.storage import Storage
from amana.storage.records.sets import MetadataChange

_MAP: Final = """\
amana: 1
service: {service}
records:
  {type}: {{key: own, fields: {{email: {{is: email, type: email}}}}}}
events:
  caller_told: {{within: PT2H}}
"""
_ORDERS: Final = frozenset({"orders"})


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


def _apply(place: Place, type_: str = "profile") -> None:
    source = _MAP.format(service=place.service, type=type_)
    with place.storage.work(place.service) as work:
        apply_map(Act(actor=OPERATOR, work=work), source)


def _mapped(place: Place) -> str:
    """Have the map applied; return a key that no record has."""
    _apply(place)
    return uuid4().hex


def _collect(place: Place, key: str) -> Collected:
    given = Collecting(
        person="someone",
        type="profile",
        key=key,
        values={"email": "someone@example.org"},
        purposes=_ORDERS,
        how=Circumstances(occasion="registration"),
    )
    return RecordsDoor(place.storage).collect(place.service, given)


def _collected(place: Place) -> Which:
    return Which(id=_collect(place, _mapped(place)).record)


def _use(place: Place, which: Which) -> object:
    given = Using(which=which, purposes=_ORDERS)
    return RecordsDoor(place.storage).use(place.service, given)


def _read(place: Place, which: Which) -> object:
    given = Reading(which=which, purposes=_ORDERS, staff="member-7", reason="a complaint")
    return RecordsDoor(place.storage).read_record(place.service, given)


def _correct(place: Place, which: Which) -> object:
    given = Correcting(person="someone", which=which, seen=1, values={"email": "other@example.org"})
    return RecordsDoor(place.storage).correct_record(place.service, given)


def _take_in(place: Place, key: str) -> object:
    chunk = [
        Incoming(number=number, person=f"p-{number}", key=f"{key}-{number}", values={"email": mail})
        for number, mail in enumerate(("one@example.org", "two@example.org", "none"), start=1)
    ]
    how = Circumstances(occasion="registration", imported=True)
    terms = Terms(type="profile", purposes=_ORDERS, how=how)
    return RecordsDoor(place.storage).take_in(place.service, chunk, terms)


def _list(place: Place, _: Which) -> object:
    return RecordsDoor(place.storage).records(place.service, person="someone")


def _note(place: Place, _: str) -> object:
    return RecordsDoor(place.storage).note_event(
        place.service, person="someone", event="caller_told"
    )


def _sets(place: Place) -> RecordSetsDoor:
    return RecordSetsDoor(place.storage)


def _use_set(place: Place, _: Which) -> object:
    return _sets(place).use_set(place.service, "orders")


def _keyed(place: Place) -> str:
    """Have a record; return its key."""
    key = _mapped(place)
    _collect(place, key)
    return key


def _delete(place: Place, key: str) -> object:
    return _sets(place).delete_records(place.service, Chosen(type="profile", key=key))


def _change(place: Place, key: str) -> object:
    change = MetadataChange(automated=True, recipients=("courier",))
    return _sets(place).change_records(place.service, Chosen(type="profile", key=key), change)


def _show(place: Place, _: Which) -> object:
    return _sets(place).show_metadata(place.service, Chosen(person="someone"))


def _verify_gone(place: Place, key: str) -> object:
    return _sets(place).verify_deletion(place.service, type_="profile", key=key)


def _new_type(_: Place) -> str:
    return f"t_{uuid4().hex[:8]}"


RECORD_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "RecordsDoor.collect": (_mapped, _collect),
    "RecordsDoor.use": (_collected, _use),
    "RecordsDoor.read_record": (_collected, _read),
    "RecordsDoor.correct_record": (_collected, _correct),
    "RecordsDoor.records": (_collected, _list),
    "RecordsDoor.note_event": (_mapped, _note),
    "RecordsDoor.take_in": (_mapped, _take_in),
    "RecordSetsDoor.use_set": (_collected, _use_set),
    "RecordSetsDoor.delete_records": (_keyed, _delete),
    "RecordSetsDoor.change_records": (_keyed, _change),
    "RecordSetsDoor.show_metadata": (_collected, _show),
    "RecordSetsDoor.verify_deletion": (_mapped, _verify_gone),
    "apply_map": (_new_type, _apply),
}
"""Each act's preparation, and the act itself."""
