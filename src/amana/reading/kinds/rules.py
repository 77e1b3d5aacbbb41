"""The word rules: each adds weight to a kind where its conditions hold.

The rules stand in ``lists/kinds.toml``, which says how they are written.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from typing import Final

from amana.reading.features import Features
from amana.reading.kinds.scorer import Evidence
from amana.reading.lexicon import Span

_WITHIN: Final = 6
_MOST_REASONS: Final = 4
_MOST_HEADS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: alternatives of which one must be there, or a sequence in order."""

    steps: tuple[tuple[str, ...], ...]
    absent: bool
    within: int

    def holds(self, piece: Features) -> tuple[Span, ...] | None:
        """Return the places that fulfil it, or ``None``; an absence has no place."""
        if len(self.steps) == 1:
            found = _present(piece, self.steps[0])
        else:
            found = _in_order(piece, self.steps, self.within)
        if self.absent:
            return () if found is None else None
        return found


@dataclass(frozen=True, slots=True)
class Rule:
    """A weight for one kind, under conditions that must all hold."""

    kind: str
    weight: float
    conditions: tuple[Condition, ...]
    first: frozenset[str]
    """Names of which the piece must show one, or the rule need not be looked at."""

    def look(self, bits: Mapping[str, int]) -> "Look":
        """Return what must be there and what must not, by the bits of the names."""
        barred, needed = 0, []
        for condition in self.conditions:
            masks = [sum(bits[name] for name in set(names)) for names in condition.steps]
            if not condition.absent:
                needed += masks
            elif len(masks) == 1:
                barred |= masks[0]
        return Look(self, barred, tuple(needed), all(len(c.steps) == 1 for c in self.conditions))

    def places(self, piece: Features) -> list[Span] | None:
        """Return the places of the words that fulfil the rule, or ``None``."""
        found: list[Span] = []
        for condition in self.conditions:
            spans = condition.holds(piece)
            if spans is None:
                return None
            found += spans
        return found


@dataclass(frozen=True, slots=True)
class Look:
    """A rule and, by the bits of names, whether it is worth looking for its places."""

    rule: Rule
    barred: int
    needed: tuple[int, ...]
    plain: bool
    """It asks for no order, so that the bits alone say whether it holds."""


def _present(piece: Features, names: Sequence[str]) -> tuple[Span, ...] | None:
    """Return the first place of the first name that is there."""
    for name in names:
        if piece.has(name):
            return tuple(piece.concepts.get(name, ())[:1])
    return None


def _in_order(
    piece: Features, steps: Sequence[Sequence[str]], within: int
) -> tuple[Span, ...] | None:
    """Find the steps one after another, each within so many words of the one before."""
    places = [
        sorted(span for name in names for span in piece.concepts.get(name, ())) for names in steps
    ]
    if not all(places):
        return None
    for first in places[0]:
        found = _chain(first, places[1:], within)
        if found is not None:
            return found
    return None


def _chain(first: Span, places: Sequence[list[Span]], within: int) -> tuple[Span, ...] | None:
    """Follow one beginning through the next steps."""
    found = [first]
    for spans in places:
        end = found[-1][1]
        at = bisect_left(spans, (end, 0))
        if at == len(spans) or spans[at][0] > end + within:
            return None
        found.append(spans[at])
    return tuple(found)


def parse_rule(kind: str, text: str) -> Rule:
    """Read a rule as ``kinds.toml`` writes it; what is none raises ``ValueError``."""
    weight, *conditions = text.split()
    parsed = tuple(_parse_condition(condition) for condition in conditions)
    needed = [c for c in parsed if not c.absent and len(c.steps[0]) > 0]
    if not needed:
        msg = f"a rule of {kind} names nothing that must be there"
        raise ValueError(msg)
    return Rule(kind, float(weight), parsed, frozenset(needed[0].steps[0]))


def _parse_condition(text: str) -> Condition:
    """Read one condition of a rule."""
    absent = text.startswith("!")
    body, _, within = text.removeprefix("!").partition("/")
    steps = tuple(tuple(step.split("|")) for step in body.split(">"))
    return Condition(_with_prefix(steps), absent, int(within) if within else _WITHIN)


def _with_prefix(steps: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Let ``h:a|b`` mean ``h:a|h:b``."""
    spread = []
    for names in steps:
        prefix = names[0][:2] if names[0][1:2] == ":" else ""
        spread.append(tuple(name if name[1:2] == ":" else prefix + name for name in names))
    return tuple(spread)


class RuleScorer:
    """Adds up the weights of the rules that hold."""

    def __init__(self, kinds: Mapping[str, Sequence[str]]) -> None:
        """Read the rules of each kind."""
        self.rules = tuple(
            parse_rule(kind, rule) for kind, rules in kinds.items() for rule in rules
        )
        self.kinds = tuple(kinds)
        names = {
            name
            for rule in self.rules
            for condition in rule.conditions
            for step in condition.steps
            for name in step
        }
        self._bits = {name: 1 << at for at, name in enumerate(sorted(names))}
        self._looks = [rule.look(self._bits) for rule in self.rules]
        self._by_first: dict[str, list[int]] = {}
        for at, rule in enumerate(self.rules):
            for name in rule.first:
                self._by_first.setdefault(name, []).append(at)
        self._above: dict[tuple[frozenset[str], frozenset[str]], tuple[int, AbstractSet[int]]] = {}

    def _worth_a_look(self, piece: Features) -> Iterator[Look]:
        """Yield the rules of which the piece shows the names, in their order."""
        bits, firsts, looks = self._bits, self._by_first, self._looks
        shown, places = self._shown_above(piece.heading, piece.lead_in)
        places = set(places)
        for name in piece.concepts:
            if name in bits:
                shown |= bits[name]
                places.update(firsts.get(name, ()))
        for at in sorted(places):
            look = looks[at]
            if look.barred & shown:
                continue
            for names in look.needed:
                if not names & shown:
                    break
            else:
                yield look

    def _shown_above(
        self, heading: frozenset[str], lead_in: frozenset[str]
    ) -> tuple[int, AbstractSet[int]]:
        """Return the bits of what stands above a piece, and the rules that begin there."""
        known = self._above.get((heading, lead_in))
        if known is None:
            names = [f"h:{name}" for name in heading] + [f"l:{name}" for name in lead_in]
            shown = sum(self._bits[name] for name in names if name in self._bits)
            places = frozenset(at for name in names for at in self._by_first.get(name, ()))
            if len(self._above) > _MOST_HEADS:
                self._above.clear()
            known = self._above[heading, lead_in] = shown, places
        return known

    def score(self, piece: Features) -> Mapping[str, Evidence]:
        """Return the evidence by kind, with the words of the rules that speak for it."""
        weights: dict[str, float] = {}
        speaking: dict[str, list[Rule]] = {}
        for look in self._worth_a_look(piece):
            rule = look.rule
            if look.plain or rule.places(piece) is not None:
                weights[rule.kind] = weights.get(rule.kind, 0.0) + rule.weight
                if rule.weight > 0:
                    speaking.setdefault(rule.kind, []).append(rule)
        return {
            kind: Evidence(weight, partial(_words, piece, speaking.get(kind, ())))
            for kind, weight in weights.items()
        }


def _words(piece: Features, rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return the exact words of the places that rules hold at, in order, each once."""
    ordered = sorted({span for rule in rules for span in rule.places(piece) or ()})
    words = dict.fromkeys(piece.quote(span) for span in ordered)
    return tuple(words)[:_MOST_REASONS]


@cache
def word_rules() -> RuleScorer:
    """Return the rules that come with the program, read once."""
    text = resources.files("amana.reading").joinpath("lists/kinds.toml").read_text("utf-8")
    return RuleScorer({kind: tuple(v["rules"]) for kind, v in tomllib.loads(text).items()})
