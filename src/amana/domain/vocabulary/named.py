"""Closed lists whose members carry their names, so that no list can lack one."""

from enum import StrEnum
from typing import Self

from amana.domain.words import Language, Words


class Named(StrEnum):
    """A choice of a closed list: ``MEMBER = "id", "Arabic name", "English name"``.

    The value is the id alone, as it stands in a policy file.
    """

    words: Words

    def __new__(cls, value: str, ar: str, en: str) -> Self:
        """Keep the id as the value, and the two names beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = Words(ar=ar, en=en)
        return member

    def say(self, language: Language) -> str:
        """Return the name in this language."""
        return self.words.say(language)
