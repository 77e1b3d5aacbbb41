"""What a promise adds to decisions: patterns over questions, each with an effect.

A pattern's ``None`` means *any*; an empty set matches nothing, so that a promise that names
nothing permits nothing (``spec/decision.md``).
"""

from dataclasses import dataclass
from enum import StrEnum


class Doing(StrEnum):
    """What may be done with personal data: every decision is about one of these."""

    COLLECT = "collect"
    READ = "read"
    USE = "use"
    DISCLOSE = "disclose"
    MESSAGE = "message"
    PUBLISH = "publish"
    KEEP = "keep"


class Effect(StrEnum):
    """What a rule does to a question that it matches."""

    PERMIT = "permit"
    """The promise permits it, if nothing refuses it."""
    FORBID = "forbid"
    """The promise rules it out, whatever permits it (rule 2)."""
    LIMIT = "limit"
    """Where data, occasion and doing match, only the purposes and recipients named (rule 3)."""
    REQUIRE = "require"
    """Where it matches, the needs must be met."""


class Need(StrEnum):
    """What must be shown before a rule's permission holds. An unmet need refuses."""

    CONSENT = "consent"
    """A consent in force for the purpose (rule 4)."""
    NO_OBJECTION = "no_objection"
    """No objection or opt-out of the person for the purpose (rule 5)."""
    ADULT = "adult"
    """Old enough, or a guardian's consent (rule 6)."""
    GRANT = "grant"
    """A grant to the recipient for these fields and this purpose (rule 9)."""
    ANNOUNCED = "announced"
    """The disclosure was announced and the waiting time is over (rule 9)."""
    REASON = "reason"
    """A stated reason and a purpose of a named member of staff (rule 10)."""
    SECOND_PERSON = "second_person"
    """A second member of staff approved (rule 10)."""
    LEGAL_GROUND = "legal_ground"
    """A legal ground with its document."""
    IDENTITY = "identity"
    """The person's identity was proven at the level that the act needs."""
    EVENT = "event"
    """The event that the promise names came first, such as telling the caller."""
    ACCEPTED = "accepted"
    """The version in force was accepted."""
    MODERATED = "moderated"
    """The content was approved before it is shown."""
    OWN_CHOICE = "own_choice"
    """The person chose it (a partner integration, showing contact data)."""
    AGGREGATE = "aggregate"
    """Only figures over at least so many people as the promise says, and no identifiers."""
    MASK = "mask"
    """Shown masked only (rule 11): a duty, not a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern and its effect. ``None`` in a pattern matches anything."""

    effect: Effect
    doings: frozenset[Doing]
    data: frozenset[str] | None = None
    purposes: frozenset[str] | None = None
    recipients: frozenset[str] | None = None
    natures: frozenset[str] | None = None
    """Natures of a disclosure, by their ids in ``vocabulary.sharing``: ``sell``, ``rent``."""
    occasions: frozenset[str] | None = None
    origins: frozenset[str] | None = None
    """Where a value comes from: ``person``, ``automatic``, ``third-party``."""
    sources: frozenset[str] | None = None
    """Recipients from whom a value of third-party origin comes."""
    channels: frozenset[str] | None = None
    """Channels of a message, by their ids in ``vocabulary.messages``."""
    needs: frozenset[Need] = frozenset()
    event: str | None = None
    """The event that ``Need.EVENT`` asks for."""
    part: str | None = None
    """How much of a value is shown where ``Need.MASK`` holds, such as ``last4``."""
    group_size: int | None = None
    """Over how many people figures must be at least, for ``Need.AGGREGATE``."""
