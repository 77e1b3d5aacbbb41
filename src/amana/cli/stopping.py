"""How a command that runs until it is stopped is stopped: in order, whoever asks."""

import signal
from types import FrameType


def stop_when_asked() -> None:
    """Take SIGTERM like Ctrl-C: what runs is ended in order, the database last."""
    signal.signal(signal.SIGTERM, _stop)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
