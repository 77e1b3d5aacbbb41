"""Words by key, in Arabic and English, out of gettext PO files.

``catalogues/<language>/*.po``: ``msgid`` is a key such as ``page.privacy.title``, ``msgstr`` the
words, with named fields in braces (``{service}``). Words that depend on a number have
``msgid_plural`` (the same key) and as many forms as the language has: six in Arabic, two in
English. A key stands in one file only. Nothing falls back: a key without words raises, here and
in the test that reads every catalogue, so that no reader ever meets a bare key.
"""

import gettext
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import polib

from amana.domain.errors import AmanaError, Field
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.wording.bidi import isolate
from amana.wording.digits import digits
from amana.wording.errors import BadCatalogue, NoSuchWords, WrongFields

PLURAL_RULES: Final[Mapping[Language, str]] = {
    ARABIC: "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5",
    ENGLISH: "n != 1",
}
"""As gettext and CLDR have them: zero, one, two, few (3-10), many (11-99), other (100-102)."""

PLURAL_FORMS: Final[Mapping[Language, int]] = {ARABIC: 6, ENGLISH: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All words of one language: single ones, and those that depend on a number."""

    language: Language
    single: Mapping[str, str]
    plural: Mapping[str, tuple[str, ...]]
    rule: Callable[[int], int]

    def words(self, key: str) -> str:
        """Return the words of the key, their fields not yet filled in."""
        try:
            return self.single[key]
        except KeyError:
            raise NoSuchWords(key=key, language=self.language) from None

    def form(self, key: str, count: int) -> str:
        """Return the form of the key's words that goes with this number."""
        try:
            return self.plural[key][self.rule(count)]
        except KeyError:
            raise NoSuchWords(key=key, language=self.language) from None


def say(key: str, language: Language, **fields: object) -> str:
    """Say what the key stands for, with its fields filled in."""
    return fill(catalogue(language).words(key), key, fields)


def say_count(key: str, count: int, language: Language, **fields: object) -> str:
    """Say what the key stands for in the form that goes with the number; ``{count}`` is it."""
    return fill(catalogue(language).form(key, count), key, {"count": count, **fields})


def explain(error: AmanaError, language: Language, *, isolated: bool = False) -> str:
    """Say what is wrong and what to do; an error made of several problems has a line for each.

    With ``isolated``, each field keeps its own direction inside the sentence: for readers whose
    screen follows the Unicode bidirectional algorithm.
    """
    problems = getattr(error, "problems", ())
    if isinstance(problems, tuple) and problems:
        lines = [explain(problem, language, isolated=isolated) for problem in problems]
        file = getattr(error, "file", None)
        if file is not None:
            named = isolate(file) if isolated else file
            lines = [say("error.in_file", language, file=named, wrong=line) for line in lines]
        return "\n".join(lines)
    key = f"error.{error.code}"
    named = {n: _named(key, v, language) for n, v in error.fields.items()}
    shown = {n: isolate(_read(v, language)) if isolated else v for n, v in named.items()}
    return fill(catalogue(language).words(key), key, shown)


def _named(key: str, value: Field, language: Language) -> Field:
    """Return the words for a field that is the name of something, where the error has any."""
    return catalogue(language).single.get(f"{key}.{value}", value)


def _read(value: object, language: Language) -> str:
    """Return a field for reading: a number in the language's digits, all else as it is."""
    return digits(value, language) if isinstance(value, int) else str(value)


def fill(words: str, key: str, fields: Mapping[str, object]) -> str:
    """Fill in the fields that the words name; one that was not given raises ``WrongFields``."""
    try:
        return words.format_map(fields)
    except KeyError as missing:
        raise WrongFields(key=key, field=str(missing.args[0])) from None


@cache
def catalogue(language: Language) -> Catalogue:
    """Read all catalogues of the language, once a process."""
    folder = resources.files("amana.wording") / "catalogues" / language
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".po")), key=lambda f: f.name)
    return gather(language, ((f.name, f.read_text(encoding="utf-8")) for f in files))


def gather(language: Language, files: Iterable[tuple[str, str]]) -> Catalogue:
    """Make one catalogue of the files' texts; a key twice or an empty one is refused."""
    single: dict[str, str] = {}
    plural: dict[str, tuple[str, ...]] = {}
    for name, text in files:
        for entry in polib.pofile(text, check_for_duplicates=True):
            if entry.msgid in single or entry.msgid in plural:
                raise BadCatalogue(file=name, key=entry.msgid, language=language)
            if entry.msgid_plural:
                plural[entry.msgid] = _forms(entry, name=name, language=language)
            elif entry.msgstr:
                single[entry.msgid] = entry.msgstr
            else:
                raise BadCatalogue(file=name, key=entry.msgid, language=language)
    rule = gettext.c2py(PLURAL_RULES[language])
    return Catalogue(language=language, single=single, plural=plural, rule=rule)


def _forms(entry: polib.POEntry, *, name: str, language: Language) -> tuple[str, ...]:
    """Return the entry's forms in order; there must be as many as the language has, all said."""
    forms = tuple(entry.msgstr_plural.get(n, "") for n in range(len(entry.msgstr_plural)))
    if len(forms) != PLURAL_FORMS[language] or not all(forms):
        raise BadCatalogue(file=name, key=entry.msgid, language=language)
    return forms
