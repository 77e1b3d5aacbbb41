"""The moment from which a period of keeping runs, as a sentence names it.

Words of the last use come first: *we delete closed accounts a year after the last login* counts
from the login. Where a moment stands that is none of ours, or neither moment nor data, a person
has to say it.
"""

import re
from typing import Final

from amana.domain.policy.proposal import Proposal
from amana.reading.folding import tokens
from amana.reading.slots.period import period

_BEFORE: Final = (
    r"\b(?:after|from|of|when|once|if|upon|following|since|until)\s(?:(?!we\b)\w+\s){0,3}"
)
_BEFORE_AR: Final = (
    r"\b(?:من|بعد|عند|اذا|منذ|حين|فور|عقب|تاريخ|ان|علي|حتي)\s(?:تاريخ\s|يوم\s|ان\s)?"
)
_AT_END: Final = (
    r"\b(?:after|(?:from|of)\s(?:the\s)?(?:end|completion|date|day|delivery)\sof)\s"
    r"(?:(?:the|your|a|an|each|every|any|end|completion|date|delivery|of)\s){0,4}"
)
_MOMENTS: Final = tuple(
    (moment, re.compile("|".join(patterns)))
    for moment, *patterns in (
        (
            "last_use",
            r"\blast\s(?:\w+\s){0,2}?(?:visit|use|log|sign|activ|access|interact|session|seen)",
            r"\b(?:inactiv|dormant|unused)",
            r"\bاخر\s(?:مره|\w*(?:زيار|دخول|استخدام|استعمال|نشاط|تسجيل|تفاعل|تصفح|جلس))",
            r"\w*(?:زيار|دخول|استخدام|استعمال|نشاط|جلس)\w*\s(?:\w+\s)?(?:ال)?اخير",
            r"\bعدم\s(?:ال)?(?:نشاط|استخدام|دخول)|\bخمول",
        ),
        (
            "account_closed",
            _BEFORE + r"(?:clos|delet|terminat|cancel|deactivat)\w*\s(?:\w+\s){0,3}account",
            (
                r"\b(?:after|from|when|once|if|upon|following|since|until)\s(?:(?!we\b)\w+\s){0,3}"
                r"accounts?\s(?:\w+\s){0,2}?(?:clos|delet|terminat|cancel|deactivat|ends?\b)"
            ),
            r"\b(?:while|as long as|life of|lifetime of)\s(?:\w+\s){0,3}account",
            (
                r"\b(?:while|as long as)\syou\s(?:are|remain|stay)\s(?:\w+\s){0,2}"
                r"(?:member|customer|client|user|subscriber|guest|student|patient)"
            ),
            r"\b(?:end|termination|expiry) of (?:your|the) (?:membership|subscription)",
            (
                r"\b(?:ما دمت|ما دام|طالما كنت|طوال فتره|مده)\s"
                r"\w*(?:عضو|عميل|مشترك|زبون|مستخدم|اشتراك)"
            ),
            _BEFORE_AR
            + r"(?:اغلاق|غلق|الغاء|انهاء|حذف|اقفال|[تي](?:غلق|لغي|حذف|نهي)|اغلقت|حذفت|الغيت)"
            r"(?:ك|كم|ه|ها)?\s(?:ال)?حساب",
            r"\b(?:ما دام|مادام|طوال|طيله)\s(?:\w+\s){0,2}\w*حساب",
        ),
        (
            "consent_withdrawn",
            _BEFORE + r"(?:withdr|revok)\w*\s(?:\w+\s){0,2}consent",
            _BEFORE_AR + r"(?:سحب|تسحب|سحبت|تراجع)\w*\s\w*موافق",
        ),
        (
            "booking_over",
            _AT_END + r"(?:booking|stay|reservation)",
            r"\b(?:انتهاء|نهايه)\s\w*(?:حجز|اقامه|اقامت)",
        ),
        (
            "order_done",
            _AT_END + r"(?:order|purchase|delivery)",
            _BEFORE_AR + r"(?:اتمام|اكتمال|تنفيذ|تسليم|توصيل)\w*\s\w*طلب",
        ),
        (
            "collection",
            (
                r"\b(?:after|from|of|when|since)\s"
                r"(?:(?:the|date|day|time|of|its|their|it|they|we|is|are|was|were)\s){0,4}collect"
            ),
            _BEFORE_AR + r"جمع(?:ها|ه|نا)?\b",
        ),
    )
)
_BEGINS: Final = frozenset(
    {
        *("after", "once", "following", "upon", "since", "until"),
        *("بعد", "عند", "منذ", "عقب", "اثر", "حتي", "حين"),
    }
)
"""Words that a moment follows, unless a period follows them."""
_BEGINS_AFTER: Final = frozenset({"from", "of", "when", "past", "من"})
"""Words that a moment follows where they stand behind a period."""
_NEAR: Final = 3


def moment(proposal: Proposal, *, named: bool) -> tuple[str, bool]:
    """Return the moment from which the sentence's period runs, and whether it is known.

    ``named`` tells whether the sentence names its data: then, without any other moment, the
    period runs from their collection. What is not known is the collection too, the earliest.
    """
    found = named_moment(proposal)
    if found is not None:
        return found, True
    return "collection", named and not _names_another(proposal)


def named_moment(proposal: Proposal) -> str | None:
    """Return the moment that the sentence names; ``None`` where it names none of ours."""
    folded = " ".join(token.word for token in tokens(proposal.text))
    return next((name for name, words in _MOMENTS if words.search(folded)), None)


def _names_another(proposal: Proposal) -> bool:
    """Tell whether the period runs from or after something that is no moment of ours."""
    words = tokens(proposal.text)
    length = period(words, proposal.text)
    start, end = (0, 0) if length is None else length[1]
    behind = {token.word for token in words[end : end + _NEAR]}
    around = {token.word for token in (*words[: max(0, start - _NEAR)], *words[end:])}
    return bool(behind & _BEGINS_AFTER or around & _BEGINS)
