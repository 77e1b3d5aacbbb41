"""The kinds of sources, each by what opens it."""

from collections.abc import Callable, Mapping
from typing import Final

from amana.acts.http_source.source import HttpSource
from amana.acts.sources.opening import OpenSource
from amana.acts.sources.ways import folder_way, service_way
from amana.assembly.database import clock
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.settings import Settings
from amana.sources.files.file_source import FileSource
from amana.sources.protocol import Source
from amana.sources.sql_source import SqlSource


def _files(way: str, mapping: SourceMap) -> Source:
    """Return a folder of files."""
    folder = folder_way(way)
    return FileSource(folder.path, mapping, encoding=folder.encoding)


def _service(way: str, mapping: SourceMap) -> Source:
    """Return a service."""
    return HttpSource(service_way(way), mapping, clock=clock)


KINDS: Final[Mapping[SourceKind, Callable[[str, SourceMap], Source]]] = {
    SourceKind.SQL: SqlSource,
    SourceKind.FILES: _files,
    SourceKind.HTTP: _service,
}


def open_source(_settings: Settings) -> OpenSource:
    """Return what opens sources of every kind. It raises ``UrlUnfit`` for a way that is none."""

    def opened(kind: SourceKind, way: str, mapping: SourceMap) -> Source:
        return KINDS[kind](way, mapping)

    return opened
