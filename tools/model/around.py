"""What is learned of surroundings: a choice among all kinds by words, rules and neighbours.

Shown are, for each passage of a writer's policies, the log-odds by what the other writers taught,
the rules' log-odds and how likely each kind is of those around it; only the weights of the last are
kept, for how much words and rules count is fitted by itself.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tools.model.corpora import Example

from amana.domain.policy.proposal import NO_KIND
from amana.domain.promises import KINDS
from amana.reading.kinds.learned import LearnedScorer, in_document
from amana.reading.kinds.rules import word_rules
from amana.reading.kinds.surroundings import EDGE, Chances, Odds

ALL: Final = (*KINDS, NO_KIND)
_THERE: Final = (*ALL, EDGE)
_PLACES: Final = ("before", "after", "section")
_STRENGTH: Final = 0.3
_SCALE: Final = 3.0
"""Log-odds in one unit, so that they are about as large as chances."""
_LEAST: Final = 0.05
"""Weights below this are not written."""


def surrounding(rows: Sequence[Example], scorer: LearnedScorer) -> list[tuple[Odds, Chances]]:
    """Return what each passage says and what surrounds it, by this scorer.

    The documents follow one another.
    """
    found: list[tuple[Odds, Chances]] = []
    for _, passages in groupby(rows, key=lambda row: row.document):
        found += in_document([row.piece for row in passages], scorer)
    return found


def row_of(row: Example, said: Odds, around: Chances) -> NDArray[np.float64]:
    """Return the numbers by which a passage is shown."""
    rules = word_rules().score(row.piece)
    own = [said.get(kind, 0.0) / _SCALE for kind in ALL]
    ruled = [rules[kind].weight / _SCALE if kind in rules else 0.0 for kind in ALL]
    near = [getattr(around, place).get(kind, 0.0) for place in _PLACES for kind in _THERE]
    return np.array([*own, *ruled, *near])


def learn_around(
    shown: Sequence[NDArray[np.float64]], right: Sequence[str]
) -> dict[str, dict[str, dict[str, float]]]:
    """Return the weights of each place: for a kind there, of each kind here."""
    model = LogisticRegression(C=_STRENGTH, max_iter=2_000).fit(np.array(shown), list(right))
    first, width = 2 * len(ALL), len(_THERE)
    blocks = {
        place: model.coef_[:, first + n * width : first + (n + 1) * width]
        for n, place in enumerate(_PLACES)
    }
    return {
        place: {
            there: _written(block[:, at], list(model.classes_)) for at, there in enumerate(_THERE)
        }
        for place, block in blocks.items()
    }


def _written(weights: NDArray[np.float64], kinds: Sequence[str]) -> dict[str, float]:
    """Return the weights that say something, rounded."""
    return {
        kind: round(float(weight), 2)
        for kind, weight in zip(kinds, weights, strict=True)
        if abs(weight) >= _LEAST
    }
