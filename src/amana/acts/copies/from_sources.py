"""The sources of a service as places of a copy: those whose map somebody approved."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from amana.acts.copies.sections import FromSources, SourceAway, SourceSection
from amana.acts.sources.opening import OpenSource, map_of, opened
from amana.acts.sources.sought import sought_of
from amana.domain.source.model import SourceMap
from amana.domain.source.outcome import CopiedRow
from amana.domain.source.registry import SourceKind
from amana.sources.protocol import Source
from amana.storage.database import Storage
from amana.storage.errors import CannotOpen, KeyMissing, RecordSealBroken

_UNOPENED: Final = (CannotOpen, KeyMissing, RecordSealBroken)
"""Why a sealed way in does not open: a fault of that source, the others have their own."""


def from_approved(open_source: OpenSource) -> FromSources:
    """Return what opens each approved source of a service, to be read for one person.

    Nothing is held while they are read: each is opened and asked once, when its turn comes, so
    that one that cannot be opened keeps nothing of the others back.
    """

    def open_or_away(kind: SourceKind, way: str, mapping: SourceMap) -> Source:
        try:
            return open_source(kind, way, mapping)
        except Exception as error:
            raise SourceAway(error) from error

    def sections(storage: Storage, service: str, person: str) -> Sequence[SourceSection]:
        def read(name: str, version: int) -> Iterator[CopiedRow]:
            with storage.reading(service) as view:
                try:
                    source = opened(view, open_or_away, name, version).source
                except _UNOPENED as error:
                    raise SourceAway(error) from error
            return source.copy((sought,))

        with storage.reading(service) as view:
            sought = sought_of(view, person)
            maps = {
                entry.name: (entry.approved, map_of(view, entry.name, entry.approved))
                for entry in view.sources.listed()
                if entry.approved is not None
            }
        return tuple(
            SourceSection(name=name, mapping=mapping, rows=partial(read, name, version))
            for name, (version, mapping) in maps.items()
        )

    return sections
