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
    ERASE = "erase"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyScope:
    """The limits of a key. ``None`` is no limit; an empty set permits nothing."""

    abilities: frozenset[Ability] | None = None
    purposes: frozenset[str] | None = None
    """Purposes of the policy, by id."""

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
