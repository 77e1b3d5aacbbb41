"""How a command that runs until it is stopped is stopped: in order, whoever asks."""

import signal
from types import FrameType


def stop_when_asked() -> None:
    """Take SIGTERM like Ctrl-C: what runs is ended in order, the database last.

    So too the end of the terminal (SIGHUP), unless it is ignored, as under ``nohup``.
    """
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _stop)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
