"""The word lists: which concepts and vocabulary terms the words of a sentence name.

A list is a TOML file beside this package's code, one a language. A phrase matches where its
words follow one another, each in any of its forms. ``_`` stands for any one word; ``~`` before
an Arabic verb stands for its present with every person's prefix; ``$`` after a word means
that the word takes no ending there.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Final, TypeAlias

from amana.reading.folding import EXACT, Token, fold, forms, tokens

Span: TypeAlias = tuple[int, int]
"""First token, and the one after the last."""
Hits: TypeAlias = dict[str, list[Span]]

ANY: Final = "_"
_MOST_CACHED: Final = 65_536
PRESENT: Final = "~"
_FINITE: Final = "finite"
_WE: Final = "we"
_ARTICLE: Final = "ال"
_PERSONS: Final = ("ن", "ي", "ت", "ا")
_MOST_HITS: Final = 40
"""Places of one concept in one sentence that are kept: more say nothing new."""


@dataclass(slots=True)
class _Node:
    """A place in the tree of phrases: what ends here, and which words go on."""

    ends: list[str] = field(default_factory=list)
    next: dict[str, "_Node"] = field(default_factory=dict)


class Lexicon:
    """Phrases of both languages in one tree; finding them takes time linear in the text."""

    def __init__(self, lists: Iterable[Mapping[str, Mapping[str, Sequence[str]]]]) -> None:
        """Build the tree from sections of names with their phrases."""
        self._root = _Node()
        self._words: set[str] = set()
        self._cache: dict[str, _Known] = {}
        self.names: set[str] = set()
        for sections in lists:
            for section, entries in sections.items():
                for name, phrases in entries.items():
                    self._add_all(name if section == "concepts" else f"{section}:{name}", phrases)

    def _add_all(self, name: str, phrases: Sequence[str]) -> None:
        """Add each phrase under a name, in each of its spellings."""
        self.names.add(name)
        for phrase in phrases:
            for words, we in _spellings(phrase):
                self._add(words, name)
                if PRESENT in phrase:
                    self._add(words, _FINITE)
                if we:
                    self._add(words, _WE)

    def _add(self, words: Sequence[str], name: str) -> None:
        """Add one spelling of a phrase."""
        node = self._root
        self._words.update(words)
        for word in words:
            node = node.next.setdefault(word, _Node())
        if name not in node.ends:
            node.ends.append(name)

    def concepts(self, words: Sequence[Token]) -> Hits:
        """Return where each name is found, in the order of the words."""
        found: Hits = {}
        cache = self._cache
        known = [cache.get(token.word) or self._known(token.word) for token in words]
        for start, (_, begun) in enumerate(known):
            if begun:
                _walk(begun, known, start, found)
        return found

    def _known(self, word: str) -> "_Known":
        """Return the forms of a word that any list holds, and where phrases begin with them."""
        if len(self._cache) > _MOST_CACHED:
            self._cache.clear()
        spelt = tuple(form for form in forms(word) if form in self._words)
        begun = [self._root.next[form] for form in spelt if form in self._root.next]
        if spelt and ANY in self._root.next:
            begun.append(self._root.next[ANY])
        self._cache[word] = spelt, begun
        return self._cache[word]


_Known: TypeAlias = tuple[tuple[str, ...], list[_Node]]
"""The forms of a word that the lists hold, and the places in the tree to which they lead."""


def _walk(nodes: list[_Node], known: Sequence[_Known], start: int, found: Hits) -> None:
    """Follow every phrase that begins with one word, from where the word leads."""
    at, last = start + 1, len(known)
    while True:
        for node in nodes:
            for name in node.ends:
                _note(found.setdefault(name, []), (start, at))
        if at == last:
            return
        nodes = _after(nodes, known[at][0])
        if not nodes:
            return
        at += 1


def _after(nodes: list[_Node], spelt: tuple[str, ...]) -> list[_Node]:
    """Return where a word, known by its forms, leads from these places."""
    following = []
    for node in nodes:
        steps = node.next
        if steps:
            following += [steps[word] for word in spelt if word in steps]
            if ANY in steps:
                following.append(steps[ANY])
    return following


def _note(spans: list[Span], span: Span) -> None:
    """Keep a place once, and not more places than say something."""
    if not spans or (spans[-1] != span and len(spans) < _MOST_HITS):
        spans.append(span)


def _spellings(phrase: str) -> Iterable[tuple[tuple[str, ...], bool]]:
    """Return the phrase as written and without articles; an Arabic verb in each person."""
    words = phrase.split()
    for person in _PERSONS if PRESENT in phrase else ("",):
        spelt = tuple(_spell(word, person) for word in words)
        yield spelt, person == "ن"
        bare = tuple(_without_article(word) for word in spelt)
        if bare != spelt:
            yield bare, person == "ن"


def _spell(word: str, person: str) -> str:
    """Fold one word of a phrase, with the prefix of a person where it is a verb."""
    if word == ANY:
        return ANY
    exact = EXACT if word.endswith(EXACT) else ""
    plain = word.removesuffix(EXACT)
    if plain.startswith(PRESENT):
        return fold(person + plain[1:]) + exact
    return fold(plain) + exact


def _without_article(word: str) -> str:
    """Take the article off: a text's words are compared without it too."""
    if word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 2:
        return word.removeprefix(_ARTICLE)
    return word


@lru_cache(maxsize=1_024)
def concepts_of(text: str) -> Mapping[str, Sequence[Span]]:
    """Return where each name stands in a text.

    It is remembered: several rules ask of the same sentence.
    """
    return MappingProxyType(lexicon().concepts(tokens(text)))


@cache
def lexicon() -> Lexicon:
    """Return the lists that come with the program, read once."""
    folder = resources.files("amana.reading").joinpath("lists")
    return Lexicon(
        tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))
        for name in ("words.ar.toml", "words.en.toml", "slots.ar.toml", "slots.en.toml")
    )
