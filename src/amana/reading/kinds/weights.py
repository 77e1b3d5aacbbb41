"""The learned weights of one language: plain arrays in a file, and how a piece is scored by them.

The file: a line of JSON (kinds, biases, scales, number of signs), the signs one a line in UTF-8, a
byte a sign (how rare it is), and a row of signed bytes a sign (its weight for each kind). Signs of
six groups (phrases, parts of words, concepts, heading, lead-in, form) are each brought to length 1,
as in training.

A row is added to another as one whole number with a lane of four bytes a kind: the bytes stand
above zero in the file, so that no lane borrows, and 16 million rows fill none.
"""

import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final, NamedTuple

from amana.domain.words import Language
from amana.reading.kinds.signs import OPENING, Signs, parts, stem

RARITY_STEPS: Final = 24
"""Steps of a rarity in one unit: a byte holds rarities up to ten."""
_MOST_CACHED: Final = 20_000
_MOST_HEADS: Final = 1_000
_SIGNED: Final = 128
_LANE: Final = 4
"""Bytes of a kind's sum."""

_LITTLE: Final = sys.byteorder == "little"


class _Sum(NamedTuple):
    """Weights of some signs added up, how many they are, and the square of their length."""

    lanes: int = 0
    known: int = 0
    square: int = 0

    def shares(self, width: int) -> Sequence[float]:
        """Return the sum for each kind, as if the signs had length 1 together; none: nothing."""
        if not self.square:
            return ()
        length = math.sqrt(self.square) / RARITY_STEPS
        below = _SIGNED * self.known
        lanes = memoryview(self.lanes.to_bytes(_LANE * width, sys.byteorder)).cast("I")
        return [(value - below) / length for value in lanes]

    def of(self, at: int, width: int) -> int:
        """Return the sum for one kind."""
        lane = at if _LITTLE else width - 1 - at
        return (self.lanes >> (8 * _LANE * lane) & 0xFFFFFFFF) - _SIGNED * self.known


class _Word(NamedTuple):
    """Where the signs of a word stand, its parts added up, and which pairs it begins."""

    alone: int | None
    stem: int | None
    opening: int | None
    parts: _Sum
    pairs: Mapping[str, int]


_NO_PAIRS: Final[Mapping[str, int]] = MappingProxyType({})


class Weights:
    """What a sign says for each kind. Not for changing once it is made."""

    def __init__(self, data: bytes) -> None:
        """Read a file of weights; it comes with the program, so that it is not doubted."""
        head, _, rest = data.partition(b"\n")
        about = json.loads(head)
        self.kinds: tuple[str, ...] = tuple(about["kinds"])
        self._biases: tuple[float, ...] = tuple(about["biases"])
        self._scales: tuple[float, ...] = tuple(about["scales"])
        names, rest = rest[: about["bytes"]], rest[about["bytes"] :]
        signs = names.decode().split("\n")
        self._index = dict(zip(signs, range(len(signs)), strict=True))
        self._rarities = rest[: len(signs)]
        self._rows = rest[len(signs) :]
        self._pairs: dict[str, dict[str, int]] = {}
        for at, sign in enumerate(signs):
            if sign.startswith("p:"):
                first, _, second = sign[2:].partition(" ")
                self._pairs.setdefault(first, {})[second] = at
        self._cache: dict[str, _Word] = {}
        self._rows_seen: dict[int, int] = {}
        self._heads: dict[tuple[str, ...], Sequence[float]] = {}

    def odds(self, shown: Signs) -> dict[str, float]:
        """Return the log-odds of each kind."""
        width = len(self.kinds)
        words = [self._word(word) for word in shown.words]
        distinct = dict(zip(shown.words, words, strict=True)).values()
        groups = (
            self._phrases(shown.words, words).shares(width),
            _added([word.parts for word in distinct]).shares(width),
            self._sum(self._index.get(name) for name in shown.concepts).shares(width),
            self._above(shown.heading),
            self._above(shown.lead_in),
            self._above(shown.form),
        )
        totals = [0.0] * width
        for group in groups:
            if group:
                totals = [total + value for total, value in zip(totals, group, strict=True)]
        together = zip(self.kinds, totals, self._scales, self._biases, strict=True)
        return {kind: total * scale + bias for kind, total, scale, bias in together}

    def heaviest(self, words: Sequence[str], kind: str) -> tuple[str, ...]:
        """Return the words whose parts speak most for a kind, the heaviest first."""
        at, width = self.kinds.index(kind), len(self.kinds)
        weighed = [(self._word(word).parts.of(at, width), word) for word in dict.fromkeys(words)]
        return tuple(word for weight, word in sorted(weighed, reverse=True) if weight > 0)

    def _phrases(self, texts: Sequence[str], words: Sequence[_Word]) -> _Sum:
        """Add up words, pairs, openings and stems, each once."""
        places = {word.alone for word in words}
        places |= {word.stem for word in words}
        places |= {word.opening for word in words[:OPENING]}
        places |= {
            word.pairs.get(following)
            for word, following in zip(words, texts[1:], strict=False)
            if word.pairs
        }
        return self._sum(places)

    def _sum(self, places: Iterable[int | None]) -> _Sum:
        """Add up the rows of signs by their places; none stands for a sign that is not known."""
        lanes, square, known = 0, 0, 0
        seen, rarities = self._rows_seen, self._rarities
        for at in places:
            if at is not None:
                known += 1
                square += rarities[at] ** 2
                lanes += seen.get(at) or self._lanes(at)
        return _Sum(lanes, known, square)

    def _above(self, names: tuple[str, ...]) -> Sequence[float]:
        """Add up what a heading says, and remember it: it stands above many pieces."""
        known = self._heads.get(names)
        if known is None:
            if len(self._heads) > _MOST_HEADS:
                self._heads.clear()
            added = self._sum(self._index.get(name) for name in names)
            known = self._heads[names] = added.shares(len(self.kinds))
        return known

    def _lanes(self, at: int) -> int:
        """Return the row of a sign as one number, and remember it."""
        width = len(self.kinds)
        spread = bytearray(_LANE * width)
        lowest = 0 if sys.byteorder == "little" else _LANE - 1
        spread[lowest::_LANE] = self._rows[at * width : (at + 1) * width]
        lanes = int.from_bytes(spread, sys.byteorder)
        if len(self._rows_seen) < _MOST_CACHED:
            self._rows_seen[at] = lanes
        return lanes

    def _word(self, word: str) -> _Word:
        """Look up a word, and remember it: the same words come again and again."""
        known = self._cache.get(word)
        if known is None:
            index, bare = self._index, stem(word)
            known = _Word(
                alone=index.get(f"w:{word}"),
                stem=index.get(f"s:{bare}"),
                opening=index.get(f"o:{bare}"),
                parts=self._sum(index.get(part) for part in parts(word)),
                pairs=self._pairs.get(word, _NO_PAIRS),
            )
            if len(self._cache) < _MOST_CACHED:
                self._cache[word] = known
        return known


def _added(sums: Iterable[_Sum]) -> _Sum:
    """Add up what words say."""
    lanes, known, square = 0, 0, 0
    for each in sums:
        lanes += each.lanes
        known += each.known
        square += each.square
    return _Sum(lanes, known, square)


@cache
def weights(language: Language, of: str = "weights") -> Weights:
    """Return the weights of a language that come with the program, read once.

    ``of`` names the model: ``weights`` says kinds, ``slots`` values of slots.
    """
    path = resources.files("amana.reading").joinpath(f"model/{language}.{of}")
    return Weights(path.read_bytes())
