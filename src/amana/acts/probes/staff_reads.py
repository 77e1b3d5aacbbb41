"""Readings by staff: each names who read, and why."""

from typing import Final

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.domain.evidence.question import ProbeName
from amana.domain.words import says_something
from amana.storage.probing import StaffRead, staff_reads

_MOST: Final = 1_000


def look(ground: Ground) -> Looked:
    """Open what the ledger says of the last readings."""
    with ground.storage.reading(ground.service) as view:
        reads = list(staff_reads(view, most=_MOST))
    opened = [read for read in reads if read.body]
    if not opened:
        raise CannotLook(Unseen.NO_READS)
    faults = tuple(
        Fault(code="unexplained", place=str(read.entry)) for read in opened if not _explained(read)
    )
    promises = frozenset(ground.promises)
    return Looked(
        kept=frozenset() if faults else promises,
        broken=promises if faults else frozenset(),
        faults=faults,
        seen={"reads": len(opened)},
    )


def _explained(read: StaffRead) -> bool:
    """Tell whether the entry names a reader and a reason; an access names its reader too."""
    body = read.body
    reader = body.get("reader", body.get("staff"))
    return all(
        isinstance(said, str) and says_something(said) for said in (reader, body.get("reason"))
    )


PROBE: Final = Probe(name=ProbeName.STAFF_READS, every=NIGHTLY, look=look)
