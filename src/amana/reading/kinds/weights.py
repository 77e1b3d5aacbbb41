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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from amana.domain.words import Language
from amana.reading.kinds.signs import Signs, parts

RARITY_STEPS: Final = 24
"""Steps of a rarity in one unit: a byte holds rarities up to ten."""
_MOST_CACHED: Final = 20_000
_MOST_HEADS: Final = 1_000
_SIGNED: Final = 128
_LANE: Final = 4
"""Bytes of a kind's sum."""

Row = Sequence[int]


@dataclass(frozen=True, slots=True)
class _Sum:
    """Weights of some signs added up, how many they are, and the square of their length."""

    lanes: int = 0
    known: int = 0
    square: int = 0

    def row(self, width: int) -> Row:
        """Return the sum for each kind."""
        below = _SIGNED * self.known
        lanes = memoryview(self.lanes.to_bytes(_LANE * width, sys.byteorder)).cast("I")
        return [value - below for value in lanes]


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
        self._cache: dict[str, _Sum] = {}
        self._rows_seen: dict[int, int] = {}
        self._heads: dict[tuple[str, ...], _Sum] = {}

    def odds(self, shown: Signs) -> dict[str, float]:
        """Return the log-odds of each kind."""
        groups = (
            self._sum(shown.phrases),
            _added([self._of_word(word) for word in shown.words]),
            self._sum(shown.concepts),
            self._above(shown.heading),
            self._above(shown.lead_in),
            self._above(shown.form),
        )
        totals = [0.0] * len(self.kinds)
        for group in groups:
            if group.square:
                length = math.sqrt(group.square) / RARITY_STEPS
                totals = [
                    total + value / length
                    for total, value in zip(totals, group.row(len(totals)), strict=True)
                ]
        together = zip(self.kinds, totals, self._scales, self._biases, strict=True)
        return {kind: total * scale + bias for kind, total, scale, bias in together}

    def heaviest(self, words: Sequence[str], kind: str) -> tuple[str, ...]:
        """Return the words whose parts speak most for a kind, the heaviest first."""
        at = self.kinds.index(kind)
        width = len(self.kinds)
        weighed = [(self._of_word(word).row(width)[at], word) for word in words]
        return tuple(word for weight, word in sorted(weighed, reverse=True) if weight > 0)

    def _sum(self, names: Iterable[str]) -> _Sum:
        """Add up the rows of those signs that are known."""
        lanes, square, known = 0, 0, 0
        for name in names:
            at = self._index.get(name)
            if at is not None:
                known += 1
                square += self._rarities[at] ** 2
                lanes += self._rows_seen.get(at) or self._lanes(at)
        return _Sum(lanes, known, square)

    def _above(self, names: tuple[str, ...]) -> _Sum:
        """Add up what a heading says, and remember it: it stands above many pieces."""
        known = self._heads.get(names)
        if known is None:
            if len(self._heads) > _MOST_HEADS:
                self._heads.clear()
            known = self._heads[names] = self._sum(names)
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

    def _of_word(self, word: str) -> _Sum:
        """Add up the parts of a word, and remember it: the same words come again and again."""
        known = self._cache.get(word)
        if known is None:
            known = self._sum(parts(word))
            if len(self._cache) < _MOST_CACHED:
                self._cache[word] = known
        return known


def _added(sums: Sequence[_Sum]) -> _Sum:
    """Add up what words say."""
    return _Sum(
        sum(each.lanes for each in sums),
        sum(each.known for each in sums),
        sum(each.square for each in sums),
    )


@cache
def weights(language: Language) -> Weights:
    """Return the weights of a language that come with the program, read once."""
    path = resources.files("amana.reading").joinpath(f"model/{language}.weights")
    return Weights(path.read_bytes())
