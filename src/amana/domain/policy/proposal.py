"""What reading a document proposes: sentences with the promises that they seem to make.

Nothing here binds: a person confirms, changes or rejects each proposal beside its sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from amana.domain.words import Language

HEADING_KIND: Final = "heading"
NO_KIND: Final = "none"


class Role(StrEnum):
    """What a stretch of the document is in its layout."""

    HEADING = "heading"
    SENTENCE = "sentence"
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What a sentence says about data, in the closed vocabularies of ``domain.vocabulary``."""

    data: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    source: str | None = None
    """Where the data comes from: ``person``, ``automatic``, ``third-party``."""
    period: str | None = None
    """ISO 8601, such as ``PT72H``."""
    condition: str | None = None
    """The words that make the sentence conditional, as they stand in it."""
    negated: bool = False
    who: tuple[str, ...] = ()
    """Whom it speaks of, as in ``domain.vocabulary.people``; nobody where it only says *you*."""
    channel: tuple[str, ...] = ()
    """By which way somebody is told or reached."""
    supposed: tuple[str, ...] = ()
    """Which of ``purposes``, ``recipients`` and ``channel`` a model gave and no word names, as
    ``slot:value``."""

    def worded(self, slot: str) -> tuple[str, ...]:
        """Return the values of a slot that words name."""
        values: tuple[str, ...] = getattr(self, slot)
        return tuple(value for value in values if f"{slot}:{value}" not in self.supposed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One heading, sentence or list item, and the kinds of promise that it seems to make."""

    text: str
    """Exactly ``document[start:end]``."""
    start: int
    end: int
    language: Language
    role: Role
    heading: str | None
    """The heading that it stands under."""
    lead_in: str | None = None
    """The sentence that introduces the list that the item stands in."""
    kinds: tuple[str, ...]
    """The main one first; ``("heading",)`` or ``("none",)`` where nothing is promised."""
    slots: Slots = field(default_factory=Slots)
    confidence: float
    """Between 0 and 1, of the main kind."""
    because: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each kind, the words of the sentence that speak for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as it was read.

    The proposals hold every letter and digit of it, in order and none twice; between them lie
    only white space and marks of layout, such as a bullet or the hashes of a heading.
    """

    text: str
    """The document's text after decoding, and for HTML after extraction; offsets count in it."""
    media: str
    """``text/plain``, ``text/markdown`` or ``text/html``."""
    encoding: str
    proposals: tuple[Proposal, ...]
    warnings: tuple[str, ...] = ()
    """Codes of what a person must know before trusting the text: ``reading.overrides``."""
