"""From examples to a file of weights: a linear model over signs, one against the rest.

Each group of signs is weighed by rarity and brought to length 1; logistic regression finds the
weights; they are rounded to a signed byte each. What is measured later is this very file.
"""

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from amana.reading.kinds.signs import Signs, parts
from amana.reading.kinds.weights import RARITY_STEPS

_MOST_SIGNS: Final = 52_000
_LARGEST: Final = 127


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a model is fitted: what was found best on the folds."""

    strength: float
    """Inverse of the penalty."""
    least: tuple[int, ...] = (2, 4, 1, 2, 2, 1)
    """How many texts a sign must stand in: phrases, parts of words, concepts, and above."""
    shares: tuple[float, ...] = (1.0, 1.0, 0.5, 0.7, 0.6, 0.3)
    """How much each group counts: the same, then heading, lead-in and form."""
    balanced: bool = False
    exclusive: bool = False
    """One label a text: the classes are fitted together."""


def _groups(signs: Signs) -> tuple[Counter[str], ...]:
    """Count the signs of each group."""
    letters = Counter(part for word in dict.fromkeys(signs.words) for part in parts(word))
    plain = (signs.concepts, signs.heading, signs.lead_in, signs.form)
    return Counter(signs.phrases()), letters, *(Counter(each) for each in plain)


class _Group:
    """One group's known signs with their rarities."""

    def __init__(self, found: Sequence[Counter[str]], least: int, share: float) -> None:
        """Find the signs that enough texts have."""
        seen: Counter[str] = Counter()
        for each in found:
            seen.update(each.keys())
        names = sorted(name for name, count in seen.items() if count >= least)
        self.index = {name: at for at, name in enumerate(names)}
        self.rarity = np.array([_rarity(seen[name], len(found)) for name in names])
        self.share = share

    def matrix(self, found: Sequence[Counter[str]]) -> Any:  # noqa: ANN401 - scipy is untyped
        """Return a row a text, each of length 1 as the reader computes lengths."""
        starts, places, values = [0], [], []
        for each in found:
            known = [
                (self.index[name], count) for name, count in each.items() if name in self.index
            ]
            square = sum(count * self.rarity[at] ** 2 for at, count in known)
            length = math.sqrt(square) or 1.0
            places += [at for at, _ in known]
            values += [self.share * count * self.rarity[at] / length for at, count in known]
            starts.append(len(places))
        return sparse.csr_matrix((values, places, starts), shape=(len(found), len(self.index)))


def _rarity(count: int, texts: int) -> float:
    """Return how rare a sign is, in the steps in which the file holds it."""
    rare = math.log((1 + texts) / (1 + count)) + 1
    return min(255, round(rare * RARITY_STEPS)) / RARITY_STEPS


def fit(
    shown: Sequence[Signs],
    right: Sequence[Sequence[str]],
    recipe: Recipe,
    counted: Sequence[float] | None = None,
) -> bytes:
    """Return the file of weights of a model for all labels of ``right``."""
    labels = sorted({label for each in right for label in each})
    found = [_groups(each) for each in shown]
    groups = [
        _Group([each[n] for each in found], least, share)
        for n, (least, share) in enumerate(zip(recipe.least, recipe.shares, strict=True))
    ]
    data = sparse.hstack(
        [group.matrix([each[n] for each in found]) for n, group in enumerate(groups)]
    ).tocsr()
    rows, biases = _regress(data, labels, right, recipe, counted)
    names = [name for group in groups for name in group.index]
    rarity = np.concatenate([group.rarity for group in groups])
    share = np.concatenate([np.full(len(group.index), group.share) for group in groups])
    return _written(labels, biases, names, rarity, rows * (rarity * share)[:, None])


def _regress(
    data: Any,  # noqa: ANN401 - scipy is untyped
    labels: Sequence[str],
    right: Sequence[Sequence[str]],
    recipe: Recipe,
    counted: Sequence[float] | None,
) -> tuple[Any, list[float]]:
    """Return a row a sign with its weight for each label, and the labels' biases."""
    balance = "balanced" if recipe.balanced else None
    if recipe.exclusive:
        model = LogisticRegression(C=recipe.strength, max_iter=400, class_weight=balance)
        model.fit(data, [each[0] for each in right], sample_weight=counted)
        return model.coef_.T, [float(each) for each in model.intercept_]
    columns, biases = [], []
    for label in labels:
        model = LogisticRegression(C=recipe.strength, solver="liblinear", class_weight=balance)
        model.fit(data, [label in each for each in right], sample_weight=counted)
        columns.append(model.coef_[0])
        biases.append(float(model.intercept_[0]))
    return np.array(columns).T, biases


def _written(
    labels: Sequence[str],
    biases: Sequence[float],
    names: Sequence[str],
    rarity: Any,  # noqa: ANN401 - numpy, not installed where types are checked
    rows: Any,  # noqa: ANN401 - the same
) -> bytes:
    """Write the file: the signs that matter most, rounded."""
    kept = np.sort(np.argsort(-np.abs(rows).max(axis=1), kind="stable")[:_MOST_SIGNS])
    scales = np.abs(rows[kept]).max(axis=0) / _LARGEST
    whole = np.clip(np.round(rows[kept] / scales), -_LARGEST, _LARGEST) + 128
    text = "\n".join(names[at] for at in kept).encode()
    about = {
        "kinds": list(labels),
        "biases": [round(bias, 4) for bias in biases],
        "scales": [float(f"{scale:.6g}") for scale in scales],
        "bytes": len(text),
    }
    rare = np.round(rarity[kept] * RARITY_STEPS).astype(np.uint8)
    head = json.dumps(about, sort_keys=True).encode()
    return b"".join((head, b"\n", text, rare.tobytes(), whole.astype(np.uint8).tobytes()))
