"""An entry that names a release: the person is shown it only once the law's silence is over."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from amana.domain.decision.question import Question
from amana.domain.ledger.entry import Json
from amana.storage.work import Work

OUTSIDE: Final[Mapping[str, Json]] = {"outside_release": True}
"""What the body of an entry says whose data went out beyond the release that it names."""


def by_release(
    work: Work, release: UUID, person: str, entry: UUID, *, went_out: Question | None
) -> bool:
    """Note that an entry about a person names a release, whatever was answered.

    Where data went out, permitted or not, ``went_out`` says which to whom for what. If the
    release covers it, the person is to be told of it after the silence. What lies outside of the
    release, for it is about somebody else, other data or another recipient, no silence hides:
    whoever may name a release could hide any disclosure so. Returns whether it lies outside.
    Raises ``PersonErased``.
    """
    if went_out is None:
        work.releases.name_entry(release, entry)
        return False
    members = work.persons.group(person)
    if work.releases.lets(release, went_out, members, ended=True):
        work.releases.disclosed(release, entry, members)
        return False
    work.releases.name_entry(release, entry, outside=True)
    return True
