"""How often somebody may come through a door: rates that hold over all processes.

The database keeps, for each door and each comer, how much of the rate is used up. A process takes
shares of it in advance, more at once for those who come often, so that most requests are let
through by a look into its own memory. What is taken in advance and not used lapses: over a minute
nobody comes oftener than the rate and, for each process, one share.
"""

import hmac
import math
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from amana.domain.rates import Door, Limits
from amana.storage.database import Storage

WINDOW: Final = timedelta(minutes=1)
_WINDOW_S: Final = WINDOW.total_seconds()
_MOST_REMEMBERED: Final = 20_000
_FORGET_EVERY: Final = 512
_SHARES: Final = 20
"""A share is at most this part of a rate."""
_LARGEST_SHARE: Final = 256
_ONE_BY_ONE: Final = frozenset({Door.SIGN_IN, Door.HAND_OVER, Door.VISITOR, Door.REFUSED})
"""Where each try counts: no share of these is taken in advance."""


@dataclass(slots=True)
class _Held:
    """What this process knows of one comer: what is left of a share, or until when to wait."""

    left: int
    share: int
    until: float


class Rates:
    """The rates of all doors. Safe to use from many threads and in many processes."""

    def __init__(
        self,
        storage: Storage,
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name the store and the limits; ``clock`` counts seconds of this process."""
        self._storage = storage
        self._limits: Mapping[Door, int] = {door: limits.of(door) for door in Door}
        self._clock = clock
        self._key = storage.rate_key()
        self._held: dict[bytes, _Held] = {}
        self._taken = 0
        self._guard = threading.Lock()

    def limit(self, door: Door) -> int:
        """Return how often a minute somebody may come through the door."""
        return self._limits[door]

    def pass_by(self, door: Door, who: str) -> float | None:
        """Let somebody through by what this process holds already.

        Returns 0 where they may pass, the seconds to wait where they may not, and ``None`` where
        the store has to be asked.
        """
        key = self._key_of(door, who)
        now = self._clock()
        with self._guard:
            held = self._held.get(key)
            if held is None or held.until <= now:
                return None
            if held.share and held.left:
                held.left -= 1
                return 0.0
            return None if held.share else held.until - now

    def take(self, door: Door, who: str) -> float:
        """Ask the store: return 0 where they may pass, else the seconds to wait.

        Raises what storage raises: a store that does not answer lets nobody through.
        """
        key, rate = self._key_of(door, who), self._limits[door]
        share = self._next_share(key, door, rate)
        with self._storage.platform() as platform:
            wait = platform.rates.take(key, share=WINDOW * share / rate, window=WINDOW)
            if wait is not None and share > 1:
                share = 1
                wait = platform.rates.take(key, share=WINDOW / rate, window=WINDOW)
            self._taken += 1
            if self._taken % _FORGET_EVERY == 0:
                platform.rates.forget()
        if wait is None:
            self._remember(key, left=share - 1, share=share, seconds=_WINDOW_S)
            return 0.0
        seconds = max(wait.total_seconds(), 0.001)
        self._remember(key, left=0, share=0, seconds=seconds)
        return seconds

    def shut_for(self, door: Door, who: str) -> float:
        """Return the seconds for which this process knows the door shut; takes nothing."""
        key, now = self._key_of(door, who), self._clock()
        with self._guard:
            held = self._held.get(key)
            return held.until - now if held and not held.share and held.until > now else 0.0

    def _next_share(self, key: bytes, door: Door, rate: int) -> int:
        """Return twice the share of before; one by one where each try counts."""
        if door in _ONE_BY_ONE:
            return 1
        with self._guard:
            held = self._held.get(key)
        most = max(1, min(_LARGEST_SHARE, rate // _SHARES))
        return min(most, 2 * held.share) if held and held.share else 1

    def _remember(self, key: bytes, *, left: int, share: int, seconds: float) -> None:
        """Keep what is known of a comer; of too many, the longest known are forgotten."""
        until = self._clock() + seconds
        with self._guard:
            before = self._held.pop(key, None)
            if share and before and before.share and before.until > self._clock():
                left += before.left
            self._held[key] = _Held(left, share, until)
            while len(self._held) > _MOST_REMEMBERED:
                self._held.pop(next(iter(self._held)))

    def _key_of(self, door: Door, who: str) -> bytes:
        return hmac.digest(self._key, f"{door.value}\0{who}".encode(), "sha256")


def whole_seconds(wait: float) -> int:
    """Return the wait as a header says it: whole seconds, at least one."""
    return max(1, math.ceil(wait))
