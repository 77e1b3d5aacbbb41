"""The learned model as a scorer beside the word rules.

Its log-odds, from the sentence and what stands above it, are weighed as ``model/join.json`` says:
these few weights were fitted on whole documents by hands that the model had not learned from.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from typing import Final

from amana.domain.policy.proposal import NO_KIND
from amana.domain.words import Language
from amana.reading.features import Features
from amana.reading.kinds.scorer import Evidence
from amana.reading.kinds.signs import Signs, signs
from amana.reading.kinds.weights import Weights, weights
from amana.reading.language import language_of

_WIDEST: Final = 8.0
_MOST_REASONS: Final = 2
PRIOR: Final = -2.0
"""Log-odds of a kind before any evidence; the scorers' evidence is added to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """How much the model counts, where the rules count 1; and what log-odds are worth."""

    learned: float
    shift: float
    sure: tuple[float, float, float]
    """Of a kind's chance: for each unit of its odds, of its lead on the next, and alone."""
    silent: tuple[float, float]
    """Of no promise's chance: for each unit by which the likeliest kind fails, and alone."""


@cache
def join() -> Join:
    """Return the weights that come with the program, read once."""
    path = resources.files("amana.reading").joinpath("model/join.json")
    known = json.loads(path.read_text("utf-8"))
    return Join(**{**known, "sure": tuple(known["sure"]), "silent": tuple(known["silent"])})


def held(odds: float) -> float:
    """Keep log-odds within what they can be trusted to say."""
    return -_WIDEST if odds < -_WIDEST else min(odds, _WIDEST)


class LearnedScorer:
    """Adds what the model says; kinds that it knows nothing of are left to the rules."""

    def __init__(self, models: Callable[[Language], Weights] = weights) -> None:
        """Score by these weights, by default those that come with the program."""
        self._models = models

    def score(self, piece: Features) -> Mapping[str, Evidence]:
        """Return the evidence by kind, with the words that weigh most for the likely ones."""
        how, model, shown = join(), self._models(language_of(piece.text)), signs(piece)
        said = model.odds(shown)
        counts = how.learned
        nothing = counts * held(said.pop(NO_KIND, 0.0)) + how.shift
        found: dict[str, Evidence] = {}
        for kind, odds in said.items():
            because = partial(_reasons, piece, shown, kind, model) if odds > 0 else tuple
            found[kind] = Evidence(counts * held(odds) - nothing - PRIOR, because)
        return found


def _reasons(piece: Features, shown: Signs, kind: str, model: Weights) -> tuple[str, ...]:
    """Return the words that weigh most for a kind, as they stand in the piece."""
    heavy = model.heaviest(shown.words, kind)
    wanted = set(heavy[:_MOST_REASONS])
    found: dict[str, str] = {}
    for token in piece.words:
        if token.word in wanted:
            found.setdefault(token.word, piece.text[token.start : token.end])
    return tuple(found.values())


@cache
def learned() -> LearnedScorer:
    """Return the model that comes with the program."""
    return LearnedScorer()
