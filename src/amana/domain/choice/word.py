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


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a person chose, over all ids."""

    consented: frozenset[str]
    objected: frozenset[str]


def chosen(words: Iterable[Last]) -> Chosen:
    """Return what the last words of all ids of one person come to.

    An objection of any id counts. A consent counts where it holds and no id withdrew its own at
    the same instant or later.
    """
    lasts = tuple(words)
    return Chosen(
        consented=frozenset(
            word.purpose
            for word in lasts
            if word.state in AGREEING and word.holds and not _withdrawn(word, lasts)
        ),
        objected=frozenset(word.purpose for word in lasts if word.state in REFUSING),
    )


def _withdrawn(consent: Last, lasts: Iterable[Last]) -> bool:
    return any(
        word.state is State.WITHDRAWN and word.purpose == consent.purpose and word.at >= consent.at
        for word in lasts
    )
