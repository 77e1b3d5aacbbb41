"""The service's own id of a person, as acts take it."""

from typing import Final

from amana.domain.errors import Malformed
from amana.domain.record.cards import is_card
from amana.domain.words import says_something

LONGEST_PERSON: Final = 200
"""Characters of the service's own id of a person."""


class UnusablePerson(Malformed):
    """The id is empty, too long, a card number, or holds characters that cannot be seen."""

    code = "decision.person"


def check_person(person: str) -> None:
    """Raise ``UnusablePerson`` for an id under which nobody could be told what was done."""
    if not says_something(person) or len(person) > LONGEST_PERSON or not person.isprintable():
        raise UnusablePerson
    if is_card(person):
        # Ids are kept and shown whole: on the ledger, in cursors, in certificates.
        raise UnusablePerson
