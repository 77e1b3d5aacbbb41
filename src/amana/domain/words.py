"""Words in the two languages of Amana. Arabic is the default, not the translation."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["ar", "en"]

ARABIC: Final[Language] = "ar"
ENGLISH: Final[Language] = "en"
LANGUAGES: Final[tuple[Language, ...]] = (ARABIC, ENGLISH)


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
