"""The service's own id of a person, as acts take it."""

from typing import Final

from amana.domain.errors import Malformed
from amana.domain.words import says_something

LONGEST_PERSON: Final = 200
"""Characters of the service's own id of a person."""


class UnusablePerson(Malformed):
    """The id of the person is empty, too long, or holds characters that cannot be seen."""

    code = "decision.person"


def check_person(person: str) -> None:
    """Raise ``UnusablePerson`` for an id under which nobody could be told what was done."""
    if not says_something(person) or len(person) > LONGEST_PERSON or not person.isprintable():
        raise UnusablePerson
