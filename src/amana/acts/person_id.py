"""The service's own id of a person, as acts take it."""

import unicodedata
from typing import Final

from amana.domain.errors import Malformed
from amana.domain.record.cards import is_card
from amana.domain.words import says_something
from amana.storage.view import View

LONGEST_PERSON: Final = 200
"""Characters of the service's own id of a person."""


class UnusablePerson(Malformed):
    """The id is empty, too long, a card number, or is not the same in every way of writing it.

    That is: it holds characters that cannot be seen, begins or ends with a space, or is not in
    Unicode's composed form (NFC).
    """

    code = "decision.person"


def check_person(person: str) -> None:
    """Raise ``UnusablePerson`` for an id under which nobody could be told what was done."""
    if not _is_usable(person) or not _has_one_form(person):
        raise UnusablePerson


def check_met(view: View, person: str) -> None:
    """Raise ``UnusablePerson`` as :func:`check_person` does, unless the person was met already.

    Ids of any form were taken once: who has such a one keeps their rights under it, and can be
    merged with the id that was meant.
    """
    if not _is_usable(person):
        raise UnusablePerson
    if not _has_one_form(person) and not view.people.met(view.sealer.person_key(person)):
        raise UnusablePerson


def _is_usable(person: str) -> bool:
    if not says_something(person) or len(person) > LONGEST_PERSON or not person.isprintable():
        return False
    # Ids are kept and shown whole: on the ledger, in cursors, in certificates.
    return not is_card(person)


def _has_one_form(person: str) -> bool:
    """Tell whether no other id looks the same but for its marks and outer spaces."""
    return person == person.strip() and unicodedata.is_normalized("NFC", person)
