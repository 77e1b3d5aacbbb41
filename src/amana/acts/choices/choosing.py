"""What a person said, as it comes in: the word, the purposes, and how it was said."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amana.domain.choice.circumstances import Circumstances, Means, Place, Through
from amana.domain.choice.word import Word
from amana.domain.words import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """What a person said."""

    person: str = field(repr=False)
    """The service's own id."""
    word: Word
    purposes: frozenset[str]
    confirmed: bool = False
    """Whether the consent was confirmed, where the policy promises a second step."""
    language: Language | None = None
    """In which the words were shown."""
    channel: Through = Place.SERVICE
    """Through what it came in."""
    means: Means = Means.UNSAID
    """What the person did to say it."""
    guardian: str | None = field(default=None, repr=False)
    """The guardian's own id, where one said it for the person."""
    shown: bytes | None = None
    """SHA-256 of the words that were shown, where they were other than the promise's own."""

    @property
    def how(self) -> Circumstances:
        """How it was said, without saying by whom."""
        return self.how_at(None)

    def how_at(self, said_at: datetime | None) -> Circumstances:
        """How it was said elsewhere, at that instant."""
        return Circumstances(
            language=self.language,
            through=self.channel,
            means=self.means,
            guarded=self.guardian is not None,
            shown=self.shown,
            said_at=said_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenNow:
    """The word stands on the ledger, under the policy in force."""

    entry: UUID
    policy_version: int
    promises: tuple[str, ...]
    """What a consent binds to; of an objection, what it is about."""
    purposes: tuple[str, ...] = ()
    """Those that it was about, in their order."""
