"""Data of a sort that no term of the vocabulary names, and that laws guard the most.

*Health data* and *fingerprints* are both ``other`` data by the vocabulary, and not the same: in a
draft each has a category of its own, with a name that a reader knows.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from amana.domain.policy.proposal import Proposal
from amana.domain.words import Words
from amana.reading.drafting.precision import PRECISE
from amana.reading.folding import tokens

_OTHER: Final = "other"
NAMES: Final[Mapping[str, Words]] = {
    "health": Words(ar="البيانات الصحية", en="health data"),
    "biometric": Words(ar="البصمات والقياسات الحيوية", en="fingerprints and biometric data"),
    "genetic": Words(ar="البيانات الجينية", en="genetic data"),
    "criminal_record": Words(ar="السوابق الجنائية", en="criminal records"),
    PRECISE: Words(ar="الموقع الدقيق", en="precise location"),
}
"""Categories of their own, with their names."""
_WORDS: Final = tuple(
    (term, re.compile("|".join(patterns)))
    for term, *patterns in (
        (
            "health",
            (r"\b(?:health|medical|allerg\w*|diagnos\w*|prescriptions?|medications?|medicines?"
            r"|illness\w*|diseases?|vaccin\w*|blood (?:type|group)|clinical)\b"),
            (r"\b\w{0,3}(?:صحيه|الصحي|طبي|طبيه|طبيك|تشخيص\w*|تحاليل|ادويه|وصفات\w*|امراض|مرضي\w*"
            r"|حساسيه|تتحسس\w*|فصيله الدم|تطعيم\w*|نبضك)\b"),
        ),
        (
            "biometric",
            r"\b(?:biometric\w*|fingerprints?|face ?(?:print|scan)s?|voice ?prints?)\b",
            r"\b\w{0,3}(?:بصم(?:ه|ات|تك)|بيانات حيويه|القياسات الحيويه|مسح الوجه)\b",
        ),
        ("genetic", r"\b(?:genetic\w*|dna)\b", r"\b\w{0,3}(?:جينيه?|وراثيه?)\b"),
        (
            "criminal_record",
            r"\bcriminal (?:record|conviction|offen[cs]e)s?\b",
            r"\b\w{0,3}(?:سوابق\w{0,2}|صحيفه جناييه)\b",
        ),
    )
)  # fmt: skip


def told_from(term: str) -> str:
    """Return the vocabulary's term whose words name a category: of one of its own, the wider."""
    if term == PRECISE:
        return "location"
    return _OTHER if term in NAMES else term


def told_apart(proposal: Proposal) -> Proposal:
    """Return the passage with what it names of such data in place of ``other``."""
    if _OTHER not in proposal.slots.data:
        return proposal
    folded = " ".join(token.word for token in tokens(proposal.text))
    named = [term for term, words in _WORDS if words.search(folded)]
    if not named:
        return proposal
    rest = [term for term in proposal.slots.data if term != _OTHER]
    data = tuple(dict.fromkeys((*rest, *named)))
    return replace(proposal, slots=replace(proposal.slots, data=data))
