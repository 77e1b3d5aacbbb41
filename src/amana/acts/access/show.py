"""What the pages of staff access show: accesses with their state, and what may be asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.domain.access.access import AccessState
from amana.domain.decision.rule import Doing, Effect, Rule
from amana.domain.words import Words
from amana.storage.accesses import Kept
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSeen:
    """An access as a list shows it."""

    kept: Kept
    state: AccessState
    person: str | None = field(repr=False)
    """Whom it is about, for those who read or answer; an auditor is not told."""
    own: bool
    """Whether whoever looks may read under it, as its reader."""
    answers: bool
    """Whether whoever looks may be its second person."""
    ends: bool
    """Whether whoever looks may take it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessChoices:
    """What may be named in asking, and how the policy's data and purposes are called."""

    data: Mapping[str, Words]
    purposes: Mapping[str, Words]
    delicate: frozenset[str] = frozenset()
    """The data for which a second person always has to approve."""
    readable: tuple[str, ...] = ()
    """The data that some promise lets staff look at; no other is worth asking for."""
    readable_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessList:
    """Everything on the page of staff access."""

    accesses: tuple[AccessSeen, ...]
    names: Mapping[UUID, str]
    """Of those who work here now."""
    choices: AccessChoices
    asks: bool
    """Whether whoever looks may ask for access."""
    reads: bool
    """Whether whoever looks may read under one."""


def choices_of(view: View) -> AccessChoices:
    """Return what the policy in force lets staff name; nothing where none is in force."""
    try:
        known = published(view, in_force(view))
    except NoPolicyInForce:
        return AccessChoices(data={}, purposes={})
    reads = [rule for _, rule in known.book.rules if _lets_read(rule)]
    return AccessChoices(
        data={name: category.name for name, category in known.policy.data.items()},
        purposes={name: purpose.name for name, purpose in known.policy.purposes.items()},
        delicate=known.book.delicate,
        readable=_named(known.policy.data, [rule.data for rule in reads]),
        readable_for=_named(known.policy.purposes, [rule.purposes for rule in reads]),
    )


def _lets_read(rule: Rule) -> bool:
    return rule.effect is Effect.PERMIT and Doing.READ in rule.doings


def _named(declared: Iterable[str], patterns: Iterable[frozenset[str] | None]) -> tuple[str, ...]:
    """Return what at least one of the patterns names, as declared; a ``None`` names all."""
    asked = tuple(patterns)
    return tuple(name for name in declared if any(it is None or name in it for it in asked))
