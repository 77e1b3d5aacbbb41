"""Who receives data in a sentence that hands it to somebody whom no list knows.

*We disclose your data to the Registrar*: the act, the data and *to* show that somebody receives it.
A word of public office says that it is an authority; of anybody else no more is known.
"""

import re
from collections.abc import Sequence
from typing import Final

from amana.reading.folding import Token
from amana.reading.lexicon import Span

_AUTHORITIES: Final = "authorities"
_OTHER: Final = "other"
_ARABIC: Final = re.compile(r"[\u0620-\u064a]")
_DATA: Final = (
    r"(?:data|information|details|records?|files?|documents?|names?|address(?:es)?|numbers?|e-?mails?"
    r"|reports?|identity|history|orders?|photos?|birth|cards?)"
)
_GIVE: Final = (
    r"(?:disclose[sd]?|share[sd]?|provide[sd]?|give[sn]?|pass(?:es|ed)?|hand(?:s|ed)?|sen[dt]|transfer(?:red)?"
    r"|report(?:ed)?|forward(?:ed)?|submit(?:ted)?|release[sd]?|suppl(?:y|ied)|transmit(?:ted)?)"
)
_TO: Final = r"(?:over\s|on\s)?(?:to|with)\s(?:the|an?)\s"
_GIVEN: Final = re.compile(
    rf"\b(?:we|company|shop|they|app)\s(?:\w+\s){{0,3}}?{_GIVE}\s(?:\S+\s){{0,6}}?{_DATA}\s(?:\S+\s){{0,2}}?{_TO}"
    rf"|\b{_DATA}\s(?:\S+\s){{0,3}}?(?:be|is|are|being|been)\s(?:\w+\s)?{_GIVE}\s{_TO}",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[A-Z][\w&’'-]*(?:\s(?:of\s(?:the\s)?|for\s|and\s)?[A-Z][\w&’'-]*){0,5}")
_NOBODY: Final = re.compile(
    r"\b(?:Services?|App|Application|Websites?|Sites?|Platform|Accounts?|Company|Controller|Policy|Terms"
    r"|Internet|Union|States|Kingdom|Area|EEA|EU|US|UK|USA|UAE|Emirates|Netherlands|Philippines|Republic"
    r"|Cloud|Gulf|Users?|Customers?|Clients?|Subjects?|Notice|Agreement|Products?|Software|Portal|Server"
    r"|System|World|West|East|Americas?|Bahamas|Maldives|GDPR|Act|Law|Regulation|Privacy|Dashboard"
    r"|Settings?|Address|Orders?|Purposes?|Data)\b"
)
"""Words of a name that is ours, the reader's, a place's or a text's."""
_BODY: Final = re.compile(
    r"(?:\w+\s)?(?:department of|registrar|registry|directorate|secretariat|council|bureau"
    r"|office of|committee|association|foundation|guild|trade union|federation|embassy|consulate"
    r"|caretaker|concierge|doorman|chamber of|ombuds\w+|inspector)\b"
)
_OFFICE: Final = re.compile(
    r".*\b(?:department|registrar|registry|directorate|secretariat|council|ministry|inspector\w*"
    r"|governorate|embassy|consulate|prefecture|ombuds\w+)\b",
    re.IGNORECASE,
)
_GIVE_AR: Final = (
    r"[وف]?س?(?:[نيت](?:فصح|شارك|قدم|سلم|زود|رسل|حيل|عطي|نقل|مرر|كشف|رفع)|يتم\s\w+)\w{0,3}"
)
_DATA_AR: Final = (
    r"\w{0,3}(?:بيانات|معلومات|اسم|عنوان|رقم|ملف|وثايق|مستندات|سجلات|بريد|هويت|تفاصيل|صور)\w{0,3}"
)
_OFFICE_AR: Final = (
    r"(?:(?:ال|ل)?(?:داير[هت]\w?|مديري[هت]|مسجل|مجلس|سفار[هت]|قنصلي[هت]|هيي[هت]|مفتشي[هت]"
    r"|امان[هت]\s(?:ال)?(?:عامه|عاصمه)|سجل\s(?:ال)?(?:عقاري|تجاري|مدني))"
    r"|(?:ال|ل)(?:سجل|جوازات|مرور|امن|مباحث))"
)
_BODY_AR: Final = (
    r"(?:ال|ل)?(?:نقاب[هت]|جمعي[هت]|اتحاد(?!\sالاوروبي)|موسس[هت]|لجن[هت]|حارس|بواب|وكال[هت]|نادي"
    r"|غرف[هت]\s(?:ال)?تجار\w+)"
)
_WHO_AR: Final = rf"(?P<who>(?P<office>{_OFFICE_AR})|{_BODY_AR})\b"
_GIVEN_AR: Final = re.compile(
    rf"\b{_GIVE_AR}\s(?:\w+\s){{0,5}}?{_DATA_AR}\s(?:\w+\s){{0,4}}?(?:(?:الي|مع)\s|ل){_WHO_AR}"
)
_SUPPLIED_AR: Final = re.compile(rf"\b[وف]?س?[نيت]زود\s{_WHO_AR}\s(?:\w+\s){{0,2}}?ب\w+")


def receiver(text: str, words: Sequence[Token]) -> tuple[str, Span] | None:
    """Return the term of who receives data by a sentence's form, with its words; else nothing."""
    if _ARABIC.search(text):
        return _in_arabic(words)
    for given in _GIVEN.finditer(text):
        rest = text[given.end() :]
        name = _NAME.match(rest) if given[0].endswith("the ") else None
        named = name if name and not _NOBODY.search(name[0]) else _BODY.match(rest)
        if named is not None:
            term = _AUTHORITIES if _OFFICE.match(named[0]) else _OTHER
            return term, _span(words, given.end(), given.end() + named.end())
    return None


def _in_arabic(words: Sequence[Token]) -> tuple[str, Span] | None:
    """Return the same of an Arabic sentence: one that is named by a word for a body or office."""
    folded = " ".join(token.word for token in words)
    given = _GIVEN_AR.search(folded) or _SUPPLIED_AR.search(folded)
    if given is None:
        return None
    at = folded[: given.start("who")].count(" ")
    term = _OTHER if given["office"] is None else _AUTHORITIES
    return term, (at, at + 1 + given["who"].count(" "))


def _span(words: Sequence[Token], start: int, end: int) -> Span:
    """Return the words that stand between two places of a text."""
    within = [at for at, token in enumerate(words) if start <= token.start < end]
    return within[0], within[-1] + 1
