"""A visitor answers in the cookie banner: recorded as any choice, of the browser's own id.

Consents and refusals of one click, and the signal of the browser, commit together. A consent
counts for the words that were shown alone; a refusal is always taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.banner.errors import BothAnswers, NotOffered, WordsChanged
from amana.acts.choices.choose import Choosing, ChosenNow, say_word
from amana.acts.choices.signal import take_signal
from amana.domain.banner.banner import Banner
from amana.domain.choice.circumstances import Means, Place
from amana.domain.choice.word import Word
from amana.domain.words import Language

VISITOR: Final = "visitor:"
"""Before the random part of a browser's own id."""
SHOWN: Final = 32
"""Hexadecimal digits by which the banner says which words it showed: 128 bits of their hash."""


class Button(StrEnum):
    """By which button it was said."""

    ACCEPT_ALL = "accept_all"
    REFUSE_ALL = "refuse_all"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """What a visitor answered."""

    visitor: str = field(repr=False)
    """The browser's own random id."""
    agreed: Mapping[str, str]
    """Purpose and the beginning of the hash of the words that were shown about it."""
    refused: frozenset[str]
    means: Button
    language: Language
    """Of the words that were shown."""
    gpc: bool = False
    """Whether the browser signals Global Privacy Control."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the visitor can hold on to."""

    entries: tuple[UUID, ...]
    """The consents' first, then the refusals'."""
    policy_version: int
    at: datetime


def answer_banner(act: Act, offer: Banner, given: Answering) -> Answered:
    """Record what the visitor answered, and commit.

    Raises ``NotOffered``, ``BothAnswers``, ``WordsChanged`` and what ``choose`` raises; nothing
    is recorded then.
    """
    _check(offer, given)
    person = f"{VISITOR}{given.visitor}"
    if given.gpc:
        seen, entry = take_signal(act, person=person)
        if seen.entry is not None and entry is not None:
            act.work.put(entry, identity=seen.entry)
    said = tuple(
        say_word(act, _choosing(person, word, purposes, given))
        for word, purposes in (
            (Word.CONSENT, frozenset(given.agreed)),
            (Word.WITHDRAW, given.refused),
        )
        if purposes
    )
    act.work.over()
    return _answered(act, said, offer)


def _answered(act: Act, said: tuple[ChosenNow, ...], offer: Banner) -> Answered:
    return Answered(
        entries=tuple(each.entry for each in said),
        policy_version=offer.version,
        at=act.work.now,
    )


def _choosing(person: str, word: Word, purposes: frozenset[str], given: Answering) -> Choosing:
    return Choosing(
        person=person,
        word=word,
        purposes=purposes,
        language=given.language,
        channel=Place.BANNER,
        means=Means.SWITCH if given.means is Button.CHOSEN else Means.BUTTON,
    )


def _check(offer: Banner, given: Answering) -> None:
    """Hold what was answered against what is asked."""
    known = {each.purpose: each for each in offer.categories}
    both = sorted(given.agreed.keys() & given.refused)
    if both:
        raise BothAnswers(purpose=both[0])
    if not (given.agreed.keys() | given.refused) <= known.keys():
        raise NotOffered(known=", ".join(sorted(known)))
    for purpose, shown in given.agreed.items():
        if known[purpose].binding.wording.hex()[:SHOWN] != shown:
            raise WordsChanged(version=offer.version)
