"""The one place where evidence becomes kinds and a confidence.

Scorers' log-odds are added. A kind counts from even odds on; the main one has the most
evidence, others follow where they have a good share of it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Role
from amana.reading.features import Features
from amana.reading.kinds.guidelines import in_order
from amana.reading.kinds.scorer import Evidence, Scorer

_PRIOR: Final = -2.0
"""Log-odds of a kind before any evidence."""
_SHARE: Final = 0.55
"""How much of the main kind's evidence another one needs."""
_MOST_KINDS: Final = 3
_HEADING: Final = 0.9
_WIDEST: Final = 3.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The kinds of a piece, the main one first; how sure; and the words for each."""

    kinds: tuple[str, ...]
    confidence: float
    because: Mapping[str, tuple[str, ...]]


def judge(piece: Features, scorers: Sequence[Scorer]) -> Judgement:
    """Return what the scorers' joint evidence says of a piece."""
    if piece.role is Role.HEADING:
        return Judgement(kinds=(HEADING_KIND,), confidence=_HEADING, because={})
    evidence = _joined(piece, scorers)
    ranked = sorted(evidence, key=lambda kind: (-evidence[kind].weight, kind))
    top = evidence[ranked[0]].weight + _PRIOR if ranked else _PRIOR
    if top <= 0 or _names_nothing(piece, ranked[0]):
        return Judgement(kinds=(NO_KIND,), confidence=_chance(max(-top, 0.4)), because={})
    floor = max(-_PRIOR, _SHARE * evidence[ranked[0]].weight)
    kinds = tuple(kind for kind in ranked if evidence[kind].weight >= floor)[:_MOST_KINDS]
    runner_up = evidence[ranked[1]].weight + _PRIOR if len(ranked) > 1 else _PRIOR
    kinds = in_order(kinds, piece)
    return Judgement(
        kinds=kinds,
        confidence=_chance(min(top, 0.8 + (top - runner_up))),
        because={kind: evidence[kind].because for kind in kinds},
    )


def _joined(piece: Features, scorers: Sequence[Scorer]) -> dict[str, Evidence]:
    """Add up what the scorers say of each kind."""
    joined: dict[str, Evidence] = {}
    for scorer in scorers:
        for kind, evidence in scorer.score(piece).items():
            known = joined.get(kind, Evidence(0.0))
            words = dict.fromkeys((*known.because, *evidence.because))
            joined[kind] = Evidence(known.weight + evidence.weight, tuple(words))
    return joined


def _names_nothing(piece: Features, kind: str) -> bool:
    """Tell whether a lead-in only announces: it names no data, purpose, recipient or limit."""
    if not piece.has("#colon") or kind not in ("collect", "use", "share", "right", "scope"):
        return False
    return not any(piece.has(mark) for mark in ("#data", "#purpose", "#recipient", "only"))


def _chance(odds: float) -> float:
    """Turn log-odds into a chance between 0 and 1."""
    held = max(-_WIDEST, min(_WIDEST, odds))
    return round(1 / (1 + math.exp(-held)), 3)
