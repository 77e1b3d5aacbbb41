"""Arabic singulars of time that stand for one: ``لمدة سنة``, ``سنة وستة أشهر``."""

import re
from collections.abc import Sequence
from typing import Final

from amana.reading.folding import Token, forms
from amana.reading.slots.ends import FROM_TO, OR, TO
from amana.reading.slots.numerals import numeral
from amana.reading.slots.units import PARTS, Counted, unit_of

_BARE: Final = frozenset({"لمده", "خلال", "بعد", "كل", "مده", "واحد", "واحده", "قبل", "غضون"})
_FOR_ONE: Final = frozenset({"لسنه", "لشهر", "لاسبوع", "لساعه", "لعام", "لحول"})
_BY_ONE: Final = frozenset({"بسنه", "بشهر", "باسبوع", "بيوم", "بساعه", "بعام"})
"""Singulars that are one behind *before*: ``قبل سريانه بشهر``."""
_AHEAD: Final = 6
_ONE_WHOLE: Final = frozenset({"واحد", "واحده", "كامل", "كامله", "كاملا"})
_LAST_OF_ITS_CLAUSE: Final = frozenset({"سنه", "شهرا", "شهر", "اسبوعا", "عاما", "عام"})
"""Singulars that are one where they close a clause of a sentence on keeping."""
_PLURALS: Final = frozenset(
    {"سنوات", "سنين", "اعوام", "ايام", "اسابيع", "اشهر", "شهور", "ساعات", "دقايق"}
)
_SINGULAR: Final = frozenset({"سنه", "شهر", "اسبوع", "عام", "يوم", "ساعه"})
_LIMITED_BEFORE: Final = frozenset(
    {
        *((verb, word) for verb in ("تقل", "يقل", "تزيد", "يزيد") for word in ("عن", "علي")),
        *(("اقل", "من"), ("اكثر", "من"), ("تتجاوز",), ("يتجاوز",), ("تتعدي",), ("يتعدي",)),
    }
)
_LIMITED_BEHIND: Final = frozenset(
    {("علي", "الاقل"), ("علي", "الاكثر"), ("كحد", "ادني"), ("كحد", "اقصي"), ("بحد", "اقصي")}
    | {("بحد", "ادني"), ("او", "اكثر"), ("فاكثر",)}
)
"""Words of a limit beside a singular that is one."""
_KEEPING: Final = re.compile(r"[وف]?[نيت](?:حتفظ|حفظ|بقي|خزن|حذف|محو|مسح)|احتفاظ")
_LARGER: Final = {
    "years": ("months", "weeks", "days"), "months": ("weeks", "days"), "weeks": ("days", "hours"),
    "days": ("hours", "minutes"), "hours": ("minutes",),
}  # fmt: skip
"""The smaller units that are added to one."""
_NEXT: Final = re.compile(r"و[بل]?ال\w|ولل\w")
"""What is kept for another time follows: ``الطلبات سنة وبالمحادثات ستة أشهر``."""
_ENDS: Final = re.compile(r"\s*[.,،؛;:)!\n]")


def one(words: Sequence[Token], text: str, at: int) -> Counted | None:
    """Read a bare singular as one, where a word of time stands beside it or it closes a clause."""
    following = words[at + 1].word if at + 1 < len(words) else ""
    before, word = words[at - 1].word if at else "", words[at].word
    if not _PLURALS.isdisjoint(forms(word)):
        return None
    if following in _ONE_WHOLE:
        return Counted(1, at, at + 2)
    if before in _BARE and following not in ("من", "لاخر"):
        return Counted(1, at, at + 1)
    if _is_end(words, at) or (word in _SINGULAR and _begins_range(words, at)):
        return Counted(1, at, at + 1)
    parted = following[:1] == "و" and following[1:] in PARTS
    if parted or _adds(words, at) or _is_added(words, at):
        return Counted(1, at, at + 1)
    return Counted(1, at, at + 1) if _closes(words, text, at) else None


def _closes(words: Sequence[Token], text: str, at: int) -> bool:
    """Tell whether a singular is one by how it is written, or closes a clause on keeping."""
    word = words[at].word
    following = words[at + 1].word if at + 1 < len(words) else ""
    ahead = word in _BY_ONE and any(each.word == "قبل" for each in words[max(0, at - _AHEAD) : at])
    if (word in _FOR_ONE and not following.isdecimal()) or ahead:
        return True
    closes = not following or _ENDS.match(text, words[at].end) or _NEXT.match(following)
    return word in _LAST_OF_ITS_CLAUSE and bool(closes) and _keeps(words[:at])


def _is_end(words: Sequence[Token], at: int) -> bool:
    """Tell whether a limit stands beside an Arabic singular: ``لا تقل عن سنة``."""
    if words[at].word not in _SINGULAR | _LAST_OF_ITS_CLAUSE:
        return False
    before = tuple(token.word for token in words[max(0, at - 2) : at])
    behind = tuple(token.word for token in words[at + 1 : at + 3])
    if behind[:1] in _LIMITED_BEHIND or behind in _LIMITED_BEHIND:
        return True
    return before in _LIMITED_BEFORE or before[-1:] in _LIMITED_BEFORE


def _adds(words: Sequence[Token], at: int) -> bool:
    """Tell whether a smaller unit is added to an Arabic singular: ``سنة وستة أشهر``."""
    if words[at].word not in _SINGULAR | _LAST_OF_ITS_CLAUSE or at + 1 == len(words):
        return False
    if words[at + 1].word[:1] != "و":
        return False
    unit, dual = unit_of(words[at + 1].word)
    counted = numeral(words[at + 1].word)[0] is not None
    added = dual or unit or (counted and at + 2 < len(words) and unit_of(words[at + 2].word)[0])
    own, _ = unit_of(words[at].word)
    return own in _LARGER and added in _LARGER[own]


def _is_added(words: Sequence[Token], at: int) -> bool:
    """Tell whether an Arabic singular is added to a larger unit: ``سنة وشهر``."""
    word = words[at].word
    if not at or word[:1] != "و" or word[1:] not in _SINGULAR | _LAST_OF_ITS_CLAUSE:
        return False
    larger = next((unit for unit in unit_of(words[at - 1].word) if unit is not None), None)
    return larger in _LARGER and unit_of(word)[0] in _LARGER[larger]


def _begins_range(words: Sequence[Token], at: int) -> bool:
    """Tell whether an Arabic singular is the lower end of a range: ``سنة أو سنتين``."""
    behind = [token.word for token in words[at + 1 : at + 3]]
    if not behind:
        return False
    if at and words[at - 1].word in FROM_TO and behind[0].startswith("و"):
        return unit_of(behind[0])[1] is not None or numeral(behind[0])[0] is not None
    if len(behind) < 2 or behind[0] not in TO | OR:  # noqa: PLR2004 - a word and an end
        return False
    return unit_of(behind[1])[1] is not None or numeral(behind[1])[0] is not None


def _keeps(words: Sequence[Token]) -> bool:
    """Tell whether Arabic words speak of keeping or deleting."""
    return any(_KEEPING.match(token.word) for token in words)
