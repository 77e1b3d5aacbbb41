"""Words in the two languages of Amana. Arabic is the default, not the translation."""

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["ar", "en"]

ARABIC: Final[Language] = "ar"
ENGLISH: Final[Language] = "en"
LANGUAGES: Final[tuple[Language, ...]] = (ARABIC, ENGLISH)

_BLANK: Final = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by their class, and blanks to the eye: the fillers of Hangul."""
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The same thing said in Arabic and in English; at least one of them says something."""

    ar: str = ""
    en: str = ""

    def __post_init__(self) -> None:
        """Refuse words that say nothing in either language."""
        if not (self.ar or self.en):
            msg = "words must say something in at least one language"
            raise ValueError(msg)

    def say(self, language: Language) -> str:
        """Return the words in this language, else in the other one: never nothing."""
        wanted, other = (self.ar, self.en) if language == ARABIC else (self.en, self.ar)
        return wanted or other


def says_something(text: str | None) -> bool:
    """Tell whether a text holds a letter or a digit.

    White space, marks and characters that nobody sees say nothing, however many there are.
    """
    return text is not None and any(sign.isalnum() and sign not in _BLANK for sign in text)


def is_one_line(text: str) -> bool:
    """Tell whether a text holds no control character and no end of a line.

    Any other would end the header of a letter (RFC 5322, 2.2), and the letter could not be sent.
    """
    return _CONTROL.search(text) is None
