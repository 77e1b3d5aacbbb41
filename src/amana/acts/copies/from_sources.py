"""The sources of a service as places of a copy: those whose map somebody approved."""

from collections.abc import Sequence
from functools import partial

from amana.acts.copies.sections import FromSources, SourceSection
from amana.acts.sources.opening import OpenSource, sources_of
from amana.acts.sources.sought import sought_of
from amana.storage.database import Storage


def from_approved(open_source: OpenSource) -> FromSources:
    """Return what opens each approved source of a service, to be read for one person.

    Nothing is held while they are read: each is asked once, when its turn comes.
    """

    def sections(storage: Storage, service: str, person: str) -> Sequence[SourceSection]:
        with storage.reading(service) as view:
            sought, sources = sought_of(view, person), sources_of(view, open_source)
        return tuple(
            SourceSection(
                name=name, mapping=each.mapping, rows=partial(each.source.copy, (sought,))
            )
            for name, each in sources.items()
        )

    return sections
