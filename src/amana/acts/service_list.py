"""What the front page shows of each service."""

from collections.abc import Mapping
from dataclasses import dataclass

from amana.domain.evidence.proof import State
from amana.domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSummary:
    """A service with a policy in force, and how its promises stand."""

    service: str
    title: Words
    controller: Words
    states: Mapping[State, int]
    """How many promises are in each state."""
    address: str | None = None
    """Where the service itself can be opened, if it says so."""
