"""What is asked about a person, and what whoever asks has found out already."""

from dataclasses import dataclass, field
from uuid import UUID

from amana.domain.decision.grant import Grant
from amana.domain.decision.question import Answer, Question
from amana.domain.decision.rule import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the act itself knows of the data that it asks about. Nothing is met by default."""

    met: frozenset[Need] = frozenset()
    events: frozenset[str] = frozenset()
    """Events that happened to the person, such as ``caller_told``."""
    granted: tuple[Grant, ...] | None = None
    """Grants in force of the recipient or reader; ``None`` where nobody keeps grants."""
    expired: bool = False
    held: bool = False
    objected: frozenset[str] = frozenset()
    """Purposes that were objected to for this very data."""
    collected_under: frozenset[int] = frozenset()
    """The policy versions under which the data was collected; none for data that is new."""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question about a person."""

    question: Question
    person: str
    """The service's own id; it stands sealed in the entry, and keyed beside it."""
    ground: str | None = None
    """The legal ground of a disclosure that the law demands."""
    release: UUID | None = None
    """The approved release that the disclosure is made by."""
    known: Known = field(default_factory=Known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """An answer, the version of the policy that gave it, and its ledger entry."""

    answer: Answer
    policy_version: int
    entry: UUID
