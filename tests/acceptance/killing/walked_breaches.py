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
    return BreachDeskDoor(place.storage)


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
    "AskedBreachesDoor.open": (_nothing, _asked_open),
}
"""Each act's preparation, and the act itself."""
BREACH_ACTS_IN_PARTS: Final[
    Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]
] = {"AskedBreachesDoor.find": (_met, _find)}
"""Those that take several transactions, and go on when they are asked for again."""
