"""The tables of a copy that are Amana's own: which columns each has, and what they are called."""

from collections.abc import Collection
from typing import Final, NamedTuple

from amana.domain.copying.shape import CopyColumn, CopyTable
from amana.domain.words import ARABIC, ENGLISH, LANGUAGES, Language, Words
from amana.wording.catalogue import say


class Laid(NamedTuple):
    """A table, by its columns in their order."""

    id: str
    columns: tuple[str, ...]


_OF_LANGUAGE: Final = tuple((f"_{language}", language) for language in LANGUAGES)


def laid(tables: Collection[Laid], *, portable: Collection[str]) -> tuple[CopyTable, ...]:
    """Return the tables with the words of the catalogue; ``portable`` are the person's to take."""
    return tuple(
        CopyTable(
            id=each.id,
            title=_words(f"copies.table.{each.id}"),
            columns=tuple(_column(name) for name in each.columns),
            portable=each.id in portable,
        )
        for each in tables
    )


def _column(name: str) -> CopyColumn:
    stem, language = _stem(name)
    return CopyColumn(name=name, title=_words(f"copies.column.{stem}"), language=language)


def _stem(name: str) -> tuple[str, Language | None]:
    """Return the name without the language of its words, and that."""
    for ending, language in _OF_LANGUAGE:
        if name.endswith(ending):
            return name.removesuffix(ending), language
    return name, None


def _words(key: str) -> Words:
    return Words(ar=say(key, ARABIC), en=say(key, ENGLISH))
