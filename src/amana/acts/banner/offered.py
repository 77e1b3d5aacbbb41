"""What the banner asks under the policy in force, worked out once a version."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock
from typing import Final, TypeAlias

from amana.acts.deciding.history import steps_since
from amana.acts.in_force import in_force, published
from amana.domain.banner.banner import Banner, banner_of
from amana.storage.work import View

_KEPT: Final = 64
"""Banners kept in memory; each is some kilobytes."""
_Key: TypeAlias = tuple[str, int, datetime]


class Banners:
    """The offers that were asked for last; any thread may ask."""

    __slots__ = ("_held", "_lock")

    def __init__(self) -> None:
        """Begin with none."""
        self._held: OrderedDict[_Key, Banner] = OrderedDict()
        self._lock = Lock()

    def of(self, view: View) -> Banner:
        """Return what the banner asks today. Raises ``NoPolicyInForce``."""
        version = in_force(view)
        key = (view.service, version.number, version.published_at)
        with self._lock:
            held = self._held.get(key)
        if held is None:
            steps = steps_since(view, version, first=1)
            held = banner_of(published(view, version).policy, steps)
            with self._lock:
                self._held[key] = held
                while len(self._held) > _KEPT:
                    self._held.popitem(last=False)
        return held
