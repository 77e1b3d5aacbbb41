"""Train the model that adds values to the slots (``reading/slots/learned.py``).

What words give of a passage depends on its kinds; so each writer's passages are shown with the
kinds that the program finds in them when only the other writers have taught it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tools.model.fitting import Recipe, fit

from amana.reading.features import Features
from amana.reading.kinds.judge import judge
from amana.reading.kinds.rules import word_rules
from amana.reading.kinds.scorer import Scorer
from amana.reading.kinds.signs import Signs
from amana.reading.slots.fill import by_words
from amana.reading.slots.learned import NOTHING, SLOTS, shown

RECIPE: Final = Recipe(
    strength=5.0, least=(4, 1_000_000, 1, 2, 2, 1), shares=(1.0, 1.0, 0.5, 0.7, 0.6, 1.0)
)
"""Without parts of words: they added at most one point of F1, and most of the file's length."""


@dataclass(frozen=True, slots=True)
class Told:
    """A passage as it is shown to the model, and the values that its writer gave."""

    signs: Signs
    values: tuple[str, ...]


def told(piece: Features, scorer: Scorer, slots: Mapping[str, frozenset[str]]) -> Told:
    """Return a passage with what the program finds in it by this scorer and its words."""
    kinds = judge(piece, (word_rules(), scorer)).kinds
    values = tuple(sorted(f"{slot}:{value}" for slot in SLOTS for value in slots[slot]))
    return Told(shown(piece, kinds, by_words(piece, kinds)), values or (NOTHING,))


def learn_values(rows: Sequence[Told]) -> bytes:
    """Return the file of weights that these passages teach."""
    return fit([row.signs for row in rows], [row.values for row in rows], RECIPE)
