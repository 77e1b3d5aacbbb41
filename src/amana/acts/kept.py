"""What was asked for last, kept in memory: bounded, and safe to ask for from any thread."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The values that were asked for last, by their keys."""

    __slots__ = ("_held", "_lock", "_most")

    def __init__(self, *, most: int) -> None:
        """Begin with none; keep at most so many."""
        self._held: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()
        self._most = most

    def get(self, key: K, load: Callable[[], V]) -> V:
        """Return the value, loaded only where it is not held. Loading holds nobody up."""
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
                return held
        loaded = load()
        with self._lock:
            self._held[key] = loaded
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return loaded
