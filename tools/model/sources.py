"""Train the model that says where collected data comes from (``reading/slots/origin.py``).

What words give of a passage depends on its kinds; so each writer's passages are shown with the
kinds that the program finds in them when only the other writers have taught it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tools.model.fitting import Recipe, fit

from amana.reading.features import Features
from amana.reading.kinds.judge import judge
from amana.reading.kinds.rules import word_rules
from amana.reading.kinds.scorer import Scorer
from amana.reading.kinds.signs import Signs
from amana.reading.slots.fill import by_words
from amana.reading.slots.origin import NOWHERE, shown

RECIPE: Final = Recipe(
    strength=5.0, least=(2, 1_000_000, 1, 2, 2, 1), shares=(1.0, 1.0, 0.5, 0.7, 0.6, 1.0)
)
"""Without parts of words: they added at most one point of F1, and most of the file's length."""


@dataclass(frozen=True, slots=True)
class Told:
    """A passage as it is shown to the model, and the source that its writer gave."""

    signs: Signs
    sources: tuple[str, ...]


def told(piece: Features, scorer: Scorer, sources: frozenset[str]) -> Told:
    """Return a passage with what the program finds in it by this scorer and its words."""
    kinds = judge(piece, (word_rules(), scorer)).kinds
    return Told(shown(piece, kinds, by_words(piece, kinds)), tuple(sorted(sources)) or (NOWHERE,))


def learn_sources(rows: Sequence[Told]) -> bytes:
    """Return the file of weights that these passages teach."""
    return fit([row.signs for row in rows], [row.sources for row in rows], RECIPE)
