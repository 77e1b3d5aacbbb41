"""What people choose, as the walk over the steps of all acts needs it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from amana.acts.act import OPERATOR
from amana.acts.choices.bring_in import SaidElsewhere, bring_in
from amana.acts.choices.choosing import Choosing
from amana.acts.choices.fold import fold_choices
from amana.acts.doors.choices import ChoicesDoor
from amana.domain.choice.word import Word
from amana.storage import Storage

SAID: Final = Choosing(person="someone", word=Word.CONSENT, purposes=frozenset({"orders"}))


class Place(Protocol):
    """Where the acts are done."""

    @property
    def storage(self) -> Storage:
        """The storage."""
        ...

    @property
    def choices(self) -> ChoicesDoor:
        """The door of what people choose."""
        ...

    @property
    def service(self) -> str:
        """Founded, with its first version in force."""
        ...


def _nothing(_: Place) -> None:
    """Prepare nothing."""


def _choose(place: Place, _: object) -> object:
    return place.choices.choose(place.service, SAID)


def _chosen(place: Place) -> None:
    _choose(place, None)


def _ask(place: Place, _: object) -> object:
    return place.choices.ask_to_confirm(place.service, SAID)


def _asked(place: Place) -> str:
    return place.choices.ask_to_confirm(place.service, SAID).token


def _confirm(place: Place, token: Any) -> object:  # noqa: ANN401 - what the preparation gave
    return place.choices.confirm(place.service, token=token)


_BROUGHT = iter(range(1_000_000))


def _bring_in(place: Place, _: object) -> object:
    """Each time one word of somebody else: the same again would be left out."""
    said = Choosing(
        person=f"someone-{next(_BROUGHT)}", word=Word.CONSENT, purposes=frozenset({"orders"})
    )
    told = SaidElsewhere(number=1, given=said, said_at=datetime(2024, 1, 1, tzinfo=UTC))
    return bring_in(place.storage, place.service, [told], actor=OPERATOR)


def _fold(place: Place, _: object) -> None:
    fold_choices(place.storage, place.service)


_Acts = Mapping[str, tuple[Callable[[Place], Any], Callable[[Place, Any], object]]]
CHOICE_ACTS: Final[_Acts] = {
    "ChoicesDoor.choose": (_nothing, _choose),
    "ChoicesDoor.ask_to_confirm": (_nothing, _ask),
    "ChoicesDoor.confirm": (_asked, _confirm),
    "bring_in": (_nothing, _bring_in),
}
CHOICES_IN_PARTS: Final[_Acts] = {"fold_choices": (_chosen, _fold)}
