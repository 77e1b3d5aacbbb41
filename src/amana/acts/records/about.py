"""What an act on one record is about, for the statement that its work begins with."""

from amana.acts.person_id import check_person
from amana.acts.records.asked import Which
from amana.acts.records.errors import shown_name
from amana.domain.errors import AmanaError
from amana.storage.glance import About


def about_record(which: Which) -> About | None:
    """Return where the record is found; ``None`` for what the act itself has to refuse."""
    if which.id is not None:
        return About(record=which.id)
    if which.type is None or which.key is None or shown_name(which.type) != which.type:
        return None
    return About(type=which.type, key=which.key) if which.key.isprintable() else None


def about_person(person: str) -> About | None:
    """Return the person; ``None`` where the id is none, which the act says."""
    try:
        check_person(person)
    except AmanaError:
        return None
    return About(person=person)
