"""Train the model that comes with the program: ``make model DATA=folder``.

Writes ``src/amana/reading/model/{ar,en}.weights``, ``{ar,en}.source`` and ``join.json``.
Two steps: weights of signs from the shared corpora, our own sentences and whole policies; then, on
each writer's policies by a model that only the others have taught, how much it counts beside the
rules, and what joint log-odds are worth as a chance.
"""

import argparse
import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from tools.model.corpora import Example, counts, examples
from tools.model.fitting import Recipe, fit
from tools.model.sources import learn_sources, told

from amana.domain.policy.proposal import NO_KIND
from amana.domain.words import LANGUAGES, Language
from amana.reading.kinds.judge import judge
from amana.reading.kinds.learned import Join, LearnedScorer, held, join
from amana.reading.kinds.rules import word_rules
from amana.reading.kinds.signs import signs
from amana.reading.kinds.weights import Weights, weights

MODEL: Final = Path(__file__).parents[2] / "src/amana/reading/model"
RECIPES: Final[Mapping[Language, Recipe]] = {
    "ar": Recipe(strength=20.0, least=(2, 3, 1, 2, 2, 1)),
    "en": Recipe(strength=6.0),
}
_BOUNDS: Final = ((0.25, 9), (0.05, 1), (0.05, 9))
"""Of rules, model and silence. Rules keep a quarter of the model's say: less changed nothing for
other hands, and they hold where a kind has few examples."""
WRITERS: Final = "learn_"
"""What the names of those begin with who wrote policies to learn from."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A passage, and what the hands of all others teach of it."""

    row: Example
    scorer: LearnedScorer
    taught: Weights


def learn(rows: Sequence[Example], language: Language) -> bytes:
    """Return the file of weights that these examples teach."""
    return fit(
        [signs(row.piece) for row in rows],
        [row.kinds for row in rows],
        RECIPES[language],
        [row.weight for row in rows],
    )


def by_others(rows: Sequence[Example], language: Language) -> list[Heard]:
    """Return each writer's passages with the scorer that all hands but theirs have taught."""
    found = []
    for author in sorted({row.author for row in rows if row.author.startswith(WRITERS)}):
        taught = Weights(learn([row for row in rows if row.author != author], language))
        scorer = LearnedScorer(_always(taught))
        found += [Heard(row, scorer, taught) for row in rows if row.author == author]
    return found


def _always(taught: Weights) -> Callable[[Language], Weights]:
    """Return what gives these weights for either language."""
    return lambda _: taught


def fit_join(heard: Sequence[Heard]) -> dict[str, Any]:
    """Return how much the model counts beside the rules: a choice among all kinds and none."""
    rows, right = [], []
    for each in heard:
        said, rules = each.taught.odds(signs(each.row.piece)), word_rules().score(each.row.piece)
        known = [kind for kind in said if kind != NO_KIND]
        shown = [
            [rules[kind].weight if kind in rules else 0.0, held(said[kind]), 0.0] for kind in known
        ]
        rows.append(np.array([*shown, [0.0, held(said.get(NO_KIND, 0.0)), 1.0]]))
        right.append(np.array([kind in each.row.kinds[:1] for kind in (*known, NO_KIND)]))
    rule, sentence, shift = minimize(
        _surprise, np.array([0.5, 0.5, 1.0]), args=(rows, right), bounds=_BOUNDS
    ).x
    return {"learned": round(float(sentence / rule), 4), "shift": round(float(shift / rule), 4)}


def _surprise(counts: Any, rows: Sequence[Any], right: Sequence[Any]) -> float:  # noqa: ANN401 - numpy
    """Return how surprising what is right is, if the voices count so much."""
    total = 0.0
    for shown, wanted in zip(rows, right, strict=True):
        scores = shown @ counts
        chances = np.exp(scores - scores.max())
        total -= math.log(chances[wanted].sum() / chances.sum() + 1e-9)
    return total / len(rows) + 0.002 * float(counts @ counts)


def fit_chances(heard: Sequence[Heard]) -> dict[str, list[float]]:
    """Return what joint log-odds are worth, on hands that the model had not learned from."""
    seen: list[tuple[float, float, bool]] = []
    silent: list[tuple[float, float, bool]] = []
    for each in heard:
        judged = judge(each.row.piece, (word_rules(), each.scorer))
        main = judged.kinds[0]
        row = (*judged.odds, main in each.row.main)
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
    """Train both languages, then the joint weights by what held for hands not learned from."""
    neutral = {"sure": [0.5, 0.3, 0.0], "silent": [0.5, 0.0]}
    _write_join({"learned": 1.0, "shift": 2.0, **neutral})
    heard: dict[Language, list[Heard]] = {}
    texts = {}
    for language in LANGUAGES:
        rows = examples(data, language)
        texts[language] = len(rows)
        heard[language] = by_others(rows, language)
        if not join_only:
            (MODEL / f"{language}.weights").write_bytes(learn(rows, language))
    weights.cache_clear()
    everyone = [each for language in LANGUAGES for each in heard[language]]
    joined = {**fit_join(everyone), **neutral}
    _write_join(joined)
    _write_join({**joined, **fit_chances(everyone)})
    for language in LANGUAGES:
        _write_sources(heard[language], language)
    return texts


def _write_sources(heard: Sequence[Heard], language: Language) -> None:
    """Write the model of sources, by what the program finds of each hand it has not read."""
    rows = [told(each.row.piece, each.scorer, each.row.sources) for each in heard]
    (MODEL / f"{language}.source").write_bytes(learn_sources(rows))


def _write_join(said: Mapping[str, Any]) -> None:
    """Write the joint weights and let the program read them anew."""
    Join(**said)
    (MODEL / "join.json").write_text(json.dumps(said, indent=2, sort_keys=True) + "\n", "utf-8")
    join.cache_clear()


if __name__ == "__main__":
    main()
