"""A document that was read, and what a person decided about each of its sentences."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Proposal


class Verdict(StrEnum):
    """What a person decided about a proposal."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a person decides about the proposal at one place of a reading."""

    place: int
    verdict: Verdict
    kind: str | None = None
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's decision: the kind that they chose, and its form as the policy file has it."""

    verdict: Verdict
    kind: str | None = None
    form: str = ""
    """YAML: what stands under the promise's id in the policy file. Empty: as proposed."""
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSummary:
    """A reading in the list of readings."""

    id: uuid.UUID
    name: str
    at: datetime
    promises: int
    """Sentences that seem to promise something: those that a person goes through."""
    decided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingReview:
    """A reading with the decisions so far, by the place of the proposal in it."""

    id: uuid.UUID
    name: str
    at: datetime
    proposals: tuple[Proposal, ...]
    decisions: Mapping[int, Decision] = field(default_factory=dict)

    @property
    def open(self) -> tuple[int, ...]:
        """Places of the proposals still to be decided, the most doubtful first."""
        waiting = (n for n in self.to_decide if n not in self.decisions)
        return tuple(sorted(waiting, key=lambda n: (self.proposals[n].confidence, n)))

    @property
    def to_decide(self) -> tuple[int, ...]:
        """Places of the proposals that seem to promise something, in the document's order."""
        silent = {HEADING_KIND, NO_KIND}
        return tuple(n for n, p in enumerate(self.proposals) if not silent.issuperset(p.kinds[:1]))
