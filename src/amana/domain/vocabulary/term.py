"""A term of a closed vocabulary: our id, the W3C DPV term that it stands for, and its names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amana.domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term. The names are noun phrases that can stand in a list and after a preposition.

    The Arabic names are chosen so that their written form is the same in every case: no sound
    masculine plural or dual stands at their head.
    """

    id: str
    dpv: str
    """The term of DPV 2.3 or of its extension PD, such as ``pd:EmailAddress``."""
    words: Words
    yours: Words | None = None
    """The same as the reader's own: *your e-mail address*; only data has it."""


def indexed(terms: Iterable[Term]) -> Mapping[str, Term]:
    """Return the terms by their ids, in their order."""
    return {term.id: term for term in terms}
