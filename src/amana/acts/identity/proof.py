"""A copy, or anything else about a person, leaves only to whom they have proven to be."""

from amana.acts.identity.errors import NotProven
from amana.acts.proven import level_proven
from amana.domain.person.level import Level
from amana.storage.work import View


def check_proven(view: View, person: str, *, session: Level | None = None) -> Level:
    """Return the level, or raise ``NotProven``: then nothing about the person may leave.

    Raises ``PersonErased``.
    """
    level = level_proven(view, view.persons.group(person), session=session)
    if level is None:
        raise NotProven
    return level
