"""The folds on the shared corpora, and the figures on them.

Arabic: five folds of groups, in which clauses stand together whose stretches of three to five
letters have a cosine above 0.8. English: five folds by blocks of 60 rows in the file's order, equal
texts in one fold. What is scored is the file of weights as the program would read it.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from tools.model.corpora import Row, appsi, saudi, shown
from tools.model.fitting import Recipe, fit

from amana.domain.words import ARABIC, Language
from amana.reading.kinds.signs import signs
from amana.reading.kinds.weights import Weights

FOLDS: Final = 5
_BLOCK: Final = 60
_ALIKE: Final = 0.8
RECIPES: Final = {
    "ar": Recipe(strength=60.0, least=(2, 3, 1, 2, 2, 1), balanced=True, exclusive=True),
    "en": Recipe(strength=4.0),
}


def on_folds(folder: Path, language: Language) -> dict[str, Any]:
    """Return micro and macro F1 and the F1 of each label on the shared rows of a language."""
    rows = saudi(folder) if language == ARABIC else appsi(folder)
    labels = sorted({label for row in rows for label in row.labels})
    folds = _by_likeness(rows) if language == ARABIC else _by_blocks(rows)
    found = [signs(shown(row.text)) for row in rows]
    right = np.array([[label in row.labels for label in labels] for row in rows])
    guessed = np.zeros_like(right)
    for fold in range(FOLDS):
        learn = [at for at, each in enumerate(folds) if each != fold]
        data = fit([found[n] for n in learn], [rows[n].labels for n in learn], RECIPES[language])
        model = Weights(data)
        for at in (at for at, each in enumerate(folds) if each == fold):
            odds = model.odds(found[at])
            best = max(odds, key=lambda label: odds[label])
            several = not RECIPES[language].exclusive
            taken = {label for label in odds if label == best or (several and odds[label] > 0)}
            guessed[at] = [label in taken for label in labels]
    each = f1_score(right, guessed, average=None)
    return {
        "rows": len(rows),
        "micro_f1": round(float(f1_score(right, guessed, average="micro")), 4),
        "macro_f1": round(float(f1_score(right, guessed, average="macro")), 4),
        "by_label": {
            label: round(float(value), 3) for label, value in zip(labels, each, strict=True)
        },
    }


def _by_likeness(rows: Sequence[Row]) -> list[int]:
    """Return a fold for each row; near-duplicates share it, and folds are about equal."""
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    data = letters.fit_transform([row.text for row in rows])
    _, groups = sparse.csgraph.connected_components(data @ data.T > _ALIKE, directed=False)
    sizes = Counter(int(group) for group in groups)
    filled, fold_of = [0] * FOLDS, {}
    for group in sorted(sizes, key=lambda group: (-sizes[group], group)):
        fold_of[group] = filled.index(min(filled))
        filled[fold_of[group]] += sizes[group]
    return [fold_of[int(group)] for group in groups]


def _by_blocks(rows: Sequence[Row]) -> list[int]:
    """Return a fold for each row: that of the block in which its text first stands."""
    first: dict[str, int] = {}
    return [first.setdefault(row.text, at // _BLOCK) % FOLDS for at, row in enumerate(rows)]
