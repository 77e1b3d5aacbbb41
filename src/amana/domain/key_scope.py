"""What an API key may do: the abilities of its program, and the purposes that it works for."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Ability(StrEnum):
    """What a program may do with a key that is limited."""

    ASK = "ask"
    """Ask by category whether something is permitted; no value is sent or given."""
    COLLECT = "collect"
    USE = "use"
    READ = "read"
    """Show values to a member of staff, as far as the policy lets them see these."""
    COPY = "copy"
    """Give a person their own copy: all that is held about them, and what was done with it."""
    CORRECT = "correct"
    IMPORT = "import"
    PERSONS = "persons"
    CHOICES = "choices"
    IDENTITY = "identity"
    """Say who somebody is: hand people over who are signed in, and keep their passwords."""
    MESSAGES = "messages"
    """Have messages sent, see what became of them, and show people the notices of the service."""
    ERASE = "erase"
    REQUESTS = "requests"
    """Take what people ask for about their data, see how it stands, refuse it and extend it."""
    BREACHES = "breaches"
    """Note breaches of data and look for those affected; telling them is for a person."""
    PUBLISH = "publish"
    """Hand in what people publish, change and withdraw it for them, and show what is public."""
    SETS = "sets"
    """Take all records that may be used for a purpose, and look at what is known about them."""
    CHANGE_SETS = "change_sets"
    """End many records at once, or change what is known about them."""
    SOURCES = "sources"
    """See the sources of requests and hand in their maps; none of that puts a map in force."""
    SHARE = "share"
    """Grant recipients data, announce and disclose it to them, and see what they got."""
    RELEASE = "release"
    """Propose releases on a legal ground and see how they stand; approving is for people."""
    AGGREGATES = "aggregates"
    """Release tables of figures over groups, as they are declared, and see what was released."""
    PULL = "pull"
    """Of a recipient's own key: take what it is granted."""
    APPROVE_SOURCES = "approve_sources"
    """Put a source's map in force, by which requests change it, or take a source off the list."""
    CUSTOMERS = "customers"
    """Register customers, end them, and say whose end users people are."""
    HOLDS = "holds"
    """Put legal holds, lift them and list them."""
    KEEP = "keep"
    """See what is due, set customers' own times for keeping, and note what a law keeps longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyScope:
    """The limits of a key. ``None`` is no limit; an empty set permits nothing."""

    abilities: frozenset[Ability] | None = None
    purposes: frozenset[str] | None = None
    """Purposes of the policy, by id."""
    recipient: str | None = None
    """The recipient whose own key it is: it takes what this one is granted, and nothing else."""
    customer: str | None = None
    """The customer whose own key it is: it reaches this one's end users, and nobody else."""

    def has(self, ability: Ability) -> bool:
        """Tell whether the key has the ability."""
        return self.abilities is None or ability in self.abilities

    def beyond(self, purposes: Iterable[str]) -> tuple[str, ...]:
        """Return those purposes that the key does not work for, in order."""
        if self.purposes is None:
            return ()
        return tuple(each for each in purposes if each not in self.purposes)


UNLIMITED: Final = KeyScope()
"""What a key may that is not limited: all that a program may."""
