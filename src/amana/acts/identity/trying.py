"""How often a person's password may be tried in vain: fifteen times within any hour, exactly.

A turn is taken before the password is stretched and compared, in a transaction of its own that is
over by then: many tries at once take their turns one by one, and hold nothing while they compare.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from amana.acts.identity.passwords import Held
from amana.storage.database import Storage
from amana.storage.stretching import fits

MOST: Final = 15
"""Wrong passwords of one person that are compared within an hour, under all ids together."""
_WINDOW: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What came of a try."""

    held: Held
    right: bool
    compared: bool
    """Whether it was compared at all; it takes as long where it was not."""


@dataclass(frozen=True, slots=True)
class Trying:
    """Compares passwords, no oftener than is let through. Opens transactions: call it in none."""

    storage: Storage

    def compare(self, service: str, held: Held, password: str) -> Compared:
        """Tell whether it is the password; one that is right counts as no try.

        Whom nobody knows and who was tried too often are compared with nobody's password: the
        answer is the same, and its time. ``password`` is plain text as ``plain_password`` gives it.
        """
        first, *others = (self._key(service, each) for each in (held.key, *held.group))
        with self.storage.platform() as platform:
            platform.tries.forget(_WINDOW)
        with self.storage.platform() as platform:
            turn = platform.tries.take(first, others, most=MOST, window=_WINDOW)
        right = fits(password, None if turn is None else held.stretched)
        if turn is not None and right:
            with self.storage.platform() as platform:
                platform.tries.give_back(turn)
        return Compared(held=held, right=right, compared=turn is not None)

    def _key(self, service: str, person: bytes) -> bytes:
        """Return what stands for the person where tries are counted: a keyed hash of the key."""
        named = b"password\0" + service.encode() + b"\0" + person
        return hmac.digest(self.storage.rate_key(), named, "sha256")
