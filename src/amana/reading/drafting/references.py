"""What *this data* and *these purposes* stand for: what the sentence or list before named.

Nothing is written into a sentence's own slots: what is resolved is kept beside them, with the
place that it was taken from, so that a person can see that the sentence itself does not say it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from amana.domain.policy.proposal import HEADING_KIND, Proposal, Role
from amana.reading.folding import tokens
from amana.reading.lexicon import lexicon
from amana.reading.slots.pointing import POINTING, POINTING_AR, TO_PURPOSES

_FARTHEST: Final = 15
"""Passages back that a reference is looked for: beyond, nobody reads it so."""
_DATA: Final = re.compile(
    rf"\b{POINTING} (?:kinds? of |types? of |categories of |personal |collected )?"
    r"(?:data|information|details)\b"
    rf"|(?<!\w){POINTING_AR} (?:البيانات|المعلومات|التفاصيل)(?!\w)"
    r"|(?<!\w)\w?(?:البيانات|المعلومات) (?:المذكوره|السابقه|المشار اليها|اعلاه)(?!\w)"
)
_HANDLED: Final = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|process(?:es|ed|ing)?|keep(?:s|ing)?|hold|stor(?:e|es|ing)|retain(?:s|ing)?"
    r"|shar(?:e|es|ing)|sell(?:s|ing)?|rent|trade|delet(?:e|es|ing)|eras(?:e|es|ing)|disclos(?:e|es|ing)"
    r"|giv(?:e|es|ing)|pass(?:es|ing)?|encrypt(?:s|ing)?|protect(?:s|ing)?|remov(?:e|es|ing)"
    r"|analys(?:e|es|ing)|transfer(?:s|ring)?) (?:them|it)\b"
    r"|\b[وف]?(?:س)?[نيا](?:ستخدم|ستعمل|شارك|بيع|حذف|خزن|حفظ|عالج|كشف|رسل|سلم|مسح|شفر|حمي|نقل|ؤجر|محو)"
    r"(?:ها|ه|هما)\b"
    r"|\b[وفل]?(?:ن|ي|ا)?(?:حتفظ|لاحتفاظ|احتفاظ|نحتفظ|نفصح|فصح) (?:ب|عن)(?:ها|ه)\b"
    r"|\b[وفلب]?(?:استخدام|مشاركت|معالجت|تخزين|حذف|حفظ|بيع)(?:ها|ه)\b"
)
"""A pronoun that stands for data, behind what is done with it."""
_RELATIVE: Final = re.compile(
    r"\b(?:[وفبلك]?(?:التي|الذي|الذين|اللاتي|ما|مما)|which|that|what) (?:\w+ ){0,4}$"
)
_HANDLING: Final = frozenset({"use", "share", "retain", "protect", "never", "only"})
_NEAREST: Final = 3
"""Passages back that a pronoun is looked for."""
_WHAT_FOR: Final = frozenset({"use", "share", "retain", "protect", "monitor"})
"""Kinds that say what is done with what they point at: what is named behind it is the end."""
_ADDED: Final = frozenset(
    {
        "including",
        "include",
        "includes",
        "such",
        "like",
        "namely",
        "and",
        "with",
        "together",
        "plus",
    }
    | {"مثل", "منها", "بما", "وهي", "ومنها", "تشمل", "وتشمل", "كذلك", "مع", "اي"}
)
_NEAR: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a passage refers to, and the places of the passages that name it."""

    data: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    places: tuple[int, ...] = ()


def references(proposals: Sequence[Proposal]) -> Mapping[int, Reference]:
    """Return what passages refer to, by their places; one that names it itself refers to nothing.

    The lead-in of a list refers for its items. Takes time linear in the number of passages.
    """
    found: dict[int, Reference] = {}
    for place, proposal in enumerate(proposals):
        if proposal.kinds[0] == HEADING_KIND:
            continue
        data, data_places = _referred(proposals, place, "data", _DATA, found)
        purposes, purpose_places = _referred(proposals, place, "purposes", TO_PURPOSES, found)
        if data or purposes:
            places = tuple(sorted({*data_places, *purpose_places}))
            found[place] = Reference(data=data, purposes=purposes, places=places)
    return found


def resolved(proposal: Proposal, reference: Reference | None) -> Proposal:
    """Return the passage as if it had named what it refers to."""
    if reference is None:
        return proposal
    slots = proposal.slots
    return replace(
        proposal,
        slots=replace(
            slots,
            data=reference.data or slots.data,
            purposes=slots.purposes or reference.purposes,
        ),
    )


def served(
    proposals: Sequence[Proposal], known: Mapping[int, Reference]
) -> Mapping[int, tuple[str, ...]]:
    """Return what data is used for, by the place of the passage that names the data.

    Said by a use of *this data*, after it: *we use this data to deliver your orders*.
    """
    found: dict[int, dict[str, None]] = {}
    for place, reference in known.items():
        proposal = proposals[place]
        if proposal.kinds[0] == "use" and reference.data:
            for named in reference.places:
                found.setdefault(named, {}).update(dict.fromkeys(proposal.slots.purposes))
    return {place: tuple(terms) for place, terms in found.items() if terms}


def _referred(
    proposals: Sequence[Proposal],
    place: int,
    slot: str,
    pointing: re.Pattern[str],
    known: Mapping[int, Reference],
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the terms of one slot that a passage points at, and the places that name them."""
    proposal = proposals[place]
    farthest = _FARTHEST if _points(proposal, pointing) else _NEAREST
    if farthest == _NEAREST and not (slot == "data" and _pronoun(proposal)):
        return (), ()
    if getattr(proposal.slots, slot) and not (slot == "data" and _names_only_ends(proposal)):
        return (), ()
    for before in range(place - 1, max(-1, place - 1 - farthest), -1):
        other = proposals[before]
        if other.language != proposal.language or _introduces(other, proposal):
            continue
        if terms := _named(other, before, slot, known):
            if other.lead_in is None and other.role is not Role.ITEM:
                return terms, (before,)
            return _of_list(proposals, before, slot, known)
    return (), ()


def _points(proposal: Proposal, pointing: re.Pattern[str]) -> bool:
    """Tell whether a passage, or the lead-in that it hangs on, points at what stands before."""
    said = (proposal.text, proposal.lead_in or "")
    return any(pointing.search(" ".join(token.word for token in tokens(words))) for words in said)


def _pronoun(proposal: Proposal) -> re.Match[str] | None:
    """Return where a sentence handles *them*: data that it names by a pronoun alone.

    The pronoun of a relative clause (*the data that …*, ``التي نجمعها``) stands for its own noun.
    """
    if proposal.kinds[0] not in _HANDLING:
        return None
    folded = " ".join(token.word for token in tokens(proposal.text))
    found = _HANDLED.search(folded)
    if found is None or _RELATIVE.search(folded[: found.start()]):
        return None
    return found


def _names_only_ends(proposal: Proposal) -> bool:
    """Tell whether data is named behind *this data* alone: *to deliver your orders*."""
    if proposal.kinds[0] not in _WHAT_FOR:
        return False
    words = tokens(proposal.text)
    found = _DATA.search(" ".join(token.word for token in words)) or _pronoun(proposal)
    if found is None:
        return False
    end = found.string[: found.end()].count(" ") + 1
    behind = {token.word for token in words[end : end + _NEAR]}
    named = [
        span
        for name, spans in lexicon().concepts(words).items()
        if name.startswith("data:")
        for span in spans
    ]
    return not behind & _ADDED and all(start >= end for start, _ in named)


def _introduces(other: Proposal, proposal: Proposal) -> bool:
    """Tell whether another passage is of the same list, or leads in to it."""
    return proposal.lead_in is not None and proposal.lead_in in (other.lead_in, other.text)


def _named(
    proposal: Proposal, place: int, slot: str, known: Mapping[int, Reference]
) -> tuple[str, ...]:
    """Return what a passage names, by itself or by its own reference."""
    own: tuple[str, ...] = getattr(proposal.slots, slot)
    if place not in known:
        return own
    referred: tuple[str, ...] = getattr(known[place], slot)
    return referred or own if slot == "data" else own or referred


def _are_listed(one: Proposal, other: Proposal) -> bool:
    """Tell whether two passages are of one list: by its lead-in, or by the heading right above."""
    if other.lead_in is not None:
        return one.lead_in == other.lead_in
    return one.role is Role.ITEM and one.lead_in is None and one.heading == other.heading


def _of_list(
    proposals: Sequence[Proposal], last: int, slot: str, known: Mapping[int, Reference]
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return what all items of the list that ends here name, in their order."""
    first = last
    while first and _are_listed(proposals[first - 1], proposals[last]):
        first -= 1
    named = {at: _named(proposals[at], at, slot, known) for at in range(first, last + 1)}
    terms = dict.fromkeys(term for each in named.values() for term in each)
    return tuple(terms), tuple(at for at, each in named.items() if each)
