"""From the registry to a source that can be asked: its way in opened, its map parsed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import TypeAlias

from amana.domain.source.holding import HeldScope, under_holds
from amana.domain.source.in_part import concerned, in_part
from amana.domain.source.model import SourceMap
from amana.domain.source.parse import parse
from amana.domain.source.registry import SourceKind
from amana.sources.protocol import ErasesInPart, Source
from amana.storage.work import View

OpenSource: TypeAlias = Callable[[SourceKind, str, SourceMap], Source]
"""Makes a source of its kind, its way in, and its map. The assembly knows the kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A source beside its map."""

    name: str
    version: int
    mapping: SourceMap
    source: Source
    anew: Callable[[SourceMap], Source] = field(repr=False)
    """Opens it by another map."""
    concerned: frozenset[str] | None = None
    """The tables that an erasure in part is about, by id; ``None`` where it is about all."""

    @property
    def of(self) -> Collection[str]:
        """Return the tables of which there is something to say."""
        return self.mapping.tables if self.concerned is None else self.concerned


def opened(
    view: View,
    open_source: OpenSource,
    name: str,
    version: int,
    *,
    held: Collection[HeldScope] = (),
) -> Opened:
    """Return the source with this version of its map; one that nobody approved is only read.

    What is ``held`` is kept by the map, whatever else it says.

    Raises ``NotFound``, and what opening raises: ``UrlUnfit``, ``DriverMissing`` and
    ``SourceUnreachable``.
    """
    mapping = under_holds(map_of(view, name, version), held)
    way = view.sources.way_in(name)
    anew = partial(open_source, way.kind, way.way)
    return Opened(name=name, version=version, mapping=mapping, source=anew(mapping), anew=anew)


def narrowed(whole: Opened, categories: Collection[str], held: Collection[HeldScope]) -> Opened:
    """Return the source with the map by which these categories alone are erased.

    ``whole`` is opened without holds: of those only what speaks of the categories counts. The
    source is asked how it is laid out, so that no transaction of ours should be open. A service
    that knows its categories itself is asked for these; what is held there was refused before.
    """
    if isinstance(whole.source, ErasesInPart):
        return replace(
            whole,
            source=whole.source.of_categories(categories),
            concerned=concerned(whole.mapping, categories),
        )
    mapping = in_part(whole.mapping, categories, whole.source.structure())
    scopes = [each for each in held if each.category is None or each.category in categories]
    mapping = under_holds(mapping, scopes)
    return replace(
        whole,
        mapping=mapping,
        source=whole.anew(mapping),
        concerned=concerned(whole.mapping, categories),
    )


def map_of(view: View, name: str, version: int) -> SourceMap:
    """Return a version of a source's map; its own word that it is approved counts for nothing."""
    kept = view.sources.map(name, version)
    return replace(_parsed(kept.text), approved=kept.approved)


def sources_of(view: View, open_source: OpenSource) -> dict[str, Opened]:
    """Return every source of the service whose map is approved, by name."""
    return {
        entry.name: opened(view, open_source, entry.name, entry.approved)
        for entry in view.sources.listed()
        if entry.approved is not None
    }


@lru_cache(maxsize=64)
def _parsed(text: str) -> SourceMap:
    return parse(text)
