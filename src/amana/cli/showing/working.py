"""A worker beside the demonstration's own work: it sends mail and does what is scheduled."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import uuid4

from amana.acts.working import work_until
from amana.assembly import Running

_ENDS_WITHIN_S: Final = 20.0


@contextmanager
def at_work(amana: Running) -> Iterator[None]:
    """Let a thread work until the context ends; it finishes what it has in hand."""
    over = threading.Event()
    thread = threading.Thread(
        target=work_until,
        args=(over, amana.storage, amana.duties),
        kwargs={"worker": uuid4()},
        name="worker",
        daemon=True,
    )
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(_ENDS_WITHIN_S)
