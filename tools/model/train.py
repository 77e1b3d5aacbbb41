"""Train the model that comes with the program: ``make model DATA=folder``.

Writes ``src/amana/reading/model/{ar,en}.weights``, ``join.json`` and the figures of ``card.json``.
Two steps: weights of signs from the shared corpora and our own sentences; then, on whole documents
that the first step has not seen (``tests/documents/seen``), how much the model, the heading and the
lead-in count beside the rules, and what joint log-odds are worth as a chance.
"""

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from tools.model.corpora import TESTS, counts, examples
from tools.model.documents import marked, pairs
from tools.model.fitting import Recipe, fit

from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Proposal, Role
from amana.domain.words import LANGUAGES, Language
from amana.reading.document import as_judged, scorers
from amana.reading.features import Features
from amana.reading.kinds.judge import judge
from amana.reading.kinds.learned import Join, held, join, voices
from amana.reading.kinds.rules import word_rules
from amana.reading.kinds.signs import signs
from amana.reading.kinds.weights import weights

MODEL: Final = Path(__file__).parents[2] / "src/amana/reading/model"
RECIPES: Final[Mapping[Language, Recipe]] = {
    "ar": Recipe(strength=20.0, least=(2, 3, 1)),
    "en": Recipe(strength=6.0, least=(2, 4, 1)),
}


def learn(folder: Path, language: Language) -> int:
    """Fit and write the weights of a language; return from how many texts."""
    rows = examples(folder, language)
    data = fit(
        [signs(row.piece) for row in rows],
        [row.kinds for row in rows],
        RECIPES[language],
        [row.weight for row in rows],
    )
    (MODEL / f"{language}.weights").write_bytes(data)
    return len(rows)


def _seen() -> list[tuple[Features, frozenset[str]]]:
    """Return the passages of the documents in view, as the judge sees them, with what is right."""
    found: list[tuple[Features, frozenset[str]]] = []
    for document in marked(TESTS / "documents/seen"):
        found += [
            (_judged(pair.proposal), pair.passage.main)
            for pair in pairs(document)
            if HEADING_KIND not in pair.passage.main and pair.proposal.role is not Role.HEADING
        ]
    return found


def _judged(proposal: Proposal) -> Features:
    """Return what a proposal's piece showed."""
    return as_judged(
        proposal.text, role=proposal.role, heading=proposal.heading, lead_in=proposal.lead_in
    )


def fit_join(seen: Sequence[tuple[Features, frozenset[str]]]) -> dict[str, Any]:
    """Return how much each voice counts: a choice among all kinds and none, fitted on the seen."""
    rows, right = [], []
    for piece, kinds in seen:
        said, rules = voices(piece), word_rules().score(piece)
        known = [kind for kind in said.sentence if kind != NO_KIND]
        shown = [
            [
                rules[kind].weight if kind in rules else 0.0,
                held(said.sentence[kind]),
                said.heading.get(kind, 0.0),
                said.lead_in.get(kind, 0.0),
                0.0,
            ]
            for kind in known
        ]
        rows.append(np.array([*shown, [0.0, held(said.sentence.get(NO_KIND, 0.0)), 0.0, 0.0, 1.0]]))
        right.append(np.array([kind in kinds for kind in (*known, NO_KIND)]))
    rule, sentence, heading, lead_in, shift = minimize(
        _surprise, np.array([0.5, 0.5, 0.5, 0.5, 1.0]), args=(rows, right), bounds=[(0.05, 9)] * 5
    ).x
    return {
        "sentence": round(sentence / rule, 4),
        "heading": round(heading / rule, 4),
        "lead_in": round(lead_in / rule, 4),
        "shift": round(shift / rule, 4),
    }


def _surprise(counts: Any, rows: Sequence[Any], right: Sequence[Any]) -> float:  # noqa: ANN401 - numpy
    """Return how surprising what is right is, if the voices count so much."""
    total = 0.0
    for shown, wanted in zip(rows, right, strict=True):
        scores = shown @ counts
        chances = np.exp(scores - scores.max())
        total -= math.log(chances[wanted].sum() / chances.sum() + 1e-9)
    return total / len(rows) + 0.002 * float(counts @ counts)


def fit_chances() -> dict[str, list[float]]:
    """Return what joint log-odds are worth, from the documents in view."""
    seen: list[tuple[float, float, bool]] = []
    silent: list[tuple[float, float, bool]] = []
    for document in marked(TESTS / "documents/seen"):
        for pair in pairs(document):
            judged = judge(_judged(pair.proposal), scorers())
            main = judged.kinds[0]
            if HEADING_KIND in {main, *pair.passage.main}:
                continue
            row = (*judged.odds, main in pair.passage.main)
            (silent if main == NO_KIND else seen).append(row)
    return {"sure": _chances(seen, 2), "silent": _chances(silent, 1)}


def _chances(rows: Sequence[tuple[float, float, bool]], columns: int) -> list[float]:
    """Fit how often the answer is right by its odds."""
    shown = np.array([row[:columns] for row in rows])
    model = LogisticRegression(C=1.0).fit(shown, [row[2] for row in rows])
    return [round(float(each), 4) for each in (*model.coef_[0], model.intercept_[0])]


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of shared corpora")
    parser.add_argument("--join-only", action="store_true", help="keep the weights of signs")
    given = parser.parse_args()
    texts = run(given.data, join_only=given.join_only)
    sys.stdout.write(json.dumps({"texts": texts, "own": counts()}) + "\n")


def run(data: Path, *, join_only: bool) -> dict[Language, int]:
    """Train both languages, then the joint weights."""
    neutral = {"sure": [0.5, 0.3, 0.0], "silent": [0.5, 0.0]}
    voices_equal = {"sentence": 1.0, "heading": 1.0, "lead_in": 1.0, "shift": 2.0}
    _write_join({**voices_equal, **neutral})
    texts = {} if join_only else {language: learn(data, language) for language in LANGUAGES}
    weights.cache_clear()
    _write_join({**fit_join(_seen()), **neutral})
    _write_join({**json.loads((MODEL / "join.json").read_text("utf-8")), **fit_chances()})
    return texts


def _write_join(said: Mapping[str, Any]) -> None:
    """Write the joint weights and let the program read them anew."""
    Join(**said)
    (MODEL / "join.json").write_text(json.dumps(said, indent=2, sort_keys=True) + "\n", "utf-8")
    join.cache_clear()


if __name__ == "__main__":
    main()
