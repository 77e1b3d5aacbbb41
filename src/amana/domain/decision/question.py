"""The question that every collection, use, disclosure and message asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from amana.domain.decision.rule import Doing, Need, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Who wants to do what with which data, what for. It names categories, never values."""

    doing: Doing
    data: frozenset[str]
    purposes: frozenset[str]
    recipient: str | None = None
    nature: str | None = None
    """The nature of a disclosure, such as ``sell``; ``None`` is a plain disclosure."""
    occasion: str | None = None
    """For a collection, where it happens; for anything else, where the data was collected."""
    origin: str | None = None
    source: str | None = None
    """Of third-party data, the declared recipient from whom it comes."""
    staff: str | None = None
    reason: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about the person and the act at this instant. Nothing is met by default.

    This version records neither consents nor objections, so that whoever gathers facts leaves
    both empty: a purpose by consent is always refused, and no objection ever refuses (rule 5 is
    reserved).
    """

    consented: frozenset[str] = frozenset()
    """Purposes for which a consent is in force."""
    objected: frozenset[str] = frozenset()
    """Purposes that the person objected to or opted out of; none is recorded yet (rule 5)."""
    met: frozenset[Need] = frozenset()
    """Needs that were shown to be met."""
    faults: tuple[str, ...] = ()
    """What could not be found out. One fault refuses (rule 12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """What a policy in force says to decisions: its declarations, and its promises' rules."""

    data: frozenset[str]
    purposes: Mapping[str, str]
    """The legal basis of each declared purpose."""
    recipients: frozenset[str]
    rules: tuple[tuple[str, Rule], ...]
    """Each with the id of the promise that makes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One reason for a no: the number of the rule, and the promises that it rests on."""

    rule: int
    promises: tuple[str, ...] = ()
    need: Need | None = None
    """The need that was not met, where that is the reason."""
    about: tuple[str, ...] = ()
    """The data categories, purposes or recipients that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Permitted or refused, with every promise that said so. A gap is never a yes."""

    permitted: bool
    promises: tuple[str, ...] = ()
    """The promises that permit it, in the order of the policy."""
    refusals: tuple[Refusal, ...] = ()
    gaps: tuple[str, ...] = ()
    """What no promise names: ``data``, ``data for purpose`` or a recipient."""
    masked: tuple[str, ...] = ()
    """Data that may be shown masked only (rule 11)."""
    faults: tuple[str, ...] = field(default=())
