"""Digits as readers of each language write them."""

from typing import Final

from amana.domain.words import ARABIC, Language

_ARABIC_INDIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def digits(text: str | int, language: Language) -> str:
    """Return the text with Arabic-Indic digits in Arabic; for reading, never for copying."""
    return str(text).translate(_ARABIC_INDIC) if language == ARABIC else str(text)
