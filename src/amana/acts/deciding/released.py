"""An entry that names a release: the person is shown it only once the law's silence is over."""

from uuid import UUID

from amana.storage.work import Work


def by_release(work: Work, release: UUID, person: str, entry: UUID, *, went_out: bool) -> None:
    """Note that an entry about a person names a release, whatever was answered.

    Where data went out, permitted or not, the person is to be told of it after the silence.
    Raises ``PersonErased``.
    """
    if went_out:
        work.releases.disclosed(release, entry, work.persons.group(person))
    else:
        work.releases.name_entry(release, entry)
