"""How the patterns of two rules lie to one another: whether they meet, whether one covers."""

from typing import Final

from amana.domain.decision.rule import Rule

DIMENSIONS: Final = ("data", "purposes", "recipients", "natures", "occasions", "origins", "sources")
"""What a rule's pattern may name; ``None`` in any of them means *any*."""


def meet(one: frozenset[str] | None, other: frozenset[str] | None) -> bool:
    """Tell whether two sets, of which ``None`` is everything, have something in common."""
    if one is None or other is None:
        return one != frozenset() and other != frozenset()
    return bool(one & other)


def within(inner: frozenset[str] | None, outer: frozenset[str] | None) -> bool:
    """Tell whether the outer set, of which ``None`` is everything, holds all of the inner."""
    if outer is None:
        return True
    return inner is not None and inner <= outer


def rules_meet(one: Rule, other: Rule, *, aside: tuple[str, ...] = ()) -> bool:
    """Tell whether some question matches both rules; ``aside`` are dimensions not looked at."""
    return bool(one.doings & other.doings) and all(
        meet(getattr(one, name), getattr(other, name)) for name in DIMENSIONS if name not in aside
    )


def rule_within(inner: Rule, outer: Rule, *, aside: tuple[str, ...] = ()) -> bool:
    """Tell whether every question that matches the inner rule matches the outer."""
    return inner.doings <= outer.doings and all(
        within(getattr(inner, name), getattr(outer, name))
        for name in DIMENSIONS
        if name not in aside
    )
