"""Rules as bit sets: what a compiled rule book is made of."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from amana.domain.decision.matching import PLAIN
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Effect, Need, Rule

NEED_BITS: Final[Mapping[Need, int]] = {need: 1 << place for place, need in enumerate(Need)}
FIRST_EVENT: Final = 1 << len(NEED_BITS)
"""The bit of a book's first event; the others follow it."""


class CompiledRule:
    """One promise's rule: its patterns of data and purposes as bits, its needs as bits."""

    __slots__ = ("data", "effect", "lacking", "needs", "promise", "purposes", "rule")

    def __init__(
        self,
        promise: str,
        rule: Rule,
        *,
        data: int,
        purposes: int,
        needs: Sequence[tuple[int, Need]],
    ) -> None:
        """Take a rule with the bits that its book gave to names, needs and events."""
        self.promise, self.rule, self.effect = promise, rule, rule.effect
        self.data, self.purposes, self.needs = data, purposes, needs
        self.lacking = sum(bit for bit, _ in needs)
        """All bits that it needs."""

    def hears(self, question: Question) -> bool:
        """Tell whether it matches, whatever the data and the purpose are."""
        rule, nature = self.rule, question.nature or PLAIN
        return (
            (rule.natures is None or nature in rule.natures)
            and self.scopes(question)
            and self._admits(
                (rule.recipients, question.recipient), (rule.channels, question.channel)
            )
        )

    def scopes(self, question: Question) -> bool:
        """Tell whether it speaks of where the data comes from, whoever gets it and how."""
        rule = self.rule
        return self._admits(
            (rule.occasions, question.occasion),
            (rule.origins, question.origin),
            (rule.sources, question.source),
        )

    def _admits(self, *parts: tuple[frozenset[str] | None, str | None]) -> bool:
        """Tell whether each pattern matches; what is not said never helps who asks."""
        permits = self.effect is Effect.PERMIT
        for pattern, value in parts:
            if pattern is not None and (permits if value is None else value not in pattern):
                return False
        return True

    def is_free(self, met: int) -> bool:
        """Tell whether all that it needs is met."""
        return self.lacking & met == self.lacking

    def unmet(self, met: int) -> Iterator[Need]:
        """Yield the needs whose bits are not among those met, in their fixed order."""
        return (need for bit, need in self.needs if not bit & met)
