"""What a scorer is: word rules are one, a learned model can be another."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from amana.reading.features import Features


class Evidence(NamedTuple):
    """How much speaks for a kind, in log-odds, and the exact words that do.

    The words are looked up when they are asked for: of most kinds nobody asks.
    """

    weight: float
    because: Callable[[], tuple[str, ...]] = tuple


class Scorer(Protocol):
    """Weighs a piece for each kind. Kinds that it says nothing about are left out."""

    def score(self, piece: Features) -> Mapping[str, Evidence]:
        """Return the evidence by kind."""
        ...
