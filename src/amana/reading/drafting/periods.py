"""A sentence that gives two kinds of data two periods of keeping: two promises of a draft."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from amana.domain.policy.proposal import Proposal
from amana.reading.folding import tokens
from amana.reading.lexicon import Span, concepts_of
from amana.reading.slots.period import lengths, periods


def by_period(proposal: Proposal) -> tuple[Proposal, ...]:
    """Return the sentence once for each of its periods, with the data that the period is said of.

    Data stands before its period (*orders for a year, chats for a month*) or after it (*a year for
    orders*). Where a period has no data of its own the sentence stays whole.
    """
    if proposal.kinds[0] != "retain":
        return (proposal,)
    words = tokens(proposal.text)
    found = list(periods(words, proposal.text))
    if len({length for length, _ in found}) < 2:  # noqa: PLR2004 - two promises
        return (proposal,)
    places = _places(proposal)
    first = min((start for start, _ in places.values()), default=len(words))
    before = first < found[0][1][0]
    ends = [end for _, (_, end) in found] if before else [start for _, (start, _) in found]
    bounds = [0, *ends] if before else [*ends, len(words)]
    return _parts(proposal, places, [length for length, _ in found], bounds) or (proposal,)


def is_one_of_several(proposal: Proposal) -> bool:
    """Tell whether a sentence on keeping names another period beside that of its slots."""
    if proposal.kinds[0] != "retain" or proposal.slots.period is None:
        return False
    words = tokens(proposal.text)
    return len({length for length, _ in periods(words, proposal.text)}) > 1


def is_end_of_range(proposal: Proposal) -> bool:
    """Tell whether the sentence's period is the longer end of a range that it gives."""
    said = proposal.slots.period
    if said is None:
        return False
    found = lengths(tokens(proposal.text), proposal.text)
    return any(length.ranged and length.iso == said for length in found)


def _places(proposal: Proposal) -> dict[str, Span]:
    """Return where each of the sentence's data is named first."""
    concepts = concepts_of(proposal.text)
    named = {term: concepts.get(f"data:{term}", ()) for term in proposal.slots.data}
    return {term: spans[0] for term, spans in named.items() if spans}


def _parts(
    proposal: Proposal, places: dict[str, Span], lengths: Sequence[str], bounds: Sequence[int]
) -> tuple[Proposal, ...]:
    """Return a part for each period; none if one of them would have no data."""
    parts = []
    for length, (left, right) in zip(lengths, pairwise(bounds), strict=True):
        data = tuple(term for term, (at, _) in places.items() if left <= at < right)
        if not data:
            return ()
        parts.append(replace(proposal, slots=replace(proposal.slots, data=data, period=length)))
    return tuple(parts)
