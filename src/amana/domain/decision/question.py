"""The question that every collection, use, disclosure and message asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from amana.domain.decision.duty import LawDuty
from amana.domain.decision.grant import Grant
from amana.domain.decision.rule import Doing, Need, Rule

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


def _none() -> Mapping[str, str]:
    """Return the one empty mapping: nobody can put anything into it."""
    return _NONE


_NO_CLASSES: Final[Mapping[str, frozenset[tuple[str, str | None]]]] = MappingProxyType({})


def _no_classes() -> Mapping[str, frozenset[tuple[str, str | None]]]:
    return _NO_CLASSES


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
    message_class: str | None = None
    """Of a message, its class by its id in ``vocabulary.messages``: it decides whether the message
    is essential. ``None`` leaves that to the purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about person, data and act at this instant. Nothing is met by default."""

    consented: frozenset[str] = frozenset()
    """Purposes for which a consent is in force (rule 4)."""
    implied: frozenset[str] = frozenset()
    """Of those, the purposes whose consent nobody said: an act was taken for it (rule 13)."""
    objected: frozenset[str] = frozenset()
    """Purposes that the person objected to or opted out of (rule 5)."""
    closed: frozenset[str] = frozenset()
    """Channels that the person closed to what is not essential (rule 5)."""
    too_young: bool = False
    """Whether the person is known to be too young, and no guardian consented (rule 6)."""
    expired: bool = False
    """Whether the data is past its time (rule 7)."""
    held: bool = False
    """Whether the data is under legal hold (rule 8)."""
    granted: tuple[Grant, ...] | None = None
    """The grants in force of the recipient or reader who asks (rules 9 and 10).

    ``None`` where nobody keeps grants for the act: then :attr:`met` alone can hold one, and staff
    read by promise and reason.
    """
    law: tuple[LawDuty, ...] = ()
    """The duties of the packs in force for the person (rule 13)."""
    promised: frozenset[str] | None = None
    """Purposes promised for this data when it was collected, or since with notice and, where
    material, a choice (rule 14). ``None`` for data collected under the version in force."""
    serves_still: frozenset[str] | None = None
    """Of a person whose data is restricted, the purposes that it may serve still: agreed to since,
    or of a release for legal claims or to protect others (rule 16). ``None`` of any other."""
    events: frozenset[str] = frozenset()
    """Events that happened to the person, such as ``caller_told`` (rule 15)."""
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
    admits: Mapping[str, str] = field(default_factory=_none)
    """Of a purpose that exists only for some people, the event that admits them (rule 15)."""
    delicate: frozenset[str] = frozenset()
    """Data that staff read only with a second person (rule 10)."""
    essential: frozenset[str] = frozenset()
    """Purposes whose messages come by every channel, a closed one too (rule 5)."""
    classes: Mapping[str, frozenset[tuple[str, str | None]]] = field(default_factory=_no_classes)
    """Of a purpose, the promised classes of messages that cannot be switched off, each with a
    channel by which they come, or ``None`` for any (rule 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One reason for a no: the number of the rule, and the promises that it rests on."""

    rule: int
    promises: tuple[str, ...] = ()
    need: Need | None = None
    """The need that was not met, where that is the reason."""
    about: tuple[str, ...] = ()
    """The data categories, purposes or recipients that it is about."""
    articles: tuple[str, ...] = ()
    """The articles of law that it rests on, such as ``qatar 22`` (rule 13)."""


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
    masks: Mapping[str, str] = field(default_factory=_none)
    """Of each masked category, the part that may be shown: ``last4``, ``initial``, ``shortened``
    or ``hidden``."""
    articles: tuple[str, ...] = ()
    """The articles of law that refused, or that bind the act."""
    duties: tuple[str, ...] = ()
    """What must be done beside the act: ``mask``, and what laws ask for, by id."""
    warnings: tuple[str, ...] = ()
    """Articles that would refuse if it were certain that they say so."""
    faults: tuple[str, ...] = field(default=())
