"""The app's words in Arabic and English, kept in one TOML file a language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from amana.domain.words import ARABIC, ENGLISH, Language

_FOLDER = Path(__file__).with_name("wording")


@dataclass(frozen=True, slots=True)
class Speaking:
    """Says things by key; a key without words raises ``KeyError`` and never shows itself."""

    words: Mapping[Language, Mapping[str, str]]

    def say(self, key: str, language: Language, **fields: str | int) -> str:
        """Return the words of the key in this language, with its fields filled in."""
        return self.words[language][key].format(**fields)

    def term(self, kind: str, id_: str, language: Language) -> str:
        """Return the name of a data category, purpose or recipient, or its id if it is new."""
        return self.words[language].get(f"{kind}.{id_}", id_)


def speaking() -> Speaking:
    """Read both languages."""
    return Speaking({language: _read(language) for language in (ARABIC, ENGLISH)})


def _read(language: Language) -> dict[str, str]:
    """Read one file: tables of texts, whose names are joined by a dot."""
    tables = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return {
        f"{table}.{key}": str(text) for table, keys in tables.items() for key, text in keys.items()
    }
