"""How much memory something takes at most: its own process is weighed, before and after."""

import multiprocessing
import resource
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import perf_counter
from typing import Any, Final

_KB_PER_MB: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What something took in a process of its own."""

    before_mb: float
    """The most that the process held before: what modules take."""
    peak_mb: float
    seconds: float


def weigh(what: Callable[..., object], *given: Any) -> Weighed:  # noqa: ANN401 - what it takes
    """Do it in a process that begins anew, so that nothing of ours counts."""
    spawned = multiprocessing.get_context("spawn")
    ours, theirs = spawned.Pipe(duplex=False)
    process = spawned.Process(target=_weigh, args=(theirs, what, given), daemon=True)
    process.start()
    theirs.close()
    try:
        weighed: Weighed = ours.recv()
    finally:
        process.join()
        ours.close()
    return weighed


def _weigh(told: Connection, what: Callable[..., object], given: tuple[Any, ...]) -> None:
    """Do it, and tell what it took."""
    before, began = _peak(), perf_counter()
    what(*given)
    told.send(Weighed(before_mb=before, peak_mb=_peak(), seconds=perf_counter() - began))
    told.close()


def _peak() -> float:
    """Return the most that this process has held, in MB; Linux counts it in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB_PER_MB
