"""Whose records are meant: a person is a group of ids, each with its own look-up key."""

from amana.acts.person_id import check_met
from amana.storage.work import View


def keys_of(view: View, person: str) -> tuple[bytes, ...]:
    """Return the look-up keys of all ids that are this person, their own first.

    Raises ``UnusablePerson``, and ``PersonErased`` where one of them was erased.
    """
    check_met(view, person)
    return view.persons.group(person)
