"""Threads whose lines are counted: CPython 3.11 may refuse to trace one, and nothing is amiss.

While one thread sets its trace function, ``sys.settrace`` fails in another ("Cannot install a
trace function while another trace function is being installed", ``_PyEval_SetTrace`` of 3.11 in
Python/ceval.c), and a thread that begins then ends before its first line: a pool's worker, for
one, whose pool is never filled. From 3.12 on there is no such refusal.
"""

import sys
import threading
from types import ModuleType
from typing import Any, Final

_TRIES: Final = 100


class _Patient(ModuleType):
    """The module ``sys`` to those who trace: what was refused is asked again."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever ``sys`` has
        """Give everything else as it is."""
        return getattr(sys, name)

    @staticmethod
    def settrace(function: Any) -> None:  # noqa: ANN401 - a trace function, or None
        """Set it; the refusal has ended whatever stood in its way."""
        for _ in range(_TRIES):
            try:
                sys.settrace(function)
            except RuntimeError:
                continue
            return
        sys.settrace(function)


def trace_patiently() -> None:
    """Ask again, in this process, where tracing a thread was refused; untraced, change nothing."""
    collector = sys.modules.get("coverage.collector")
    if collector is None or sys.gettrace() is None or sys.version_info >= (3, 12):
        return
    patient = _Patient("sys")
    vars(threading)["_sys"] = patient
    vars(collector)["sys"] = patient
