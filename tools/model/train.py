"""Train the model that comes with the program: ``make model DATA=folder``.

Writes ``src/amana/reading/model``: ``{ar,en}.weights``, ``{ar,en}.slots``, ``around.json`` and
``join.json``. Two steps: weights of signs from the shared corpora, our own sentences and whole
policies; then, on each writer's policies by a model that only the others have taught, how much it
counts beside the rules, what surroundings say, and what joint log-odds are worth as a chance.
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
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from tools.model.around import ALL, learn_around, row_of, surrounding
from tools.model.corpora import Example, counts, examples
from tools.model.documents import WRITERS
from tools.model.fitting import Recipe, fit
from tools.model.values import learn_values, told

from amana.domain.policy.proposal import NO_KIND
from amana.domain.words import LANGUAGES, Language
from amana.reading.kinds.judge import judge
from amana.reading.kinds.learned import AmongOthers, Join, LearnedScorer, join
from amana.reading.kinds.rules import word_rules
from amana.reading.kinds.signs import signs
from amana.reading.kinds.surroundings import ALONE, Chances, Odds, Surroundings, surroundings
from amana.reading.kinds.weights import Weights, weights

MODEL: Final = Path(__file__).parents[2] / "src/amana/reading/model"
RECIPES: Final[Mapping[Language, Recipe]] = {
    "ar": Recipe(strength=20.0, least=(2, 3, 1, 2, 2, 1)),
    "en": Recipe(strength=6.0),
}
_BOUNDS: Final = ((0.25, 9), (0.05, 1), (0.0, 3), (0.05, 9))
"""Of rules, words, surroundings and silence. Rules keep a quarter of the model's say: less changed
nothing for other hands, and they hold where a kind has few examples."""
_ALONE: Final = 3
"""Every so many passages are also shown as if each stood alone, so that such are read as well."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A passage, and what the hands of all others teach of it and of what surrounds it."""

    row: Example
    said: Odds
    shown: NDArray[np.float64]
    around: Chances
    models: LearnedScorer

    def scorer(self, known: Surroundings) -> AmongOthers:
        """Return its scorer, by what is known of surroundings."""
        return self.models.among(self.said, known.odds(self.around))


def learn(rows: Sequence[Example], language: Language) -> bytes:
    """Return the file of weights that these examples teach."""
    return fit(
        [signs(row.piece) for row in rows],
        [row.kinds for row in rows],
        RECIPES[language],
        [row.weight for row in rows],
    )


def by_others(rows: Sequence[Example], language: Language) -> list[Heard]:
    """Return each writer's passages with what all hands but theirs have taught of them."""
    found: list[Heard] = []
    for author in sorted({row.author for row in rows if row.author.startswith(WRITERS)}):
        taught = Weights(learn([row for row in rows if row.author != author], language))
        scorer = LearnedScorer(_always(taught))
        own = [row for row in rows if row.author == author]
        heard = zip(own, surrounding(own, scorer), strict=True)
        for n, (row, (said, around)) in enumerate(heard):
            places = (around, ALONE) if n % _ALONE == 0 else (around,)
            found += [Heard(row, said, row_of(row, said, at), at, scorer) for at in places]
    return found


def _always(taught: Weights) -> Callable[[Language], Weights]:
    """Return what gives these weights for either language."""
    return lambda _: taught


def known_by_others(heard: Sequence[Heard]) -> dict[str, Surroundings]:
    """Return for each writer what the passages of all others teach of surroundings."""
    found = {}
    for author in sorted({each.row.author for each in heard}):
        rest = [each for each in heard if each.row.author != author]
        found[author] = Surroundings(**_learn_around(rest))
    return found


def _learn_around(heard: Sequence[Heard]) -> dict[str, dict[str, dict[str, float]]]:
    """Return what these passages teach of surroundings."""
    return learn_around([each.shown for each in heard], [each.row.kinds[0] for each in heard])


def fit_join(heard: Sequence[Heard], known: Mapping[str, Surroundings]) -> dict[str, Any]:
    """Return how much words and surroundings count beside the rules: a choice among all kinds."""
    rows, right = [], []
    for each in heard:
        rules = word_rules().score(each.row.piece)
        around = known[each.row.author].odds(each.around)
        shown = [
            [
                rules[kind].weight if kind in rules else 0.0,
                each.said.get(kind, 0.0),
                around.get(kind, 0.0),
                float(kind == NO_KIND),
            ]
            for kind in ALL
        ]
        rows.append(np.array(shown))
        right.append(np.array([kind in each.row.kinds[:1] for kind in ALL]))
    rule, sentence, beside, shift = minimize(
        _surprise, np.array([0.5, 0.5, 0.5, 1.0]), args=(rows, right), bounds=_BOUNDS
    ).x
    counts = {"learned": sentence / rule, "around": beside / rule, "shift": shift / rule}
    return {name: round(float(count), 4) for name, count in counts.items()}


def _surprise(counts: Any, rows: Sequence[Any], right: Sequence[Any]) -> float:  # noqa: ANN401 - numpy
    """Return how surprising what is right is, if the voices count so much."""
    total = 0.0
    for shown, wanted in zip(rows, right, strict=True):
        scores = shown @ counts
        chances = np.exp(scores - scores.max())
        total -= math.log(chances[wanted].sum() / chances.sum() + 1e-9)
    return total / len(rows) + 0.002 * float(counts @ counts)


def fit_chances(
    heard: Sequence[Heard], known: Mapping[str, Surroundings]
) -> dict[str, list[float]]:
    """Return what joint log-odds are worth, on hands that the model had not learned from."""
    seen: list[tuple[float, float, bool]] = []
    silent: list[tuple[float, float, bool]] = []
    for each in heard:
        judged = judge(each.row.piece, (word_rules(), each.scorer(known[each.row.author])))
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
    _write_join({"learned": 1.0, "around": 1.0, "shift": 2.0, **neutral})
    _write("around", {"before": {}, "after": {}, "section": {}})
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
    _write("around", _learn_around(everyone))
    surroundings.cache_clear()
    known = known_by_others(everyone)
    joined = {**fit_join(everyone, known), **neutral}
    _write_join(joined)
    _write_join({**joined, **fit_chances(everyone, known)})
    for language in LANGUAGES:
        _write_values(heard[language], known, language)
    return texts


def _write_values(
    heard: Sequence[Heard], known: Mapping[str, Surroundings], language: Language
) -> None:
    """Write the model of slots, by what the program finds of each hand it has not read."""
    rows = [
        told(each.row.piece, each.scorer(known[each.row.author]), each.row.slots) for each in heard
    ]
    (MODEL / f"{language}.slots").write_bytes(learn_values(rows))


def _write_join(said: Mapping[str, Any]) -> None:
    """Write the joint weights and let the program read them anew."""
    Join(**said)
    _write("join", said)
    join.cache_clear()


def _write(name: str, said: Mapping[str, Any]) -> None:
    """Write a file of numbers."""
    text = json.dumps(said, indent=1, sort_keys=True)
    (MODEL / f"{name}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
