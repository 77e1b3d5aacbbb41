"""Tries, counted for a while in this process's memory: of nobody is anything stored."""

from datetime import timedelta
from typing import Final

from django.core.cache import caches
from django.utils.crypto import salted_hmac

LASTS: Final = timedelta(minutes=15)
MOST_OF_ACCOUNT: Final = 5
"""Wrong passwords for one account within :data:`LASTS`, whether it exists or not."""
MOST_OF_ADDRESS: Final = 50
"""Wrong passwords from one network address: a household or an office shares one."""


def may_try(kind: str, of: str, *, most: int, lasts: timedelta = LASTS) -> bool:
    """Count a try, before it is made, and tell whether it is within the most that may be."""
    key, seconds = _key(kind, of), int(lasts.total_seconds())
    caches["tries"].add(key, 0, seconds)
    try:
        return caches["tries"].incr(key) <= most
    except ValueError:
        # It ended between the two lines: this is the first of a new count.
        caches["tries"].set(key, 1, seconds)
        return True


def forgive(kind: str, of: str) -> None:
    """Take one try back, which was no wrong one."""
    try:
        caches["tries"].decr(_key(kind, of))
    except ValueError:
        return


def forget(kind: str, of: str) -> None:
    """Begin to count anew."""
    caches["tries"].delete(_key(kind, of))


def _key(kind: str, of: str) -> str:
    return salted_hmac(f"tries.{kind}", of, algorithm="sha256").hexdigest()
