"""The learned model as a scorer beside the word rules.

Its log-odds for the sentence, and how likely it finds each kind for the heading and for the
lead-in, are weighed as ``model/join.json`` says: these few weights were fitted, together with
that of the rules, on whole documents that the model had not learned from.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib import resources
from typing import Final

from amana.domain.policy.proposal import NO_KIND, Role
from amana.reading.features import Features, features
from amana.reading.kinds.scorer import Evidence
from amana.reading.kinds.signs import Signs, signs
from amana.reading.kinds.weights import weights
from amana.reading.language import language_of

_WIDEST: Final = 8.0
_MOST_REASONS: Final = 2
PRIOR: Final = -2.0
"""Log-odds of a kind before any evidence; the scorers' evidence is added to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """How much each voice counts, where the rules count 1; and what log-odds are worth."""

    sentence: float
    heading: float
    lead_in: float
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """What the model says of a piece, before it is weighed."""

    sentence: Mapping[str, float]
    heading: Mapping[str, float]
    lead_in: Mapping[str, float]
    shown: Signs
    """The signs of the sentence."""


def voices(piece: Features) -> Voices:
    """Return log-odds by kind for the piece, and chances for what stands above it."""
    shown = signs(piece)
    return Voices(
        sentence=weights(language_of(piece.text)).odds(shown),
        heading=_above(piece.heading_words),
        lead_in=_above(piece.lead_in_words),
        shown=shown,
    )


@lru_cache(maxsize=2_048)
def _above(text: str) -> Mapping[str, float]:
    """Return how likely each kind is for a heading or lead-in; nothing above says nothing."""
    if not text:
        return {}
    piece = features(text, role=Role.SENTENCE, heading=None, lead_in=None)
    found = weights(language_of(text)).odds(signs(piece))
    return {kind: 1 / (1 + math.exp(-held(odds))) for kind, odds in found.items()}


def held(odds: float) -> float:
    """Keep log-odds within what they can be trusted to say."""
    return max(-_WIDEST, min(_WIDEST, odds))


class LearnedScorer:
    """Adds what the model says; kinds that it knows nothing of are left to the rules."""

    def score(self, piece: Features) -> Mapping[str, Evidence]:
        """Return the evidence by kind, with the words that weigh most for the likely ones."""
        how, said = join(), voices(piece)
        found: dict[str, Evidence] = {}
        nothing = how.sentence * held(said.sentence.get(NO_KIND, 0.0)) + how.shift
        for kind, odds in said.sentence.items():
            if kind == NO_KIND:
                continue
            weight = (
                how.sentence * held(odds)
                + how.heading * said.heading.get(kind, 0.0)
                + how.lead_in * said.lead_in.get(kind, 0.0)
                - nothing
                - PRIOR
            )
            because = partial(_reasons, piece, said.shown, kind) if odds > 0 else tuple
            found[kind] = Evidence(weight, because)
        return found


def _reasons(piece: Features, shown: Signs, kind: str) -> tuple[str, ...]:
    """Return the words that weigh most for a kind, as they stand in the piece."""
    heavy = weights(language_of(piece.text)).heaviest(shown.words, kind)
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
