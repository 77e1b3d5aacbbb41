"""How it was found out that somebody is too young: a word of a list, which can say of nobody."""

from collections.abc import Mapping
from typing import Final

from amana.domain.vocabulary.named import Named


class FoundYoung(Named):
    """How it was found out; words: a noun phrase."""

    THEIR_WORD = "their_word", "قول صاحب البيانات", "the person's own word"
    GUARDIAN = "guardian", "بلاغ من وليه", "word of a guardian"
    REPORT = "report", "بلاغ من غيرهما", "a report by somebody else"
    CONTENT = "content", "ما كُتب أو نُشر في الخدمة", "what was written or published in the service"
    CHECK = "check", "تحقق من الهوية أو السن", "a check of identity or age"


FOUND_YOUNG: Final[Mapping[str, FoundYoung]] = {each.value: each for each in FoundYoung}
