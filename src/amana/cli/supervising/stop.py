"""How a process of ours hears that it should end."""

import os
import select
import signal
from types import FrameType


class Stop:
    """Set once SIGTERM comes. Unlike an event of ``threading`` it may be set by a signal.

    An event's lock is not re-entrant: a signal that comes while the main thread is about to wait
    would stop both for ever. A byte in a pipe cannot.
    """

    def __init__(self) -> None:
        """Begin to listen, in the main thread."""
        self._set = False
        self._reads, self._writes = os.pipe()
        os.set_blocking(self._writes, False)
        signal.signal(signal.SIGTERM, self._hear)

    def is_set(self) -> bool:
        """Tell whether the process should end."""
        return self._set

    def wait(self, timeout: float) -> bool:
        """Wait so many seconds at most; tell whether the process should end."""
        if not self._set:
            select.select([self._reads], [], [], timeout)
        return self._set

    def _hear(self, _signal: int, _frame: FrameType | None) -> None:
        self._set = True
        os.write(self._writes, b".")
