"""What a piece shows to the scorers: the concepts that it names, and marks of the whole."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from amana.domain.policy.proposal import Role
from amana.reading.folding import Token, tokens
from amana.reading.lexicon import Span, lexicon

_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_URL: Final = re.compile(r"(?:https?://|www\.)\S{3}")
_PHONE: Final = re.compile(
    r"(?:\+|00)\d[\d\s()-]{6,18}\d|\(\d{3}\)\s?\d{3}"
    r"|(?<!\w)(?:tel|telephone|phone|ring|call|هاتف|جوال|الرقم|اتصل على)\W{1,4}\d[\d\s-]{3,14}\d",
    re.IGNORECASE,
)
_LONGEST_CONTEXT: Final = 400
_SECTION_MARKS: Final[Mapping[str, str]] = {
    "data": "#data",
    "purposes": "#purpose",
    "recipients": "#recipient",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """A piece's words and concepts, and the concepts of what stands above it."""

    text: str
    role: Role
    words: tuple[Token, ...]
    concepts: Mapping[str, list[Span]]
    heading: frozenset[str]
    lead_in: frozenset[str]
    heading_words: str = ""
    """The heading itself, as far as it is looked at."""
    lead_in_words: str = ""

    def quote(self, span: Span) -> str:
        """Return the exact words of a span."""
        return self.text[self.words[span[0]].start : self.words[span[1] - 1].end]

    def has(self, name: str) -> bool:
        """Tell whether a concept or mark is there; ``h:`` and ``l:`` look above."""
        if name[:2] == "h:":
            return name[2:] in self.heading
        if name[:2] == "l:":
            return name[2:] in self.lead_in
        return name in self.concepts

    def terms(self, section: str) -> tuple[str, ...]:
        """Return the vocabulary terms of a section, in the order in which they come up.

        A term that stands only inside longer words of another is not meant: *the kind of your
        phone* names no number.
        """
        prefix = f"{section}:"
        found = {
            name.removeprefix(prefix): spans
            for name, spans in self.concepts.items()
            if name.startswith(prefix)
        }
        everything = [span for spans in found.values() for span in spans]
        kept = {term: outside(spans, everything) for term, spans in found.items()}
        return tuple(term for _, term in sorted((s[0], term) for term, s in kept.items() if s))


def outside(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """Return the spans that lie in no longer one of others."""
    return [
        (start, end)
        for start, end in spans
        if not any(a <= start and end <= b and b - a > end - start for a, b in others)
    ]


def features(text: str, *, role: Role, heading: str | None, lead_in: str | None) -> Features:
    """Return what a piece shows. Takes time linear in its length."""
    words = tokens(text)
    concepts = lexicon().concepts(words)
    concepts.update(_marks(text, role, concepts))
    return Features(
        text=text,
        role=role,
        words=words,
        concepts=concepts,
        heading=_above(heading or ""),
        lead_in=_above(lead_in or ""),
        heading_words=(heading or "")[-_LONGEST_CONTEXT:],
        lead_in_words=(lead_in or "")[-_LONGEST_CONTEXT:],
    )


@lru_cache(maxsize=4_096)
def _above(text: str) -> frozenset[str]:
    """Return the concepts that a heading or lead-in names."""
    return frozenset(lexicon().concepts(tokens(text[-_LONGEST_CONTEXT:])))


def _marks(text: str, role: Role, concepts: Mapping[str, list[Span]]) -> dict[str, list[Span]]:
    """Return marks of the whole piece; those that stand for words have their places."""
    named: dict[str, list[list[Span]]] = {}
    for name, spans in concepts.items():
        section, _, term = name.partition(":")
        if term and section in _SECTION_MARKS:
            named.setdefault(section, []).append(spans)
    marks: dict[str, list[Span]] = {}
    for section, mark in _SECTION_MARKS.items():
        found = named.get(section)
        if found:
            marks[mark] = sorted([span for spans in found for span in spans])
            if section == "data" and len(found) > 1:
                marks["#data2"] = []
    if role is Role.ITEM:
        marks["#item"] = []
    if text.rstrip("*_ ").endswith(":"):
        marks["#colon"] = []
    return marks | _addresses(text)


def _addresses(text: str) -> dict[str, list[Span]]:
    """Mark addresses by which someone can be reached."""
    found = {
        "#email": "@" in text and _EMAIL.search(text),
        "#url": _URL.search(text),
        "#phone": _PHONE.search(text),
    }
    return {mark: [] for mark, match in found.items() if match}
