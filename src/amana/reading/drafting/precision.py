"""A sentence that speaks of a place roughly and rules the exact place out: two promises.

*Your approximate location, never your precise one* bans no location as such: what is ruled out is a
category of its own. What is said of the rough one stands as the rest of the sentence says it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from amana.domain.policy.proposal import Proposal
from amana.reading.folding import tokens
from amana.reading.lexicon import concepts_of

PRECISE: Final = "precise_location"
"""The category of a place told exactly, of which no term of the vocabulary speaks alone."""
_LOCATION: Final = "location"
_PLACE: Final = r"(?:location|position|whereabouts|coordinates|gps|geolocation|place)"
_PLACE_AR: Final = r"\w*(?:موقع|مكان|احداثيات)\w*"
_EXACT: Final = r"(?:precise|exact|pinpoint|accurate|fine)"
_DENIED: Final = re.compile(
    r"\b(?:never|not|nor|no|dont|doesnt|wont|cannot|without|rather than|instead of)\s"
    rf"(?:(?!{_PLACE}\b)\w+\s){{0,6}}?{_EXACT}\b"
    rf"(?P<place>\s(?:\w+\s){{0,2}}?(?:{_PLACE}|one|data)\b)?"
    r"|\b[وف]?(?:لا|لن|لم|ليس|ليست|دون|بدون|وليس)\s"
    rf"(?:(?!{_PLACE_AR}\s)\w+\s){{0,4}}?(?P<arabic>{_PLACE_AR}\s(?:ال\w+\s)?)?(?:ال)?دقيق\w{{0,2}}\b"
)
_ROUGH: Final = re.compile(
    r"\b(?:approximate\w*|coarse|rough\w*|general|imprecise|city level|town level)\b"
    r"|\b\w{0,3}(?:تقريبي|عام|غير الدقيق|غير دقيق)\w{0,2}\b"
)
_EXCEPTED: Final = re.compile(
    r"\b(?:unless|except|until|without your|only if|only when)\b"
    r"|\b(?:الا|ما لم|باستثناء|حتي|سوي|دون موافق\w*)\b"
)
_ACTS: Final = ("collect", "use", "share")
"""What may be said of the rough place in a sentence that was taken for a ban."""
_NARROWED: Final = re.compile(
    r"\b(?:background|need\w*|require\w*)\b|\b\w{0,3}(?:خلفيه|نحتاج\w*|يلزم\w*)\b"
)
"""Words that make a ban less than one of having the data, wherever they stand."""
_NARROWED_BEHIND: Final = re.compile(
    r"\b(?:for|to|in order|when\w*|while|if|during|once|after|before|by|over|longer|more than"
    r"|beyond|at|through|in plain)\b"
    r"|\b(?:بعد|قبل|عند\w*|اثناء|خلال|اكثر|اطول|حين\w*|اذا|لو|من اجل|بغرض|بهدف|كي|ل\w{3,})\b"
)
"""Words that do so behind the ban: a time, an occasion, a purpose."""


def by_precision(proposal: Proposal) -> Iterator[Proposal]:
    """Yield what the sentence says of a place, and its ban of the exact one as a promise apart.

    A sentence that says neither, or that makes an exception to the ban, stays whole.
    """
    denied = _denied(proposal)
    behind = _purposes_behind(proposal, denied or 0)
    narrowed = is_narrowed(proposal) and not behind
    if denied is None or (narrowed and proposal.kinds[0] != "never"):
        yield proposal
        return
    if proposal.kinds[0] != "never":
        said = _said_before(proposal, denied) if proposal.kinds[0] in _ACTS else None
        yield _without(said or proposal, behind)
    elif (said := _said_before(proposal, denied)) is not None:
        yield _without(said, behind)
    slots = proposal.slots
    recipients = slots.recipients if proposal.kinds[0] in ("share", "never") else ()
    others = tuple(each for each in slots.data if each != _LOCATION)
    data = (*others, PRECISE) if proposal.kinds[0] == "never" and not _is_rough(proposal) else ()
    barred = replace(
        slots, data=data or (PRECISE,), recipients=recipients, purposes=behind, negated=True
    )
    yield replace(proposal, kinds=("never",), slots=barred)


def is_narrowed(proposal: Proposal) -> bool:
    """Tell whether a ban of the exact place is less than one of having it at all.

    A time (*no longer than a day*), a purpose, *in the background*, or that it is not *needed*.
    """
    folded = _folded(proposal)
    found = _DENIED.search(folded)
    if proposal.slots.period is not None or _NARROWED.search(folded):
        return True
    return found is not None and _NARROWED_BEHIND.search(folded, found.end()) is not None


def _purposes_behind(proposal: Proposal, denied: int) -> tuple[str, ...]:
    """Return the purposes that are named behind the beginning of the ban: it is of these alone."""
    first = _folded(proposal).count(" ", 0, denied)
    found = concepts_of(proposal.text)
    places = {term: found.get(f"purposes:{term}", ()) for term in proposal.slots.purposes}
    return tuple(term for term, spans in places.items() if spans and spans[-1][0] >= first)


def _without(proposal: Proposal, purposes: tuple[str, ...]) -> Proposal:
    """Return what is said beside a ban, without the purposes of the ban."""
    left = tuple(term for term in proposal.slots.purposes if term not in purposes)
    return replace(proposal, slots=replace(proposal.slots, purposes=left))


def bars_precise(proposal: Proposal) -> bool:
    """Tell whether a sentence's ban of the exact place was taken from beside what it says."""
    return proposal.kinds[0] == "never" and PRECISE in proposal.slots.data


def _denied(proposal: Proposal) -> int | None:
    """Return where the words begin that rule the exact place out; ``None`` where none do."""
    if _LOCATION not in proposal.slots.data:
        return None
    folded = _folded(proposal)
    found = _DENIED.search(folded)
    if found is None or _EXCEPTED.search(folded, found.end()):
        return None
    names_place = found["place"] or found["arabic"]
    return found.start() if names_place or _ROUGH.search(folded) else None


def _said_before(proposal: Proposal, denied: int) -> Proposal | None:
    """Return what stands before a ban about the rough place, by the act that the sentence names."""
    if not _ROUGH.search(_folded(proposal), 0, denied):
        return None
    found = concepts_of(proposal.text)
    end = _folded(proposal).count(" ", 0, denied)
    places = {act: found[act][0][0] for act in _ACTS if found.get(act)}
    before = {act: at for act, at in places.items() if at < end}
    act = min(before, key=lambda each: before[each], default=None)
    slots = replace(proposal.slots, negated=False)
    return None if act is None else replace(proposal, kinds=(act,), slots=slots)


def _is_rough(proposal: Proposal) -> bool:
    """Tell whether a sentence speaks of a place roughly too."""
    return _ROUGH.search(_folded(proposal)) is not None


def _folded(proposal: Proposal) -> str:
    """Return a sentence's words as they are compared."""
    return " ".join(token.word for token in tokens(proposal.text))
