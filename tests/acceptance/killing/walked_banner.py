"""Banner and signals, as the walk over the steps of all acts needs them."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import uuid4

from walked_choices import Place

from amana.acts.banner.choose import SHOWN, Answering, Button
from amana.acts.doors.banner import BannerDoor
from amana.domain.words import ARABIC


def _nothing(_: Place) -> None:
    """Prepare nothing."""


def _signal(place: Place, _: object) -> object:
    # Of whom it is known already nothing changes.
    return place.choices.signal(place.service, person=f"someone {uuid4()}")


def _signal_of_visitor(place: Place, _: object) -> object:
    return BannerDoor(place.storage).signal(place.service, visitor=None)


def _answer_banner(place: Place, _: object) -> object:
    door = BannerDoor(place.storage)
    (asked,) = door.offer(place.service).categories
    given = Answering(
        visitor="v" * 22,
        agreed={asked.purpose: asked.binding.wording.hex()[:SHOWN]},
        refused=frozenset(),
        means=Button.ACCEPT_ALL,
        language=ARABIC,
        gpc=True,
    )
    return door.answer(place.service, given)


BANNER_ACTS: Final[Mapping[str, tuple[Callable[[Place], Any], Callable[[Place, Any], object]]]] = {
    "ChoicesDoor.signal": (_nothing, _signal),
    "BannerDoor.answer": (_nothing, _answer_banner),
    "BannerDoor.signal": (_nothing, _signal_of_visitor),
}
