"""The occasion at which a sentence says that data is collected, and what it serves then.

Occasions are free ids of the policy language; these are the common ones. The purpose is given only
where the sentence itself names none, and is marked for a person to confirm.
"""

import re
from typing import Final

from amana.domain.policy.proposal import Proposal
from amana.reading.folding import tokens

_WHEN: Final = r"\b(?:when|whenever|if|as|once|upon|on|at|during|after|by)\s(?:\w+\s){0,4}?"
_WHEN_AR: Final = (
    r"\b(?:عندما|حين|حينما|عند|اذا|لدي|اثناء|خلال|متي|بعد|كلما|وقت|عبر)\s(?:\w+\s){0,2}?"
)
_OCCASIONS: Final = tuple(
    (name, purpose, re.compile("|".join(patterns)))
    for name, purpose, *patterns in (
        (
            "registration",
            "account",
            _WHEN + r"(?:regist|sign(?:ing)?\sup|enrol|join\b"
            r"|becom\w+\s(?:a|our)\s(?:\w+\s)?(?:member|customer|client|user|patient|subscriber)"
            r"|(?:creat|open)\w*\s(?:\w+\s){0,2}(?:account|profile))",
            _WHEN_AR + r"\w*(?:تسجيل|تسجل|سجلت|انضم|تنضم|تصبح عضو|(?:نشا|انشاء|فتح)\w*\s\w*حساب)",
        ),
        (
            "payment",
            "payment",
            _WHEN + r"(?:pay|check\s?out)",
            _WHEN_AR + r"\w*(?:تدفع|الدفع|السداد|تسدد|دفعت)",
        ),
        (
            "order",
            "provide_service",
            _WHEN + r"(?:order|buy|purchas)",
            _WHEN_AR + r"\w*(?:تطلب|الطلب|طلبت|تشتري|الشراء|شرائ|اشتري)",
        ),
        (
            "booking",
            "provide_service",
            _WHEN + r"(?:book|reserv)",
            _WHEN_AR + r"\w*(?:حجز|موعد)",
        ),
        (
            "newsletter",
            "marketing",
            _WHEN + r"subscrib",
            _WHEN_AR + r"\w*(?:تشترك|الاشتراك|اشتركت)",
        ),
        (
            "contest",
            "contests",
            _WHEN + r"(?:enter|tak\w+\spart|participat)\w*\s(?:\w+\s){0,3}"
            r"(?:contest|draw|competition|sweepstake)",
            _WHEN_AR + r"(?:\w+\s){0,2}?\w*(?:مسابق|سحب|قرعه)",
        ),
        (
            "contact",
            "support",
            _WHEN + r"(?:contact|writ\w+\sto|email|call|reach|get\sin\stouch|ask\sfor\shelp|chat)",
            _WHEN_AR + r"\w*(?:تتواصل|التواصل|تراسل|مراسل|تتصل|الاتصال|اتصلت|تكتب)",
        ),
        (
            "visit",
            "provide_service",
            _WHEN + r"(?:visit|brows)",
            _WHEN + r"us(?:e|ing)\s(?:\w+\s){0,2}(?:website|site|app|service|platform)",
            _WHEN_AR + r"\w*(?:تزور|زيار|زرت|تتصفح|تصفح|تستخدم|استخدام|تستعمل|استعمال)",
        ),
    )
)  # fmt: skip


def occasion(proposal: Proposal) -> tuple[str, str] | None:
    """Return the id of the first occasion that is named, and the purpose that it speaks for."""
    folded = " ".join(token.word for token in tokens(proposal.text))
    found = [
        (match.start(), name, purpose)
        for name, purpose, words in _OCCASIONS
        if (match := words.search(folded))
    ]
    return min(found)[1:] if found else None
