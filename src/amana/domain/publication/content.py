"""What is handed in to be published, and the part of it that everybody may see."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from amana.domain.promises.publish import ShownAs
from amana.domain.publication.errors import CardInWords, PublicationUnfit, WrongTurn
from amana.domain.record.cards import cut_cards
from amana.domain.record.hygiene import text_of, tidy
from amana.domain.record.types import ValueType

LONGEST_TEXT: Final = 4_000
"""In characters, of one field of words."""
LONGEST_VALUE: Final = 200
"""In characters, of a name or of one way to reach somebody."""
MOST_FIELDS: Final = 20
_KIND: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")


SHOWN_AS: Final[Mapping[str, ShownAs]] = {each.value: each for each in ShownAs}


class PublicationState(StrEnum):
    """How far something is that was handed in."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Turn(StrEnum):
    """What can be done with it."""

    APPROVE = "approve"
    REFUSE = "refuse"
    CHANGE = "change"
    WITHDRAW = "withdraw"


_FROM: Final[Mapping[Turn, frozenset[PublicationState]]] = {
    Turn.APPROVE: frozenset({PublicationState.SUBMITTED}),
    Turn.REFUSE: frozenset({PublicationState.SUBMITTED, PublicationState.APPROVED}),
    Turn.CHANGE: frozenset({PublicationState.SUBMITTED, PublicationState.APPROVED}),
    Turn.WITHDRAW: frozenset({PublicationState.SUBMITTED, PublicationState.APPROVED}),
}


def check_turn(state: PublicationState, turn: Turn) -> None:
    """Raise ``WrongTurn`` where this cannot be done with what is in this state."""
    if state not in _FROM[turn]:
        raise WrongTurn(state=state.value, turn=turn.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What its owner wants seen besides the words."""

    shown_as: ShownAs
    with_contact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What was handed in, by the policy's categories of data. :func:`content_of` checks it."""

    kind: str
    words: Mapping[str, str] = field(repr=False)
    """What it is about: the text of a review or an advertisement."""
    name: Mapping[str, str] = field(repr=False, default_factory=dict)
    """The name of its owner, at most one field."""
    contact: Mapping[str, str] = field(repr=False, default_factory=dict)

    def shown(self, wish: Wish) -> "Face":
        """Return the part of it that everybody may see, as its owner wishes."""
        return Face(
            kind=self.kind,
            words=self.words,
            name=self.name if wish.shown_as is ShownAs.OWN_NAME and self.name else None,
            contact=self.contact if wish.with_contact and self.contact else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What everybody sees of it, and nothing else."""

    kind: str
    words: Mapping[str, str]
    name: Mapping[str, str] | None = None
    contact: Mapping[str, str] | None = None

    @property
    def data(self) -> frozenset[str]:
        """The categories of data that stand in it."""
        return frozenset((*self.words, *(self.name or ()), *(self.contact or ())))

    def hides_less(self, other: "Face") -> bool:
        """Tell whether something stands here that does not stand in the other."""
        return bool(self.data - other.data)


def content_of(
    *,
    kind: str,
    words: Mapping[str, str],
    name: Mapping[str, str] | None = None,
    contact: Mapping[str, str] | None = None,
) -> Content:
    """Return what is handed in, its characters in their normal form.

    Raises ``PublicationUnfit`` for none or too many fields, for one that stands in two parts and
    for values that are empty or too long; ``CardInWords`` where a number looks like a card's; and
    what ``tidy`` raises for characters that nobody can read.
    """
    content = Content(
        kind=kind, words=_tidied(words), name=_tidied(name or {}), contact=_tidied(contact or {})
    )
    names = [*content.words, *content.name, *content.contact]
    wrong = {
        "kind": _KIND.fullmatch(kind) is None,
        "words": not content.words or _unfit(content.words, LONGEST_TEXT),
        "name": len(content.name) > 1 or _unfit(content.name, LONGEST_VALUE),
        "contact": _unfit(content.contact, LONGEST_VALUE),
        "fields": len(names) != len(set(names)),
    }
    for part, is_wrong in wrong.items():
        if is_wrong:
            raise PublicationUnfit(part=part)
    _refuse_cards({**content.words, **content.name, **content.contact})
    return content


def _tidied(part: Mapping[str, str]) -> dict[str, str]:
    return {
        name: tidy(text_of(value, ValueType.TEXT, longest=LONGEST_TEXT), ValueType.TEXT)[0].strip()
        for name, value in part.items()
    }


def _unfit(part: Mapping[str, str], longest: int) -> bool:
    return len(part) > MOST_FIELDS or any(not 0 < len(value) <= longest for value in part.values())


def _refuse_cards(fields: Mapping[str, str]) -> None:
    for part, value in fields.items():
        if cut_cards(value) != value:
            raise CardInWords(part=part)
