"""What was missing in a copy follows: a second copy, made when the source is back, and whole."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from amana.storage.copies import PreparedCopy
from amana.storage.uuid7 import uuid7
from amana.storage.work import Work

JOB: Final = "make_copy"
SOON: Final = timedelta(minutes=5)
"""After which a source that was left out is first asked again."""


def follow(work: Work, made: PreparedCopy, *, person: str, entry: UUID) -> UUID:
    """Begin the whole copy that follows one with sources missing; the caller commits."""
    copy = uuid7(work.now)
    work.copies.begin(copy, person, language=made.language, entry=entry, after=made)
    work.jobs.defer(JOB, at=work.now + SOON, key=copy, copy=copy)
    return copy
