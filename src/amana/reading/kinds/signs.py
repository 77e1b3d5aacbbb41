"""The signs that a learned model weighs: words, pairs, openings, parts of words, concepts.

What stands above a piece (its heading, the lead-in of its list) and marks of its form are groups of
their own: the same word says another thing in a heading than in a sentence.

Training and reading use this one module, so that a model meets the signs that it was trained on.
Words are folded (case, hamza seats, final ya, ta marbuta, diacritics), as the Arabic data is that
the model learns from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from amana.reading.features import Features
from amana.reading.folding import tokens

OPENING: Final = 8
"""Words at the beginning that count once more: a sentence often opens with what it is about."""
_MOST_WORDS: Final = 1_200
_PARTS: Final = (3, 4, 5)
_SHORT: Final = 4
_LENGTH_STEP: Final = 5
_LONGEST_STEP: Final = 5
_BEFORE: Final = (
    *("وبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال"),
    *("وس", "فس", "وي", "ون", "وت", "س"),
)
_AFTER: Final = (
    *("اتهم", "اتها", "اتنا", "اتكم", "تهم", "تها", "تنا", "تكم", "هما"),
    *("ات", "ها", "هم", "كم", "نا", "ين", "ون", "ان", "تك", "ته", "ه", "ك", "ي"),
    *("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "ly", "s", "y", "e"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What one piece shows; a sign counts once, however often it is there."""

    words: tuple[str, ...]
    """Folded words in their order, whose parts (see ``parts``) are signs too."""
    concepts: tuple[str, ...]
    heading: tuple[str, ...] = ()
    """Stems, pairs and concepts of the heading."""
    lead_in: tuple[str, ...] = ()
    """The same of the lead-in."""
    form: tuple[str, ...] = ()
    """Marks of its form: an item, a question, how long."""

    def phrases(self) -> tuple[str, ...]:
        """Return words, pairs, openings and stems, each with a letter and a colon before it."""
        return tuple(
            dict.fromkeys(
                [
                    *(f"w:{word}" for word in self.words),
                    *(f"p:{first} {second}" for first, second in pairwise(self.words)),
                    *(f"o:{stem(word)}" for word in self.words[:OPENING]),
                    *(f"s:{stem(word)}" for word in self.words),
                ]
            )
        )


def signs(piece: Features) -> Signs:
    """Return the signs of a piece, in time linear in its length, up to a bound."""
    return Signs(
        words=tuple([token.word for token in piece.words[:_MOST_WORDS]]),
        concepts=tuple([f"c:{name}" for name in piece.concepts]),
        heading=_above("h", piece.heading_words, piece.heading),
        lead_in=_above("l", piece.lead_in_words, piece.lead_in),
        form=_form(piece),
    )


@lru_cache(maxsize=4_096)
def _above(place: str, text: str, concepts: frozenset[str]) -> tuple[str, ...]:
    """Return the signs of what stands above a piece, with a letter for where it stands."""
    words = [token.word for token in tokens(text)]
    found = [
        *(f"{place}w:{word}" for word in words),
        *(f"{place}s:{stem(word)}" for word in words),
        *(f"{place}p:{first} {second}" for first, second in pairwise(words)),
        *(f"{place}c:{name}" for name in sorted(concepts)),
    ]
    return tuple(dict.fromkeys(found))


def _form(piece: Features) -> tuple[str, ...]:
    """Return the marks of a piece's form; one that stands alone has none."""
    if not piece.heading_words and not piece.lead_in_words:
        return ()
    ends = piece.text.rstrip("*_ ")[-1:]
    length = min(_LONGEST_STEP, len(piece.words) // _LENGTH_STEP)
    found = [f"f:{piece.role}", f"f:{length}"]
    found += ["f:led"] if piece.lead_in_words else []
    found += ["f:asks"] if ends in ("?", "؟") else []
    return tuple(found)


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """Return a word without one prefix and one ending, if enough of it is left."""
    for prefix in _BEFORE:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORT - 1:
            word = word[len(prefix) :]
            break
    for ending in _AFTER:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT - 1:
            return word[: -len(ending)]
    return word


def parts(word: str) -> Sequence[str]:
    """Return the stretches of three to five letters of a word with a blank on each side."""
    padded = f" {word} "
    found = [padded[at : at + n] for n in _PARTS for at in range(len(padded) - n + 1)]
    return found or (padded,)
