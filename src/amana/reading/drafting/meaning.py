"""What passages mean by what stands around them: defined words, and occasions in a list.

A word that the document defines (*"Usage Data" means …*) names the data of its definition. An item
that says only when (``عند الحجز``) is about the data of the item that it hangs on.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, TypeAlias

from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Proposal, Role
from amana.reading.definitions import defined
from amana.reading.drafting.references import Reference
from amana.reading.features import features
from amana.reading.folding import tokens
from amana.reading.slots.fill import fill

Terms: TypeAlias = Mapping[tuple[str, ...], tuple[int, tuple[str, ...]]]
"""Words that the document defines, folded, each with the place of its definition and its data."""

_OF_DATA: Final = frozenset(
    {"collect", "use", "only", "never", "share", "retain", "protect", "monitor", "publish"}
)
_FARTHEST: Final = 12
_MOST_WHEN: Final = 6
_WHEN: Final = re.compile(
    r"^(?:\W|\d)*(?:[a-z]\)\s*)?(?:when|whenever|upon|at|during|after|once|on|if"
    r"|عند|لدى|أثناء|خلال|بعد|حين|عندما|كلما)\s",
    re.IGNORECASE,
)


def meant(proposals: Sequence[Proposal], known: Mapping[int, Reference]) -> Mapping[int, Reference]:
    """Return the references with what defined words and hanging items stand for."""
    terms = _definitions(proposals)
    found = dict(known)
    for place, proposal in enumerate(proposals):
        if proposal.kinds[0] not in _OF_DATA or (place in found and found[place].data):
            continue
        data, places = _by_definition(proposal, terms)
        if not data and _says_when(proposal):
            data, places = _hung_on(proposals, place, terms)
        if data:
            before = found.get(place, Reference())
            found[place] = replace(
                before, data=data, places=tuple(sorted({*before.places, *places}))
            )
    return found


def _definitions(
    proposals: Sequence[Proposal],
) -> Terms:
    """Return the words that the document defines by data, folded, with place and data."""
    found: dict[tuple[str, ...], tuple[int, tuple[str, ...]]] = {}
    for place, proposal in enumerate(proposals):
        if proposal.kinds[0] != NO_KIND or (said := defined(proposal.text)) is None:
            continue
        if data := _data_of(said[1]):
            found.setdefault(tuple(token.word for token in tokens(said[0])), (place, data))
    return found


@cache
def _data_of(text: str) -> tuple[str, ...]:
    """Return the data that words name."""
    shown = features(text, role=Role.SENTENCE, heading=None, lead_in=None)
    return fill(shown, ("collect",)).data


def _by_definition(proposal: Proposal, terms: Terms) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the data of the defined words that a passage speaks of, with what it names itself."""
    words = [token.word for token in tokens(proposal.text)] if terms else []
    spoken = [known for term, known in terms.items() if _stands_in(term, words)]
    named = () if not spoken else proposal.slots.data
    data = dict.fromkeys(each for _, terms in spoken for each in terms)
    data |= dict.fromkeys(named)
    return tuple(data), tuple(place for place, _ in spoken)


def _stands_in(term: tuple[str, ...], words: Sequence[str]) -> bool:
    """Tell whether a term's words follow one another; *and* or *by* may be written on to it."""
    first, *rest = term
    return any(
        first in (words[at], words[at][1:]) and list(words[at + 1 : at + len(term)]) == rest
        for at in range(len(words) - len(term) + 1)
    )


def _says_when(proposal: Proposal) -> bool:
    """Tell whether an item of a list says no more than on which occasion."""
    short = len(tokens(proposal.text)) <= _MOST_WHEN
    return proposal.role is Role.ITEM and short and _WHEN.search(proposal.text) is not None


def _hung_on(
    proposals: Sequence[Proposal],
    place: int,
    terms: Terms,
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the data of the item that leads in to others, and its place."""
    for before in range(place - 1, max(-1, place - 1 - _FARTHEST), -1):
        other = proposals[before]
        if other.kinds[0] == HEADING_KIND and other.role is not Role.ITEM:
            return (), ()
        if other.text.rstrip("*_ \t").endswith((":", "：")):
            data, _ = _by_definition(other, terms)
            data = data or _data_of(other.text)
            return (data, (before,)) if data else ((), ())
    return (), ()
