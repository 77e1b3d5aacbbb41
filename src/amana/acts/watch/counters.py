"""What each process counts as it happens, in a file of its own that any of them can sum up.

The files are those of the Prometheus client's way with many processes: a map of doubles, mapped
into memory, so that a count is a write of 16 bytes and outlives its process. They are made by
hand here, for the client itself takes the folder from the environment, while it is imported.
"""

import logging
import os
import threading
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import psutil
from prometheus_client import Metric as Family
from prometheus_client.mmap_dict import MmapedDict, mmap_key
from prometheus_client.multiprocess import MultiProcessCollector

from amana.acts.watch.metrics import DECISIONS, POOL, REQUEST_SECONDS, REQUESTS, Kind, Metric

BUCKETS_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_NAME_OF_FILE: Final = {
    Kind.COUNTER: "counter",
    Kind.HISTOGRAM: "histogram",
    Kind.GAUGE: "gauge_livesum",
}
_MODE: Final = 0o700
_log = logging.getLogger(__name__)


class Counters:
    """The counters of this process, and the sums over all. Safe in many threads, and after a fork.

    A counter that cannot be written is left alone: nothing fails for want of a figure.
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder that all processes share; it is made with the first count."""
        self._folder = folder
        self._guard = threading.Lock()
        self._files: dict[Kind, MmapedDict] = {}
        self._process = 0
        self._over = False

    def request(self, *, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        with self._guard:
            self._add(REQUESTS, (route, method, str(status)), 1)
            at = bisect_left(BUCKETS_S, seconds)
            bound = str(BUCKETS_S[at]) if at < len(BUCKETS_S) else "+Inf"
            labels = (route, method)
            self._add(REQUEST_SECONDS, labels, 1, part="_bucket", more=("le", bound))
            self._add(REQUEST_SECONDS, labels, seconds, part="_sum")

    def decision(self, *, service: str, act: str, outcome: str) -> None:
        """Count a decision."""
        with self._guard:
            self._add(DECISIONS, (service, act, outcome), 1)

    def pool(self, *, opened: int, used: int, waiting: int) -> None:
        """Say how this process uses its connections now."""
        with self._guard:
            for state, figure in (("open", opened), ("used", used), ("waiting", waiting)):
                self._add(POOL, (state,), figure, fresh=True)

    def sums(self) -> Iterable[Family]:
        """Return the sums over all processes: of counts those of ended ones too, of gauges not."""
        files = [str(path) for path in sorted(self._folder.glob("*.db")) if _counts(path)]
        return MultiProcessCollector.merge(files, accumulate=True)  # type: ignore[no-any-return, no-untyped-call]  # the client has no types here

    def forget_ended(self) -> None:
        """Delete the files of processes that ended: for the start of the whole."""
        for path in self._folder.glob("*.db"):
            if not psutil.pid_exists(_process_of(path)):
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """End counting in this process."""
        with self._guard:
            self._over = True
            for file in self._files.values():
                file.close()  # type: ignore[no-untyped-call]  # as above
            self._files.clear()

    def _add(  # noqa: PLR0913 - the parts of one sample
        self,
        metric: Metric,
        values: tuple[str, ...],
        amount: float,
        *,
        part: str = "",
        more: tuple[str, str] | None = None,
        fresh: bool = False,
    ) -> None:
        """Add to one sample, or set it, under the guard."""
        name = metric.name + ("_total" if metric.kind is Kind.COUNTER else part)
        names, held = list(metric.labels), list(values)
        if more is not None:
            names.append(more[0])
            held.append(more[1])
        key = mmap_key(metric.name, name, names, held, metric.about)
        file = self._file(metric.kind)
        if file is not None:
            before = 0.0 if fresh else file.read_value(key)[0]  # type: ignore[no-untyped-call]  # as above
            file.write_value(key, before + amount, 0.0)  # type: ignore[no-untyped-call]  # as above

    def _file(self, kind: Kind) -> MmapedDict | None:
        """Return this process's own file, for after a fork the parent's is not ours."""
        if self._over:
            return None
        if self._process != os.getpid():
            self._process, self._files = os.getpid(), {}
        if kind not in self._files:
            try:
                self._folder.mkdir(mode=_MODE, parents=True, exist_ok=True)
                path = self._folder / f"{_NAME_OF_FILE[kind]}_{self._process}.db"
                self._files[kind] = MmapedDict(str(path))  # type: ignore[no-untyped-call]  # as above
            except OSError as error:
                _log.warning("no counters: %s", type(error).__name__)
                self._over = True
                return None
        return self._files[kind]


def _process_of(path: Path) -> int:
    return int(path.stem.rpartition("_")[2])


def _counts(path: Path) -> bool:
    """Tell whether a file counts: a gauge of a process that ended says nothing of now."""
    return not path.name.startswith("gauge") or psutil.pid_exists(_process_of(path))
