"""The one place where evidence becomes kinds and a confidence.

Scorers' log-odds are added. A kind counts from even odds on; the main one has the most
evidence, others follow where they have a good share of it.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Role
from amana.reading.features import Features
from amana.reading.kinds.above import is_ruled_out_above
from amana.reading.kinds.guidelines import (
    announces_limit,
    defines,
    in_order,
    is_companion,
    may_be,
    states_date,
    with_ban,
    with_law,
    with_limit,
    with_right,
)
from amana.reading.kinds.learned import PRIOR, join
from amana.reading.kinds.scorer import Evidence, Scorer

_SHARE: Final = 0.65
"""How much of the main kind's evidence one needs that often stands beside it."""
_SHARE_OF_OTHERS: Final = 0.95
"""The same of any other: few passages say two things that others do not say together."""
_MOST_KINDS: Final = 3
_LISTED: Final = frozenset({"collect", "share", "use", "retain", "locate", "protect"})
_HEADING: Final = 0.9
_ANNOUNCED: Final = 0.6
_WIDEST: Final = 4.6
_ASKS: Final = re.compile(r"[?؟][\"'”’»)\]*_\s]{0,6}$")
"""What ends as a question promises nothing: the answer does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The kinds of a piece, the main one first; how sure; and the words for each."""

    kinds: tuple[str, ...]
    confidence: float
    because: Mapping[str, tuple[str, ...]]
    odds: tuple[float, float] = (0.0, 0.0)
    """Joint log-odds of the likeliest kind, and its lead on the next one."""


def judge(piece: Features, scorers: Sequence[Scorer]) -> Judgement:
    """Return what the scorers' joint evidence says of a piece."""
    if piece.role is Role.HEADING:
        return Judgement(kinds=(HEADING_KIND,), confidence=_HEADING, because={})
    if _ASKS.search(piece.text) or states_date(piece):
        return Judgement(kinds=(NO_KIND,), confidence=_HEADING, because={})
    evidence = [scorer.score(piece) for scorer in scorers]
    weights: dict[str, float] = {}
    for found in evidence:
        for kind, each in found.items():
            weights[kind] = weights.get(kind, 0) + each.weight
    borne = [kind for kind in weights if may_be(kind, piece)]
    ranked = sorted(borne, key=lambda kind: (-weights[kind], kind))
    top = weights[ranked[0]] + PRIOR if ranked else PRIOR
    runner_up = weights[ranked[1]] + PRIOR if len(ranked) > 1 else PRIOR
    if top <= 0 or _names_nothing(piece, ranked[0]):
        likely = [kind for kind in borne if not _collects_nothing(piece, kind)]
        disputed = _disputed(evidence, weights, likely) if top <= 0 else None
        return _quiet(piece, disputed, (top, top - runner_up), evidence)
    if ranked[0] != "scope" and defines(piece):
        return Judgement(kinds=(NO_KIND,), confidence=_HEADING, because={})
    kinds = tuple(
        kind for kind in ranked if weights[kind] >= _floor(kind, ranked[0], weights, piece)
    )
    kinds = with_limit(in_order(kinds[:_MOST_KINDS], piece), piece)
    kinds = with_law(with_ban(kinds, piece), piece)
    kinds = ("never",) if _is_listed_ban(kinds[0], piece) else with_right(kinds, piece)
    by_odds, by_lead, alone = join().sure
    sure = _chance(by_odds * top + by_lead * (top - runner_up) + alone)
    return Judgement(
        kinds=kinds,
        confidence=min(sure, _ANNOUNCED) if _collects_nothing(piece, kinds[0]) else sure,
        because={kind: _because(evidence, kind) or _banned(kind, piece) for kind in kinds},
        odds=(top, top - runner_up),
    )


def _floor(kind: str, main: str, weights: Mapping[str, float], piece: Features) -> float:
    """Return how much evidence a kind needs beside the main one."""
    if kind == main:
        return -PRIOR
    together = is_companion(kind, main) or piece.has("#also")
    share = _SHARE if together else _SHARE_OF_OTHERS
    return max(-PRIOR, share * weights[main])


def _is_listed_ban(kind: str, piece: Features) -> bool:
    """Tell whether what seems to be done stands in a list of what is not: *What we never keep*."""
    return kind in _LISTED and is_ruled_out_above(piece)


def _nothing(top: float, lead: float) -> Judgement:
    """Return that a piece promises nothing, and how sure that is."""
    by_odds, alone = join().silent
    return Judgement(
        kinds=(NO_KIND,), confidence=_chance(by_odds * top + alone), because={}, odds=(top, lead)
    )


def _quiet(
    piece: Features,
    disputed: str | None,
    odds: tuple[float, float],
    evidence: Sequence[Mapping[str, Evidence]],
) -> Judgement:
    """Return what a piece is that speaks for no kind enough: a limit, what is disputed, nothing."""
    if announces_limit(piece):
        return Judgement(kinds=("only",), confidence=_ANNOUNCED, because={})
    if disputed is None:
        return _nothing(*odds)
    because = {disputed: _because(evidence, disputed)}
    return Judgement(kinds=(disputed,), confidence=_ANNOUNCED, because=because)


def _disputed(
    evidence: Sequence[Mapping[str, Evidence]], weights: Mapping[str, float], borne: Sequence[str]
) -> str | None:
    """Return the kind with the most evidence where each voice hears a promise, but another one.

    A heading may speak so loudly for what the sentence cannot be that nothing is left for what it
    is. Where all hear a promise, there is one.
    """
    heard = [{kind for kind in found if found[kind].weight + PRIOR > 0} for found in evidence]
    said = set(borne).intersection(set().union(*heard))
    return max(sorted(said), key=lambda kind: weights[kind]) if said and all(heard) else None


def _because(evidence: Sequence[Mapping[str, Evidence]], kind: str) -> tuple[str, ...]:
    """Return the words that speak for a kind, each once."""
    speaking = (found[kind] for found in evidence if kind in found)
    return tuple(dict.fromkeys(word for each in speaking for word in each.because()))


def _banned(kind: str, piece: Features) -> tuple[str, ...]:
    """Return the words that rule out an act, where the ban rests on them alone."""
    spans = piece.concepts.get("#banned", ()) if kind == "never" else ()
    return tuple(piece.quote(span) for span in spans)


def _names_nothing(piece: Features, kind: str) -> bool:
    """Tell whether a lead-in only announces: it names no data, purpose, recipient or limit."""
    if not piece.has("#colon") or kind not in ("collect", "use", "share", "right", "scope"):
        return False
    return not any(piece.has(mark) for mark in ("#data", "#purpose", "#recipient", "only"))


def _collects_nothing(piece: Features, kind: str) -> bool:
    """Tell whether a list's item is taken for a collection though it names no data at all."""
    named = any(piece.has(mark) for mark in ("#data", "data", "personal"))
    return kind == "collect" and piece.has("#item") and not named


def _chance(odds: float) -> float:
    """Turn log-odds into a chance between 0 and 1."""
    held = max(-_WIDEST, min(_WIDEST, odds))
    return round(1 / (1 + math.exp(-held)), 3)
