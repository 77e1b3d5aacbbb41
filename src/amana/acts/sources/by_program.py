"""What a service's own program does with sources: it hands in maps, and looks whether they fit.

A program can say how a service is reached that answers over the open network. Where a database or
a folder of the machine is, who runs the machine says: a key could otherwise have any file read.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from amana.acts.act import Act
from amana.acts.sources.errors import ReachedOtherwise, SourceNotSeen
from amana.acts.sources.opening import OpenSource
from amana.acts.sources.registry import AddedSource, GivenSource, add_source, check_source
from amana.domain.errors import Broken
from amana.domain.source.errors import Misfit
from amana.domain.source.parse import parse
from amana.domain.source.registry import SourceKind
from amana.sources.errors import MapUnfit
from amana.storage.database import Storage

_OF_SOURCES: Final = ("source.", "channel.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceReached:
    """A service that answers for its people, and the secret that both sign with."""

    url: str = field(repr=False)
    secret: str = field(repr=False)

    def way(self) -> str:
        """Return it as the way into a source; no private address is asked by it."""
        return json.dumps({"url": self.url, "secret": self.secret, "private": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was seen of a source beside its map."""

    misfits: tuple[Misfit, ...] = ()
    fault: str | None = None
    """The code of why it could not be looked at."""


def hand_in(
    act: Act, open_source: OpenSource, text: str, reached: ServiceReached | None
) -> AddedSource:
    """Note a map, and commit; nothing is in force yet.

    Raises ``ReachedOtherwise``, ``SourceNotSeen`` and what :func:`add_source` raises.
    """
    given = GivenSource(text=text)
    if reached is not None:
        given = GivenSource(text=text, kind=SourceKind.HTTP, way=reached.way())
        _check_reached(act, text)
    with _named():
        return add_source(act, open_source, given)


def look(
    storage: Storage, service: str, open_source: OpenSource, name: str, version: int
) -> Looked:
    """Hold a map against the policy and the source; nothing is changed.

    Raises ``NotFound`` and ``SourceMapErrors``; what the source says is in the answer.
    """
    try:
        check_source(storage, service, open_source, name, version)
    except MapUnfit as unfit:
        return Looked(misfits=unfit.misfits)
    except Broken as fault:
        if not fault.code.startswith(_OF_SOURCES):
            raise
        return Looked(fault=fault.code)
    return Looked()


def check_fit(
    storage: Storage, service: str, open_source: OpenSource, name: str, version: int
) -> None:
    """Raise ``SourceNotSeen``, and what :func:`check_source` raises of a map that does not fit."""
    with _named():
        check_source(storage, service, open_source, name, version)


def _check_reached(act: Act, text: str) -> None:
    """Raise ``ReachedOtherwise`` for a source that is none of a service that answers."""
    name = parse(text).source
    act.work.sources.hold(name)
    known = (each.kind for each in act.work.sources.listed() if each.name == name)
    if any(kind is not SourceKind.HTTP for kind in known):
        raise ReachedOtherwise


@contextmanager
def _named() -> Iterator[None]:
    """Say of a source at fault by which code it is: the caller can mend it, no incident is ours."""
    try:
        yield
    except Broken as fault:
        if not fault.code.startswith(_OF_SOURCES):
            raise
        raise SourceNotSeen(fault=fault.code) from fault
