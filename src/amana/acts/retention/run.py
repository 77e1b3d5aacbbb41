"""One run over all that a service keeps: its own records, then its sources. A scheduled task."""

from collections.abc import Callable
from typing import Final

from amana.acts.retention.own import end_own
from amana.acts.retention.sources import end_in_sources
from amana.acts.sources.opening import OpenSource
from amana.storage.database import Storage

TASK: Final = "retention.run"


def run_retention(storage: Storage, service: str, open_source: OpenSource) -> int:
    """End what is due now, and return how many records and rows that were.

    Raises what our own database raises. A source that fails keeps its fault in how it stands.
    """
    return end_own(storage, service) + end_in_sources(storage, service, open_source)


def retention_task(open_source: OpenSource) -> Callable[[Storage, str], None]:
    """Return what workers run again and again."""

    def run(storage: Storage, service: str) -> None:
        run_retention(storage, service, open_source)

    return run
