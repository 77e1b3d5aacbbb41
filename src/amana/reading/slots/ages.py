"""Lengths of time that are no period of ours: somebody's age, and how long a service is at work."""

import re
from collections.abc import Sequence
from typing import Final

from amana.reading.folding import Token

_BEFORE: Final = 12
_BEHIND: Final = 6
_THAN: Final = (
    r"(?:(?:at|least|over|above|below|under|older|younger|more|less|than|exactly|full|the|a|minimum"
    r"|of|not|must|should|be|is|are|have|has|been|yet|already)\s)*"
)
_PERSON: Final = (
    r"(?:you|who|they|he|she|anyone|anybody|everyone|those|someone|persons?|people|individuals?"
    r"|users?|customers?|clients?|members?|visitors?|adults?|buyers?|guests?|readers?|players?)"
)
_AGE: Final = re.compile(
    rf"\b{_PERSON}\s{_THAN}$"
    r"|\b(?:turn(?:s|ed)?|attain(?:s|ed)?|reach(?:es|ed)?)\s(?:the\sage\sof\s)?$"
    r"|\b(?:[وف]?(?:ا|ي|ت|ن)تم(?:وا|ون|ت|مت?م?)?|[وف]?(?:ا|ي|ت)?كمل(?:وا|ون|ت|تم)?)\s"
    r"(?:(?:سن|من العمر)\s)?$"
    r"|\b[وف]?(?:اتم|اكمل)ت?\sال\w+\s$"
    r"|\b(?:من|لمن|ممن|الذين|الذي|التي)\s[يت]?تجاوز(?:وا|ت|ون)?\s(?:سن\s)?$"
    r"|\b(?:فوق|تحت|(?:اكبر|اصغر) من)\s$"
    r"|\b\w{0,2}(?:عمر|اعمار)(?:ك|كم|ه|ها|هم)?\s(?:\w+\s){0,3}$"
)
"""What stands before an age."""
_REACHED: Final = re.compile(r"\b[وف]?[يت]?بلغ(?:وا|ون|ت|تم)?\s(?:(?:سن|من العمر)\s)?$")
_OF_KEEPING: Final = re.compile(r"\b\w{0,2}(?:مده|مدت|فتر[هت]|حفظ|احتفاظ)\w{0,2}\b")
"""What *reaches* a length that is no age: ``تبلغ مدة الحفظ خمس سنوات``."""
_ALMOST: Final = (
    r"(?:(?:over|more|than|almost|nearly|about|around|the|last|past|well|at|least)\s){0,4}"
)
_FIRM: Final = r"(?:company|firm|shop|store|business|team|group|bank|clinic|hospital|school)"
_AT_WORK: Final = re.compile(
    rf"\b(?:(?:we|{_FIRM})\s(?:have|has|ve)|weve)\s(?:been\s"
    r"(?:in\s\w+|(?!keeping|storing|retaining|holding)\w+ing|around|active|open)"
    rf"|served|operated|traded|worked|existed)\s(?:\w+\s){{0,6}}?(?:for|over|during|in)\s{_ALMOST}$"
    r"|\b(?:our|of|have|has|with)\s(?:\w+\s){0,2}(?:experience|expertise)\s(?:\w+\s){0,2}$"
    r"|\b(?:founded|established|set up|launched|opened|began)\s(?:\w+\s){0,3}$"
    r"|\b\w{0,2}(?:خبر[هت]\w{0,3}|مسيرتنا|تاريخنا)\s(?:\w+\s){0,4}$"
    r"|\b[وف]?(?:نعمل|نخدم\w{0,3}|نزاول|نمارس)\s(?:(?!علي\b)\w+\s){0,5}?"
    r"منذ\s(?:(?:نحو|اكثر|من|قرابه|حوالي)\s){0,2}$"
    r"|\b\w?(?:تاسس\w{0,2}|تاسيسنا|انطلقنا|افتتحنا)\s(?:\w+\s){0,3}?(?:منذ|قبل)\s"
    r"(?:(?:نحو|اكثر|من|قرابه|حوالي)\s){0,2}$"
)
"""How long a service, and not its data, has been there."""
_EXPERIENCE: Final = re.compile(
    r"(?:of|in)?\s?(?:\w+\s){0,2}?(?:experience|expertise)\b"
    r"|in (?:business|(?:the|this|our) (?:trade|industry|market|field|sector))\b"
    r"(?! (?:logs?|records?|archives?|systems?))"
    r"|(?:من )?(?:ال)?خبره\b|في (?:هذا |ال)(?:السوق|المجال|القطاع|سوق|مجال|قطاع)\b"
)
_SINCE_THEN: Final = re.compile(
    rf"(?:(?:now|already)\s)?(?:(?:we (?:have|ve)|our {_FIRM} has)(?! to\b)|weve\b)"
)
_OPENING: Final = re.compile(rf"^(?:for|over|during|in)\s{_ALMOST}$")


def is_of_people(words: Sequence[Token], span: tuple[int, int]) -> bool:
    """Tell whether a number of years is the age that somebody has reached or must have."""
    before = _folded(words[max(0, span[0] - _BEFORE) : span[0]])
    if _AGE.search(f"{before} "):
        return True
    return bool(_REACHED.search(f"{before} ")) and not _OF_KEEPING.search(before)


def is_of_service(words: Sequence[Token], span: tuple[int, int]) -> bool:
    """Tell whether a length is how long a service has been at work: *20 years in business*."""
    before = _folded(words[max(0, span[0] - _BEFORE) : span[0]]) + " "
    behind = _folded(words[span[1] : span[1] + _BEHIND])
    if _AT_WORK.search(before) or _EXPERIENCE.match(behind):
        return True
    return bool(_OPENING.match(before) and _SINCE_THEN.match(behind))


def _folded(words: Sequence[Token]) -> str:
    """Return words as one string."""
    return " ".join(token.word for token in words)
