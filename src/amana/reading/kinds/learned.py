"""The learned model as a scorer beside the word rules.

Its log-odds, from the sentence and what stands above it, are weighed as ``model/join.json`` says:
these few weights were fitted on whole documents by hands that the model had not learned from. What
stands around a passage in its document is added by ``LearnedScorer.among``.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from typing import Final

from amana.domain.policy.proposal import NO_KIND
from amana.domain.words import Language
from amana.reading.features import Features
from amana.reading.kinds.scorer import Evidence
from amana.reading.kinds.signs import signs
from amana.reading.kinds.surroundings import (
    ALONE,
    Chances,
    Heard,
    Odds,
    chances,
    surroundings,
)
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
    around: float
    """How much what stands around a passage counts."""
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

    def said(self, piece: Features) -> Odds:
        """Return the log-odds of each kind and of none, by the piece and what stands above it."""
        said = self._models(language_of(piece.text)).odds(signs(piece))
        return {kind: held(odds) for kind, odds in said.items()}

    def score(self, piece: Features) -> Mapping[str, Evidence]:
        """Return the evidence by kind, as of a piece that stands alone."""
        return self.among(self.said(piece), surroundings().odds(ALONE)).score(piece)

    def among(self, said: Odds, around: Odds) -> "AmongOthers":
        """Return the scorer of one passage, by what it says and what stands around it."""
        return AmongOthers(self._models, said, around)


@dataclass(frozen=True, slots=True)
class AmongOthers:
    """Scores one passage of a document."""

    models: Callable[[Language], Weights]
    said: Odds
    around: Odds

    def score(self, piece: Features) -> Mapping[str, Evidence]:
        """Return the evidence by kind, with the words that weigh most for the likely ones."""
        how, model = join(), self.models(language_of(piece.text))
        nothing = self._joint(how, NO_KIND) + how.shift
        found: dict[str, Evidence] = {}
        for kind, odds in self.said.items():
            if kind != NO_KIND:
                because = partial(_reasons, piece, kind, model) if odds > 0 else tuple
                found[kind] = Evidence(self._joint(how, kind) - nothing - PRIOR, because)
        return found

    def _joint(self, how: Join, kind: str) -> float:
        """Return how much words and surroundings speak for a kind together."""
        said, around = self.said.get(kind, 0.0), self.around.get(kind, 0.0)
        return how.learned * said + how.around * around


def _reasons(piece: Features, kind: str, model: Weights) -> tuple[str, ...]:
    """Return the words that weigh most for a kind, as they stand in the piece."""
    heavy = model.heaviest(signs(piece).words, kind)
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


def in_document(pieces: Sequence[Features], model: LearnedScorer) -> list[tuple[Odds, Chances]]:
    """Return what each passage of a document says by a model, and what surrounds it there.

    Headings are left out.
    """
    heard = [Heard(heading=each.heading_words, odds=model.said(each)) for each in pieces]
    return list(zip([each.odds for each in heard], chances(heard), strict=True))


def among_others(pieces: Sequence[Features]) -> list[AmongOthers]:
    """Return the scorer of each passage of a document, headings left out."""
    model, known = learned(), surroundings()
    return [model.among(said, known.odds(around)) for said, around in in_document(pieces, model)]
