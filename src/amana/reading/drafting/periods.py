"""A sentence that gives two kinds of data two periods of keeping: two promises of a draft."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from amana.domain.policy.proposal import Proposal
from amana.reading.drafting.special import told_from
from amana.reading.folding import tokens
from amana.reading.lexicon import Span, concepts_of
from amana.reading.slots.period import lengths, periods


def by_period(proposal: Proposal) -> tuple[Proposal, ...]:
    """Return the sentence once for each of its periods, with the data that the period is said of.

    Data stands before its period (*orders for a year, chats for a month*) or after it (*a year for
    orders*). A period whose data no list knows makes no part: what is known is kept for its own.
    """
    if proposal.kinds[0] != "retain":
        return (proposal,)
    words = tokens(proposal.text)
    found = list(periods(words, proposal.text))
    if len({length for length, _ in found}) < 2:  # noqa: PLR2004 - two promises
        return (proposal,)
    places = _places(proposal)
    first = min((start for start, _ in places.values()), default=len(words))
    last = max((start for start, _ in places.values()), default=0)
    before = first < found[0][1][0] or last < found[-1][1][1]
    ends = [end for _, (_, end) in found] if before else [start for _, (start, _) in found]
    bounds = [0, *ends] if before else [*ends, len(words)]
    return _parts(proposal, places, [length for length, _ in found], bounds) or (proposal,)


def periods_of(proposal: Proposal) -> int:
    """Return how many periods a sentence on keeping names that differ."""
    if proposal.kinds[0] != "retain" or proposal.slots.period is None:
        return 0
    return len({length for length, _ in periods(tokens(proposal.text), proposal.text)})


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
    terms = {term: told_from(term) for term in proposal.slots.data}
    named = {term: concepts.get(f"data:{known}", ()) for term, known in terms.items()}
    return {term: spans[0] for term, spans in named.items() if spans}


def _parts(
    proposal: Proposal, places: dict[str, Span], lengths: Sequence[str], bounds: Sequence[int]
) -> tuple[Proposal, ...]:
    """Return a part for each period that has data."""
    parts = []
    for length, (left, right) in zip(lengths, pairwise(bounds), strict=True):
        data = tuple(term for term, (at, _) in places.items() if left <= at < right)
        if data:
            slots = replace(proposal.slots, data=data, period=length)
            parts.append(replace(proposal, slots=slots))
    return tuple(parts)
