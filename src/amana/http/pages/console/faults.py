"""What a page says of a fault of which only the code was kept."""

from amana.domain.words import Language
from amana.wording.catalogue import catalogue


def fault_words(code: str | None, language: Language) -> str:
    """Return the words of the code where they need no fields, else the code itself."""
    if code is None:
        return ""
    said = catalogue(language).single.get(f"error.{code}", code)
    return code if "{" in said else said
