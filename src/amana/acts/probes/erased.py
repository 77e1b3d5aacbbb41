"""Who was erased stands in no source again: every identifier there is held against keyed hashes.

Values are streamed and hashed as they come, so that a look takes the same memory whatever the size
of the source, and no value leaves it. What is found is noted with source and table, for a person to
judge: nothing in a source tells a row that came back out of a backup from one of somebody who came
again (decision 0271).
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Final, Protocol, runtime_checkable

from amana.acts.holding.holds import holds_on_erased
from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.acts.sources.opening import Opened, sources_of
from amana.domain.evidence.question import ProbeName
from amana.domain.person.identifiers import OWN_ID, IdentifierKind
from amana.domain.source.holding import under_holds
from amana.sources.cells import Cell

KINDS: Final = frozenset({OWN_ID, *(kind.value for kind in IdentifierKind)})
_BATCH: Final = 5_000
_MOST_FAULTS: Final = 1_000


@runtime_checkable
class Streamed(Protocol):
    """A source that can be gone through value by value."""

    def cells(self, kinds: Collection[str]) -> Iterator[Cell]:
        """Yield every identifier of these kinds that stands there."""


Back = tuple[str, str, bytes]
"""Source, table and hash of what came back."""


def look(ground: Ground) -> Looked:
    """Go through every approved source. One that cannot be gone through leaves promises unproven.

    What is found breaks them, whatever else could not be seen.
    """
    sources = _sources(ground)
    back: set[Back] = set()
    seen, whole = 0, True
    for opened in sources.values():
        if not isinstance(opened.source, Streamed):
            whole = False
            continue
        for cells in _batches(opened.source.cells(KINDS)):
            seen += len(cells)
            back |= _back(ground, opened, cells)
    counted = _noted(ground, sorted(back))
    promises = frozenset(ground.promises)
    return Looked(
        kept=promises if whole and not counted else frozenset(),
        broken=promises if counted else frozenset(),
        faults=tuple(Fault(code="back", place=place) for place in sorted(counted)),
        seen={"sources": len(sources), "values": seen, "back": len(back)},
    )


def _sources(ground: Ground) -> dict[str, Opened]:
    with ground.storage.reading(ground.service) as view:
        if ground.open_source is None or not view.erased_looks.any():
            raise CannotLook(Unseen.NO_SOURCES)
        found = sources_of(view, ground.open_source)
    if not found:
        raise CannotLook(Unseen.NO_SOURCES)
    return found


def _batches(cells: Iterator[Cell]) -> Iterator[Sequence[Cell]]:
    while batch := list(islice(cells, _BATCH)):
        yield batch


def _back(ground: Ground, opened: Opened, cells: Sequence[Cell]) -> set[Back]:
    """Return which of the values are of somebody erased, and are not kept by a legal hold."""
    with ground.storage.reading(ground.service) as view:
        hashed = {
            (each.table, each.column, view.erased_looks.look(each.kind, each.value))
            for each in cells
        }
        known = view.erased_looks.known(opened.name, {look for _, _, look in hashed})
        maps = {
            requests: under_holds(opened.mapping, holds_on_erased(view, requests))
            for requests in set(known.values())
        }
    return {
        (opened.name, table, look)
        for table, column, look in hashed
        if look in known and not maps[known[look]].tables[table].keeps(column)
    }


def _noted(ground: Ground, back: Sequence[Back]) -> frozenset[str]:
    """Note what came back; return the places of what nobody judged to have come anew."""
    if not back:
        return frozenset()
    with ground.storage.work(ground.service) as work:
        found = work.erased_looks.found(back, most=_MOST_FAULTS)
        work.transaction.end(commit=True)
    return frozenset(f"{source} {table}" for source, table in found)


PROBE: Final = Probe(name=ProbeName.ERASED, every=NIGHTLY, look=look)
