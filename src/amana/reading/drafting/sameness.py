"""Which sentences say the same: the same kind, and the slots of one within those of the other.

Rather two promises than one too few: what a sentence leaves open is the same only as what
another leaves open in the same way, a limit only as the same limit, a condition only as the
same condition. The promise that is left says as much as the larger of the two, and no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amana.domain.policy.proposal import Proposal
from amana.reading.drafting.forms import OTHER, Items, names_data
from amana.reading.drafting.stance import Stance, stance
from amana.reading.folding import tokens
from amana.reading.lexicon import concepts_of

_NARROWING: Final[Mapping[str, frozenset[str]]] = {
    "only": frozenset({"for", "to"}),
    "never": frozenset({"to", "for"}),
    "locate": frozenset({"in"}),
}
"""Items of a kind of which more says something else, since they narrow it."""
_ADDED: Final = frozenset(
    {"can_disable", "review", "declining", "not_absolute", "from", "show"}
)  # fmt: skip
"""Items that one of two sentences may give alone."""
_MUST_NAME: Final[Mapping[str, tuple[str, ...]]] = {
    "collect": ("data",),
    "use": ("purposes",),
    "share": ("recipients",),
    "monitor": ("data", "purposes"),
    "cookie": ("purposes",),
    "choice": ("purposes",),
    "retain": ("data",),
}
"""Slots of which a sentence of the kind has to name one: else it says what no list holds."""
_OF_DATA: Final = frozenset({"only", "never"})
"""Kinds in which *your data* is a name: it means all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a sentence says, and its items as a promise."""

    proposal: Proposal
    items: Items
    words: str
    """Its words, folded: each sentence is compared with many, and folded once."""
    tells: bool
    """It names what a sentence of its kind is about."""
    waits: Stance | None
    """Whether it waits for a yes, or goes on until a no."""


def said_by(proposal: Proposal, items: Items) -> Said:
    """Return what a sentence says, with what comparing it with many asks for."""
    return Said(
        proposal=proposal,
        items=items,
        words=folded(proposal.text),
        tells=_tells(proposal),
        waits=stance(proposal.text),
    )


def contains(larger: Said, smaller: Said, *, translated: bool = False) -> bool:
    """Tell whether one sentence says all that another says, and the other nothing else.

    ``translated`` tells that they are known to correspond in two languages: then neither has
    to name anything, and conditions in two languages are the same where both have one.
    """
    kind = larger.proposal.kinds[0]
    if kind != smaller.proposal.kinds[0] or not _same_terms(larger, smaller):
        return False
    if larger.words == smaller.words and _of_same_data(larger, smaller):
        return True
    named = larger.tells and smaller.tells and not _leave_open(larger, smaller)
    if not translated and not named:
        return False
    if smaller.items.keys() - larger.items.keys():
        return False
    if larger.items.keys() - smaller.items.keys() - _ADDED:
        return False
    return all(_within(larger, smaller, item) for item in smaller.items)


def _of_same_data(one: Said, other: Said) -> bool:
    """Tell whether both are about the same: *we keep them a year* may be said of two lists."""
    return one.proposal.slots.data == other.proposal.slots.data


def _same_terms(one: Said, other: Said) -> bool:
    """Tell whether both hold under the same condition, for the same time, and as firmly.

    What waits for a yes is never the same as what goes on until a no, in whichever language.
    """
    if one.waits is not other.waits:
        return False
    first, second = one.proposal.slots, other.proposal.slots
    if (first.negated, first.period) != (second.negated, second.period):
        return False
    if first.condition is None or second.condition is None:
        return first.condition is second.condition
    if one.proposal.language != other.proposal.language:
        return True
    return folded(first.condition) == folded(second.condition)


def folded(text: str) -> str:
    """Return a text's words as they are compared."""
    return " ".join(token.word for token in tokens(text))


def _tells(proposal: Proposal) -> bool:
    """Tell whether a sentence names what a sentence of its kind is about."""
    kind = proposal.kinds[0]
    if kind in _OF_DATA:
        return names_data(proposal, concepts_of(proposal.text))
    slots = _MUST_NAME.get(kind)
    return slots is None or any(getattr(proposal.slots, slot) for slot in slots)


def _leave_open(one: Said, other: Said) -> bool:
    """Tell whether neither says enough for the two to be about the same.

    Data that no term names may be other data in each. Where *your data* is a name, that leaves
    nothing open, but what is not done with it has to be said: a limit without lists limits
    whatever its sentence speaks of.
    """
    kind = one.proposal.kinds[0]
    if one.items.get(kind) != (OTHER,) or other.items.get(kind) != (OTHER,):
        return False
    if kind not in _OF_DATA:
        return True
    named = OTHER in (*one.proposal.slots.data, *other.proposal.slots.data)
    return named or any(said.items.get("for") == (OTHER,) or "limit" in said.items
                        for said in (one, other))  # fmt: skip


def _within(larger: Said, smaller: Said, item: str) -> bool:
    """Tell whether one item of the smaller is within that of the larger."""
    more, less = larger.items[item], smaller.items[item]
    if more == less:
        return True
    if not isinstance(more, tuple) or not isinstance(less, tuple):
        return False
    if item in _NARROWING.get(larger.proposal.kinds[0], frozenset()):
        return set(more) == set(less)
    silent = item == "for" and less == (OTHER,) and not smaller.proposal.slots.purposes
    return silent or set(less) <= set(more)
