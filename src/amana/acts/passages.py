"""From a policy's texts to passages, each with the promises that it makes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.policy.model import Policy, Promise
from amana.domain.policy.proposal import Proposal
from amana.domain.words import Language

_OVERLAP: Final = 0.5
"""A quote belongs to a passage when it covers at least half of it, or lies within it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folded:
    """A text with its white space folded, and where each character stood before."""

    text: str
    places: Sequence[int]


def link(
    policy: Policy, language: Language, text: str, proposals: Sequence[Proposal]
) -> tuple[tuple[str, ...], ...]:
    """Return for each proposal of the text the ids of the promises whose quotes it holds."""
    folded = _fold(text)
    linked: list[list[str]] = [[] for _ in proposals]
    for promise in policy.promises.values():
        for start, end in _spans(folded, promise, language):
            for position, proposal in enumerate(proposals):
                if _covers(start, end, proposal) and promise.id not in linked[position]:
                    linked[position].append(promise.id)
    return tuple(tuple(ids) for ids in linked)


def _fold(text: str) -> _Folded:
    """Fold each run of white space into one space."""
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        blank = character.isspace()
        if blank and kept and kept[-1] == " ":
            continue
        kept.append(" " if blank else character)
        places.append(place)
    return _Folded(text="".join(kept), places=places)


def _spans(folded: _Folded, promise: Promise, language: Language) -> Iterator[tuple[int, int]]:
    """Yield where each quote stands in the text, every time that it does."""
    for quote in promise.quotes.get(language, ()):
        wanted = " ".join(quote.split())
        found = folded.text.find(wanted) if wanted else -1
        while found >= 0:
            last = found + len(wanted) - 1
            yield folded.places[found], folded.places[last] + 1
            found = folded.text.find(wanted, last + 1)


def _covers(start: int, end: int, proposal: Proposal) -> bool:
    """Tell whether a quote's span belongs to this passage."""
    shared = min(end, proposal.end) - max(start, proposal.start)
    return shared > 0 and (
        shared >= _OVERLAP * (proposal.end - proposal.start) or shared == end - start
    )
