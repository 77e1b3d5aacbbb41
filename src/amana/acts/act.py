"""Who acts, for which service, and in which unit of work."""

from dataclasses import dataclass
from enum import StrEnum

from amana.storage.work import Work


class Role(StrEnum):
    """In which role an actor acts."""

    APPLICATION = "application"
    """The service's own program, by its API key."""
    OFFICER = "officer"
    """A person signed in at the console."""
    OPERATOR = "operator"
    """Whoever runs the program, at its command line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts. The label is of a key or an account, for sealed bodies only."""

    role: Role
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act under way: its actor, and the transaction in which it happens."""

    actor: Actor
    work: Work
