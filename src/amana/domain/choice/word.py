"""A person's word about a purpose, and what the words of all ids of a person come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class Word(StrEnum):
    """What a person may say about a purpose."""

    CONSENT = "consent"
    WITHDRAW = "withdraw"
    OBJECT = "object"
    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"


class State(StrEnum):
    """How an id stands to a purpose after its last word."""

    CONSENTED = "consented"
    WITHDRAWN = "withdrawn"
    OBJECTED = "objected"
    OPTED_OUT = "opted_out"
    OPTED_IN = "opted_in"


STATE_AFTER: Final = {
    Word.CONSENT: State.CONSENTED,
    Word.WITHDRAW: State.WITHDRAWN,
    Word.OBJECT: State.OBJECTED,
    Word.OPT_OUT: State.OPTED_OUT,
    Word.OPT_IN: State.OPTED_IN,
}
AGREEING: Final = frozenset({State.CONSENTED, State.OPTED_IN})
REFUSING: Final = frozenset({State.OBJECTED, State.OPTED_OUT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The last word of one id about one purpose."""

    purpose: str
    state: State
    at: datetime
    holds: bool
    """Whether what it binds to is still promised: of a consent that lapsed, no."""
    implied: bool = False
    """Whether nobody said it: an act was taken for consent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a person chose, over all ids."""

    consented: frozenset[str]
    objected: frozenset[str]
    implied: frozenset[str] = frozenset()
    """Of the purposes consented to, those of which nobody said so in words."""


def chosen(words: Iterable[Last]) -> Chosen:
    """Return what the last words of all ids of one person come to.

    About each purpose the person's later word ends their older ones, under whichever id they
    were said; at one instant what refuses goes first. A withdrawal ends consents and lifts no
    objection. A consent that lapsed permits nothing.
    """
    latest = _Latest()
    for word in words:
        latest.take(word)
    agreed = {purpose: word for purpose, word in latest.any.items() if _agrees(word)}
    return Chosen(
        consented=frozenset(agreed),
        implied=frozenset(purpose for purpose, word in agreed.items() if word.implied),
        objected=frozenset(p for p, word in latest.lifting.items() if word.state in REFUSING),
    )


class _Latest:
    """The latest word about each purpose: of any kind, and of those that make or lift objections.

    The one is asked about consents, the other about objections.
    """

    __slots__ = ("any", "lifting")

    def __init__(self) -> None:
        self.any: dict[str, Last] = {}
        self.lifting: dict[str, Last] = {}

    def take(self, word: Last) -> None:
        """Look at one more word; their order says nothing."""
        self.any[word.purpose] = _later(self.any.get(word.purpose), word)
        if word.state in AGREEING | REFUSING:
            self.lifting[word.purpose] = _later(self.lifting.get(word.purpose), word)


def _later(held: Last | None, word: Last) -> Last:
    return word if held is None else max(held, word, key=_weight)


def _weight(word: Last) -> tuple[datetime, bool, bool, bool]:
    """Return what the word weighs: its time, then whether it refuses, lapsed, was not said."""
    return word.at, word.state in REFUSING, not _agrees(word), word.implied


def _agrees(word: Last) -> bool:
    return word.state in AGREEING and word.holds
