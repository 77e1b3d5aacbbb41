"""The rights that a sentence names: by set phrases, and by the verbs that it lets a person do.

A list of rights is written with one *you may* and many verbs (*see, correct and delete it*,
``أن تطّلع عليها وأن تصححها وأن تحذفها``), most of them with a pronoun: each is a right of its own.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from amana.reading.folding import tokens
from amana.reading.lexicon import Span

COMPLAINT: Final = "complaint"
_BY_CONCEPT: Final = (("access_own", "copy"), ("correct_own", "rectification"),
                      ("erase_own", "erasure"), ("object_own", "objection"),
                      ("port_own", "portability"), ("complain", COMPLAINT))  # fmt: skip
_THEM: Final = r"(?:it|them|this|that|these|those|any|all|(?:your|the|their|personal|such) \w+)"
_LET: Final = (
    r"(?:to|may|can|could|and|or|us|us to|we|then|also"
    r"|have (?:it|them|your \w+(?: \w+)?)|get (?:it|them))"
)
_AND_AR: Final = r"[وف]?(?:او\s)?(?:ب|ل)?(?:ان\s)?"
_BY_VERB: Final = tuple(
    (right, re.compile("|".join(patterns)))
    for right, *patterns in (
        (
            "copy",
            (rf"\b{_LET} (?:see|view|access|inspect|read|download|obtain|export)"
            rf" (?:a copy|{_THEM})\b"),
            r"\b(?:right|rights) (?:of|to) (?:\w+ ){0,2}?access\b",
            rf"\b{_AND_AR}(?:ت|ن)(?:طلع|ستعرض|صل)\w* (?:عل|ال)ي(?:ها|ه|هم)?\b",
            rf"\b{_AND_AR}(?:ت|ن)(?:نزل|حمل|ستخرج|راجع)(?:ها|ه|هم)\b",
            r"\b[وف]?(?:الاطلاع علي|الوصول الي)(?:ها|ه|هم)\b",
        ),
        (
            "rectification",
            rf"\b{_LET} (?:correct|rectify|amend|update|edit|fix|change) {_THEM}\b",
            r"\b(?:have|get) (?:it|them|your \w+) (?:corrected|rectified|amended|updated|fixed)\b",
            r"\b(?:right|rights) (?:of|to) (?:\w+ ){0,3}?(?:rectification|correction)\b",
            (r"\b(?:corrections?|rectif(?:y|ication)|correct),? (?:and|or|(?:\w+ )?(?:and|or)) "
            r"(?:eras|delet)\w+"),
            rf"\b{_AND_AR}(?:ت|ن)(?:صحح|صوب|عدل|حدث)(?:ها|ه|هم)\b",
            r"\bان (?:ت|ن)(?:صحح|صوب|عدل|حدث)\b",
        ),
        (
            "erasure",
            rf"\b{_LET} (?:delete|erase|remove|destroy) {_THEM}\b",
            r"\b(?:and|or|to) (?:delete|erase)\b",
            (r"\b(?:have|get) (?:it|them|your \w+(?: \w+)?) (?:\w+ (?:and|or) )?"
            r"(?:deleted|erased|removed|destroyed)\b"),
            r"\b(?:right|rights) (?:of|to) (?:\w+ ){0,4}?(?:erasure|deletion)\b",
            rf"\b{_AND_AR}(?:ت|ن)(?:حذف|محو|مسح|زيل|شطب|تلف)(?:ها|ه|هم)\b",
            r"\bان (?:ت|ن)(?:حذف|محو|مسح|زيل|شطب|تلف)\b",
            r"\b[وف]?(?:او )?[بل]?(?:حذف|محو|مسح|ازال[هت]|شطب|اتلاف)(?:ها|ه|هم)\b",
        ),
        (
            "objection",
            rf"\b{_LET} object\b",
            r"\bان (?:ت|ن)عترض\b",
            r"\b[وف]?(?:ب|ل)?الاعتراض علي",
        ),
        (
            "portability",
            rf"\b{_LET} (?:move|port|take|transfer) {_THEM}(?: \w+){{0,3}}? to (?:an)?other\b",
            r"\b(?:ت|ن)نقل(?:ها|ه|هم)? (?:\w+ )?الي\b",
        ),
        (
            "withdrawal",
            r"\b(?:withdraw|revoke|take back)\w* (?:\w+ ){0,2}?consent",
            r"\b\w*(?:سحب|رجوع عن|ترجع عن|عدول عن|تراجع عن)\s?\w* ?موافق\w*",
        ),
    )
)  # fmt: skip
_REFUSED: Final = re.compile(
    r"\b(?:not|never|cannot|cant|wont|dont|[وف]?(?:لا|لن|لم)|عدم)(?:\s\w+)?\s?$"
)
_EXCEPT: Final = re.compile(
    r"(?<!\w)(?:except\b|unless\b|save (?:for|where|that)\b|other than\b|apart from\b"
    r"|with the exception"
    r"|however\b|but not\b|"
    r"[وف]?(?:عدا|ما عدا|ماعدا|فيما عدا|باستثناء|إلا|الا|ما لم|سوى|بخلاف)(?!\w))",
    re.IGNORECASE,
)
_BY_LAW: Final = re.compile(
    r"\b(?:law|laws|legal|statut\w*|regulat\w*)\b|(?<!\w)\w{0,3}(?:قانون|نظامي|انظم|تشريع|النظام)\w*"
)


def rights(text: str, found: Mapping[str, Sequence[Span]]) -> tuple[str, ...]:
    """Return the rights that a sentence names, each once; what it denies is none."""
    folded = " ".join(token.word for token in tokens(text))
    named = dict.fromkeys(right for name, right in _BY_CONCEPT if name in found)
    for right, words in _BY_VERB:
        for match in words.finditer(folded):
            if not _REFUSED.search(folded[: match.start()]):
                named[right] = None
                break
    return tuple(named)


def exception(text: str) -> str | None:
    """Return the words from an exception to the end, where a sentence makes one."""
    found = _EXCEPT.search(text)
    return None if found is None else text[found.start() :]


def is_by_law(text: str) -> bool:
    """Tell whether words speak of what a law asks."""
    return _BY_LAW.search(" ".join(token.word for token in tokens(text))) is not None
