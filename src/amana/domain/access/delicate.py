"""Which data categories are delicate: staff see them only once a second person agreed (rule 10).

By a category's own id, by its term in the W3C Data Privacy Vocabulary, and by the words of that
term: the special categories of GDPR articles 9 and 10 (Qatar's law 13 of 2016, article 16, calls
them *of a special nature*), what opens a bank account or stands for somebody's identity, secrets
to sign in with, and what was given in confidence.
"""

import re
from collections.abc import Mapping
from typing import Final

_IDS: Final = frozenset({"bank_account", "identity_document", "confidential", "health"})
_TERMS: Final = frozenset(
    {
        "dpv:SensitivePersonalData",
        "dpv:SpecialCategoryPersonalData",
        "dpv:ConfidentialData",
        "pd:OfficialID",
        "pd:Passport",
        "pd:FinancialAccountNumber",
        "pd:TradeUnionMembership",
    }
)
_WORDS: Final = frozenset(
    (
        "bank iban password pin secret identification "
        "ethnic ethnicity race racial tribe religion religious belief philosophical political "
        "health medical mental disability prescription drug blood disease "
        "genetic dna biometric fingerprint facial retina iris voiceprint "
        "sexual fetish proclivitie criminal offense offence conviction"
    ).split()
)
"""What a term is about if one of its words is among these: ``pd:IndividualHealthHistory``."""
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]*|[a-z]+")


def delicate(terms: Mapping[str, str | None]) -> frozenset[str]:
    """Return the categories that are delicate, out of their ids with their DPV terms, if any."""
    return frozenset(name for name, term in terms.items() if _is_delicate(name, term))


def _is_delicate(name: str, term: str | None) -> bool:
    if name in _IDS or term in _TERMS:
        return True
    words = _WORD.findall(f"{name.title()} {(term or '').partition(':')[2]}")
    return not _WORDS.isdisjoint(word.lower() for word in words)
