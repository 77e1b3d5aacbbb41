"""What stands around a passage says of its kind: those before and after it, and its section.

*Your name and number* may be collected, shared or shown to all: what stands before and after tells.
What was learned of this (``model/around.json``) is a row of log-odds for each kind that a neighbour
seems to be of. Neighbours stand under the same heading, one after another.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from types import MappingProxyType
from typing import Final

Odds = Mapping[str, float]
"""Log-odds of each kind, and of none."""

EDGE: Final = ""
"""What stands where no passage does: before the first of a section, after the last."""
_NOBODY: Final[Odds] = MappingProxyType({EDGE: 1.0})
_LEAST: Final = 0.1
"""Chances below this are left out: they say nothing, and would cost most of the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a passage's own words say, and the heading that it stands under."""

    heading: str
    odds: Odds


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """How likely each kind is of what stands around a passage; ``EDGE`` where nothing does."""

    before: Odds
    after: Odds
    section: Odds
    """The mean of all others under the heading."""


ALONE: Final = Chances(before=_NOBODY, after=_NOBODY, section=_NOBODY)
"""What surrounds a passage that stands by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What was learned: for a kind that stands there, the log-odds of each kind here."""

    before: Mapping[str, Odds]
    after: Mapping[str, Odds]
    section: Mapping[str, Odds]

    def odds(self, around: Chances) -> dict[str, float]:
        """Return what the surroundings of a passage say for each kind, and for none."""
        found: dict[str, float] = {}
        for place, said in (
            (around.before, self.before),
            (around.after, self.after),
            (around.section, self.section),
        ):
            for there, chance in place.items():
                for here, weight in said.get(there, {}).items():
                    found[here] = found.get(here, 0.0) + chance * weight
        return found


def chances(heard: Sequence[Heard]) -> list[Chances]:
    """Return what surrounds each passage of a document, in time linear in their number."""
    found: list[Chances] = []
    for _, section in groupby(heard, key=lambda each: each.heading):
        likely = [_likely(each.odds) for each in section]
        total: dict[str, float] = {}
        for said in likely:
            for kind, chance in said.items():
                total[kind] = total.get(kind, 0.0) + chance
        last = len(likely) - 1
        for at, own in enumerate(likely):
            others = {
                kind: (chance - own.get(kind, 0.0)) / max(1, last)
                for kind, chance in total.items()
                if chance - own.get(kind, 0.0) > _LEAST / 2
            }
            found.append(
                Chances(
                    before=likely[at - 1] if at else _NOBODY,
                    after=likely[at + 1] if at < last else _NOBODY,
                    section=others if last else _NOBODY,
                )
            )
    return found


def _likely(odds: Odds) -> Odds:
    """Return the likely kinds with their chances."""
    highest = max(odds.values(), default=0.0)
    raised = {kind: math.exp(each - highest) for kind, each in odds.items()}
    total = sum(raised.values()) or 1.0
    return {kind: each / total for kind, each in raised.items() if each >= _LEAST * total}


@cache
def surroundings() -> Surroundings:
    """Return what comes with the program, read once."""
    path = resources.files("amana.reading").joinpath("model/around.json")
    return Surroundings(**json.loads(path.read_text("utf-8")))
