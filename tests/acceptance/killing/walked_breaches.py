"""The acts on breaches, as the walk over the steps of all acts needs them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol
from uuid import UUID

from amana.acts.breaches.case import HandedIn, Phase
from amana.acts.breaches.finding import Search
from amana.acts.breaches.given import Letter
from amana.acts.doors.breaches import AskedBreachesDoor, BreachDeskDoor
from amana.acts.staff import Staff
from amana.domain.promises.law import Law
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.domain.staff import StaffRole
from amana.domain.words import Language
from amana.sources.protocol import Source
from amana.sources.sql_source import SqlSource
from amana.storage import Storage

_LETTERS: Final[Mapping[Language, Letter]] = {
    "ar": Letter(subject="إشعار", text="وقع خرق."),
    "en": Letter(subject="Notice", text="There was a breach."),
}


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


def _open_source(_kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    return SqlSource(way, mapping)


def _facts(severity: str = "high") -> dict[str, Any]:
    then = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    said = {"ar": "وصف", "en": "words"}
    return {
        "title": "Open folder",
        "nature": ["confidentiality"],
        "severity": severity,
        "discovered": then,
        "aware": then,
        "what": said,
        "consequences": said,
        "measures": said,
        "advice": said,
        "contact": "privacy@house.example",
        "lead": "Layla",
    }


def _desk(place: Place) -> BreachDeskDoor:
    return BreachDeskDoor(place.storage, _open_source)


def _asked(place: Place) -> AskedBreachesDoor:
    return AskedBreachesDoor(place.storage, _open_source)


def _noted(place: Place) -> tuple[Staff, UUID]:
    breach = _asked(place).open(place.service, _facts(), rehearsal=False)
    return place.sign_in(), breach


def _slight(place: Place) -> tuple[Staff, UUID]:
    breach = _asked(place).open(place.service, _facts("unlikely"), rehearsal=True)
    return place.sign_in(), breach


def _approved(place: Place) -> tuple[Staff, UUID]:
    staff, breach = _noted(place)
    with place.storage.work(place.service) as work:
        work.people.meet(work.sealer.person_key("someone"))
        work.over()
    _asked(place).find(place.service, breach, Search(persons=("someone",)))
    _approve(place, (staff, breach))
    return staff, breach


def _open(place: Place, staff: Staff) -> object:
    return _desk(place).open(staff, place.service, _facts(), rehearsal=False)


def _asked_open(place: Place, _: object) -> object:
    return _asked(place).open(place.service, _facts(), rehearsal=False)


def _approve(place: Place, given: tuple[Staff, UUID]) -> None:
    _desk(place).approve(given[0], place.service, given[1], _LETTERS)


def _send(place: Place, given: tuple[Staff, UUID]) -> None:
    _desk(place).send(given[0], place.service, given[1])


def _hand_in(place: Place, given: tuple[Staff, UUID]) -> None:
    done = HandedIn(law=Law.GDPR, phase=Phase.INITIAL, at=None, how="portal")
    _desk(place).hand_in(given[0], place.service, given[1], done)


def _close(place: Place, given: tuple[Staff, UUID]) -> None:
    _desk(place).close(given[0], place.service, given[1], "encrypted")


def _find(place: Place, _: object) -> object:
    with place.storage.reading(place.service) as view:
        breach = view.breaches.listed()[0].id
    return _asked(place).find(place.service, breach, Search(persons=("someone",)))


def _desk_find(place: Place, _: object) -> object:
    """Look at the desk as the owner who signed in: who goes on later signs in nowhere anew."""
    with place.storage.work(place.service) as work:
        breach = work.breaches.listed()[0].id
        (member,) = work.members.lock_owners()
        work.over()
    roles = {place.service: StaffRole.OWNER}
    staff = Staff(id=member, name="Layla", roles=roles, session="walked")
    return _desk(place).find(staff, place.service, breach, Search(persons=("someone",)))


def _desk_change(place: Place, given: tuple[Staff, UUID]) -> None:
    _desk(place).change(given[0], place.service, given[1], _facts(), learnt="more")


def _desk_otherwise(place: Place, given: tuple[Staff, UUID]) -> None:
    _desk(place).tell_otherwise(given[0], place.service, given[1], at=None, how="the daily")


def _asked_noted(place: Place) -> UUID:
    return _asked(place).open(place.service, _facts(), rehearsal=False)


def _asked_slight(place: Place) -> UUID:
    return _asked(place).open(place.service, _facts("unlikely"), rehearsal=True)


def _asked_approved(place: Place) -> UUID:
    return _approved(place)[1]


def _asked_change(place: Place, breach: UUID) -> None:
    _asked(place).change(place.service, breach, _facts(), learnt="more")


def _asked_approve(place: Place, breach: UUID) -> None:
    _asked(place).approve(place.service, breach, _LETTERS)


def _asked_send(place: Place, breach: UUID) -> None:
    _asked(place).send(place.service, breach)


def _asked_otherwise(place: Place, breach: UUID) -> None:
    _asked(place).tell_otherwise(place.service, breach, at=None, how="the daily")


def _asked_hand_in(place: Place, breach: UUID) -> None:
    done = HandedIn(law=Law.GDPR, phase=Phase.INITIAL, at=None, how="portal")
    _asked(place).hand_in(place.service, breach, done)


def _asked_close(place: Place, breach: UUID) -> None:
    _asked(place).close(place.service, breach, "encrypted")


def _met_at_the_desk(place: Place) -> Staff:
    _met(place)
    return place.sign_in()


def _met(place: Place) -> None:
    """Note a breach, and meet somebody."""
    _asked(place).open(place.service, _facts(), rehearsal=False)
    with place.storage.work(place.service) as work:
        work.people.meet(work.sealer.person_key("someone"))
        work.over()


def _signed_in(place: Place) -> Staff:
    return place.sign_in()


def _nothing(_: Place) -> None:
    """Prepare nothing."""


BREACH_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "BreachDeskDoor.open": (_signed_in, _open),
    "BreachDeskDoor.approve": (_noted, _approve),
    "BreachDeskDoor.send": (_approved, _send),
    "BreachDeskDoor.hand_in": (_noted, _hand_in),
    "BreachDeskDoor.close": (_slight, _close),
    "BreachDeskDoor.change": (_noted, _desk_change),
    "BreachDeskDoor.tell_otherwise": (_noted, _desk_otherwise),
    "AskedBreachesDoor.open": (_nothing, _asked_open),
    "AskedBreachesDoor.change": (_asked_noted, _asked_change),
    "AskedBreachesDoor.approve": (_asked_noted, _asked_approve),
    "AskedBreachesDoor.send": (_asked_approved, _asked_send),
    "AskedBreachesDoor.tell_otherwise": (_asked_noted, _asked_otherwise),
    "AskedBreachesDoor.hand_in": (_asked_noted, _asked_hand_in),
    "AskedBreachesDoor.close": (_asked_slight, _asked_close),
}
"""Each act's preparation, and the act itself."""
BREACH_ACTS_IN_PARTS: Final[
    Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]
] = {
    "AskedBreachesDoor.find": (_met, _find),
    "BreachDeskDoor.find": (_met_at_the_desk, _desk_find),
}
"""Those that take several transactions, and go on when they are asked for again."""
