"""A clause of a law: where it stands, what it says in our words, and how surely it says so."""

from dataclasses import dataclass
from typing import Annotated, Final

from amana.domain.decision.duty import Certainty
from amana.domain.policy.values import Pattern
from amana.domain.promises.kind import item
from amana.domain.words import Words

Month = Annotated[str, Pattern(expression=r"20[0-9]{2}-(0[1-9]|1[0-2])", example="2026-06")]
"""A month of a year."""
READ: Final = "2026-06"
"""When the laws that come with Amana were looked at, all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What one article says. Not legal advice: what a lawyer of the country has to confirm."""

    article: str = item("The article, by its number")
    says: Words = item("What it says, in our own words")
    certainty: Certainty = item("How sure it is that it says so")
    source: str | None = item("Where it was read; left out where it is recalled only", default=None)
    read: Month = item("The month in which it was last looked at", default=READ)
