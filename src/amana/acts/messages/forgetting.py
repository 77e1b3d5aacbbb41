"""Forget messages that ended: what failed ones said first, then the rows. The ledger stays."""

from datetime import timedelta
from typing import Final

from amana.storage.database import Storage

_FAILED: Final = timedelta(days=7)
"""How long a failed message can be tried again."""
_ROWS: Final = timedelta(days=35)
"""How long it is known whose a message was: as late as a bounce or complaint may come."""
_AT_ONCE: Final = 5_000


def forget_messages(storage: Storage, service: str) -> None:
    """Forget what is old, in small steps. A scheduled task; killed, the next run goes on."""
    with storage.work(service) as work:
        work.outbox.fade(lasts=_FAILED)
        work.over()
    while _forget(storage, service) == _AT_ONCE:
        pass


def _forget(storage: Storage, service: str) -> int:
    with storage.work(service) as work:
        forgotten = work.outbox.forget(lasts=_ROWS, most=_AT_ONCE)
        work.over()
    return forgotten
