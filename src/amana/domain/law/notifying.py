"""Whom each law wants told of a breach and how soon, out of the law packs.

What no source was found for is uncertain: it is shown, and warns, but is never said to be what the
law says. Drafts are told of as well.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from amana.domain.decision.duty import Certainty
from amana.domain.law.book import BOOK
from amana.domain.law.breaches import BreachTerm, Content, Severity, TermStart, TermUnit, Whom
from amana.domain.promises.law import Law


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachRule:
    """How soon one law wants one of the two told."""

    law: Law
    whom: Whom
    unit: TermUnit
    count: int | None = None
    """``None`` of what has no number."""
    start: TermStart = TermStart.AWARE
    threshold: Severity = Severity.RISK
    """How grave a breach is, at least, of which the law wants them told."""
    more_than: int = 0
    """Of more affected people than this."""
    contents: frozenset[Content]
    article: str
    source: str | None
    """Where it was read; ``None`` where it is only recalled."""
    certainty: Certainty


def _rule(law: Law, term: BreachTerm) -> BreachRule:
    return BreachRule(
        law=law,
        whom=term.whom,
        unit=term.unit,
        count=term.count,
        start=term.start,
        threshold=term.threshold,
        more_than=term.more_than,
        contents=frozenset(term.contents),
        article=term.article,
        source=term.source,
        certainty=term.certainty,
    )


RULES: Final = tuple(_rule(pack.law, term) for pack in BOOK.values() for term in pack.breaches)
"""Of Bahrain and Kuwait nothing was read about telling people."""


def notify_rules(laws: Collection[Law]) -> tuple[BreachRule, ...]:
    """Return the rules of these laws, in the order of :data:`RULES`."""
    return tuple(rule for rule in RULES if rule.law in laws)
