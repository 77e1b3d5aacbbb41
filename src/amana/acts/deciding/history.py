"""The versions from an earlier one to the one in force, with what each step changed."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock
from typing import Final, TypeAlias

from amana.acts.in_force import published
from amana.domain.policy.earlier import Published, Step, steps_of
from amana.storage.policies import VersionRow
from amana.storage.work import View

_KEPT: Final = 64
"""Services whose history is kept in memory: the versions themselves are kept elsewhere."""
_Key: TypeAlias = tuple[str, int, datetime]


class _Histories:
    """The histories that were asked for last; any thread may ask."""

    __slots__ = ("_held", "_lock")

    def __init__(self) -> None:
        """Begin with none."""
        self._held: OrderedDict[_Key, tuple[Step, ...]] = OrderedDict()
        self._lock = Lock()

    def up_to(self, view: View, current: VersionRow) -> tuple[Step, ...]:
        """Return all versions that came into effect up to the one in force, the oldest first."""
        key = (view.service, current.number, current.published_at)
        with self._lock:
            held = self._held.get(key)
        if held is None:
            held = steps_of(
                [
                    _published(view, row)
                    for row in reversed(view.policies.versions())
                    if row.number <= current.number and row.effective_at <= view.now
                ]
            )
            with self._lock:
                self._held[key] = held
                while len(self._held) > _KEPT:
                    self._held.popitem(last=False)
        return held


_histories: Final = _Histories()


def steps_since(view: View, current: VersionRow, *, first: int) -> tuple[Step, ...]:
    """Return the versions from one number on to the one in force, that number's own first."""
    steps = _histories.up_to(view, current)
    return tuple(step for step in steps if step.version.number >= first)


def _published(view: View, row: VersionRow) -> Published:
    known = published(view, row)
    return Published(number=row.number, policy=known.policy, book=known.book, material=row.material)
