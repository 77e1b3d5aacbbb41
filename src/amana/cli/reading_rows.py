"""A reading as JSON: its passages, and what was found of them as a whole."""

from collections.abc import Mapping, Sequence

from amana.cli.printing import Json
from amana.domain.policy.proposal import Proposal, Reading
from amana.domain.words import LANGUAGES
from amana.reading.alignment import Correspondence, correspondence
from amana.reading.drafting.entries import promise_names
from amana.reading.drafting.references import Reference, references
from amana.reading.observations import observations
from amana.wording.catalogue import say


def as_rows(reading: Reading) -> Sequence[Json]:
    """Return the proposals as a list of objects, for programs."""
    return _rows(reading, correspondence(reading.proposals))


def _rows(reading: Reading, aligned: Sequence[Correspondence]) -> Sequence[Json]:
    names = promise_names(reading.proposals, aligned)
    referred = references(reading.proposals)
    return [
        {**_row(proposal), "promise": names.get(place), "refers": _refers(referred.get(place))}
        for place, proposal in enumerate(reading.proposals)
    ]


def as_review(reading: Reading) -> Mapping[str, Json]:
    """Return the proposals, contradictions and gaps, and how two languages correspond.

    Passages are named by their places in the list of proposals, from 0.
    """
    first, second = LANGUAGES
    aligned = correspondence(reading.proposals)
    return {
        "passages": _rows(reading, aligned),
        "findings": [
            {
                "code": each.code,
                "sort": each.sort.value,
                "words": {it: say(f"observed.{each.code}", it) for it in LANGUAGES},
                "passages": list(each.places),
            }
            for each in observations(reading.proposals)
        ],
        "correspondence": [
            {
                first: list(each.first),
                second: list(each.second),
                "differences": [
                    {"slot": it.slot, first: list(it.first), second: list(it.second)}
                    for it in each.differences
                ],
            }
            for each in aligned
        ],
    }


def _refers(reference: Reference | None) -> Json:
    """Return what a passage refers to, and the places that it was taken from."""
    if reference is None:
        return None
    return {
        "data": list(reference.data),
        "purposes": list(reference.purposes),
        "passages": list(reference.places),
    }


def _row(proposal: Proposal) -> Mapping[str, Json]:
    """Return one proposal as an object."""
    slots = proposal.slots
    return {
        "text": proposal.text,
        "start": proposal.start,
        "end": proposal.end,
        "lang": proposal.language,
        "role": proposal.role.value,
        "heading": proposal.heading,
        "lead_in": proposal.lead_in,
        "kinds": list(proposal.kinds),
        "slots": {
            "data": list(slots.data),
            "purposes": list(slots.purposes),
            "recipients": list(slots.recipients),
            "source": slots.source,
            "period": slots.period,
            "condition": slots.condition,
            "negated": slots.negated,
            "who": list(slots.who),
            "channel": list(slots.channel),
        },
        "confidence": proposal.confidence,
        "because": {kind: list(words) for kind, words in proposal.because.items()},
    }
