"""Register a source, approve a version of its map, remove it: each an act with its entry."""

import hashlib
from dataclasses import dataclass, field
from typing import Final

from amana.acts.act import Act, Actor
from amana.acts.in_force import in_force, published
from amana.acts.sources.errors import (
    MapApproved,
    MapOfOtherService,
    MapTooLong,
    NameReserved,
    SourceStillAsked,
    WayMissing,
)
from amana.acts.sources.opening import OpenSource, map_of, opened
from amana.domain.certificate.statement import OWN
from amana.domain.ledger.entry import Entry, Json
from amana.domain.source.fit import misfits, unread_triggers
from amana.domain.source.parse import parse
from amana.domain.source.registry import SourceEntry, SourceKind
from amana.sources.errors import MapUnfit, NotApproved, UrlUnfit
from amana.storage.database import Storage
from amana.storage.errors import NotFound
from amana.storage.work import View

ADD: Final = "add-source"
APPROVE: Final = "approve-source"
REMOVE: Final = "remove-source"
LONGEST_MAP: Final = 500_000
_RESERVED: Final = frozenset({OWN, "amana"})
"""What our own records are called, in certificates and in copies."""
_LONGEST_NAME: Final = 63
_LONGEST_WAY: Final = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSource:
    """A source as somebody gives it."""

    text: str
    """Its map."""
    kind: SourceKind = SourceKind.SQL
    way: str | None = field(default=None, repr=False)
    """How it is reached; ``None`` for what is known: the source then gets a new map alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedSource:
    """A source that was noted."""

    name: str
    version: int


def add_source(act: Act, open_source: OpenSource, given: GivenSource) -> AddedSource:
    """Note a source with its map, or a known one's next map, and commit; nothing is in force yet.

    Raises ``SourceMapErrors``, ``MapOfOtherService``, ``MapTooLong``, ``NameReserved``,
    ``WayMissing``, ``UrlUnfit``, ``DriverMissing``, and of a file that is not there
    ``SourceUnreachable``.
    """
    work = act.work
    if len(given.text) > LONGEST_MAP:
        raise MapTooLong(most=LONGEST_MAP)
    mapping = parse(given.text)
    if mapping.service != work.service:
        raise MapOfOtherService(service=work.service)
    name = mapping.source
    if len(name) > _LONGEST_NAME:
        raise MapTooLong(most=_LONGEST_NAME)
    if name in _RESERVED:
        raise NameReserved(name=name)
    entry = work.name_entry()
    work.sources.hold(name)
    kind, way = _way_in(act.work, name, given)
    open_source(kind, way, mapping)
    if given.way is not None:
        work.sources.put(name, kind, way, entry=entry)
    version = work.sources.put_map(name, given.text, entry=entry)
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "source": name,
        "kind": kind.value,
        "version": version,
        "map": hashlib.sha256(given.text.encode("utf-8")).hexdigest(),
    }
    work.commit(Entry(act=ADD, body=body), ids=(entry,))
    return AddedSource(name=name, version=version)


def approve(  # noqa: PLR0913 - where, which source and map, and who says so
    storage: Storage,
    service: str,
    open_source: OpenSource,
    name: str,
    version: int,
    *,
    actor: Actor,
) -> None:
    """Look whether the database is as the map says, then approve it: for who runs the machine.

    Raises what :func:`check_source` and :func:`approve_source` raise.
    """
    check_source(storage, service, open_source, name, version)
    with storage.work(service) as work:
        approve_source(Act(actor=actor, work=work), name, version)


def check_source(
    storage: Storage, service: str, open_source: OpenSource, name: str, version: int
) -> None:
    """Hold a map against the policy in force and the live source; nothing is changed.

    A service shows no structure: it is asked for nobody, and has to answer by the map. No
    transaction of ours is open meanwhile. Raises ``NotFound``, ``SourceMapErrors``, ``MapUnfit``
    and what the source raises.
    """
    with storage.reading(service) as view:
        policy = published(view, in_force(view)).policy
        parse(view.sources.map(name, version).text, policy=policy)
        asked = opened(view, open_source, name, version)
        kind = view.sources.one(name).kind
    if kind is SourceKind.HTTP:
        # Of its rows nothing is to be seen. Asked for nobody, it shows that it answers, signs,
        # and names no table that the map has not.
        asked.source.find(())
        return
    laid = asked.source.structure()
    wrong = (*misfits(asked.mapping, laid), *unread_triggers(asked.mapping, laid))
    if wrong:
        raise MapUnfit(wrong)


def approve_source(act: Act, name: str, version: int) -> None:
    """Note that a version of a map is approved, and commit; from here on it is in force.

    Raises ``NotFound`` and ``MapApproved``. That it fits is for :func:`check_source`, before.
    """
    work = act.work
    work.sources.hold(name)
    work.sources.one(name)
    map_of(work, name, version)
    entry = work.name_entry()
    if not work.sources.approve(name, version, by=act.actor.identity, entry=entry):
        raise MapApproved(version=version)
    work.parts.wake(name, fault=NotApproved.code)
    body: dict[str, Json] = {"actor": act.actor.identity, "source": name, "version": version}
    work.commit(Entry(act=APPROVE, body=body), ids=(entry,))


def remove_source(act: Act, name: str) -> None:
    """Take a source off the list, with its way in, and commit; its maps and what was done stay.

    Raises ``NotFound``, and ``SourceStillAsked`` while a request has something to do there.
    """
    work = act.work
    work.sources.hold(name)
    asked = work.sources.still_asked(name)
    if asked:
        raise SourceStillAsked(requests=" ".join(map(str, asked)), source=name)
    if not work.sources.remove(name):
        raise NotFound(what="source")
    body: dict[str, Json] = {"actor": act.actor.identity, "source": name}
    work.commit(Entry(act=REMOVE, body=body))


def list_sources(view: View) -> tuple[SourceEntry, ...]:
    """Return the sources of the service by name; how they are reached is not in it."""
    return view.sources.listed()


def _way_in(view: View, name: str, given: GivenSource) -> tuple[SourceKind, str]:
    """Return how it is reached: as given, or as it is known."""
    if given.way is not None:
        if not 0 < len(given.way) <= _LONGEST_WAY or "\0" in given.way:
            raise UrlUnfit
        return given.kind, given.way
    try:
        known = view.sources.way_in(name)
    except NotFound:
        raise WayMissing from None
    return known.kind, known.way
