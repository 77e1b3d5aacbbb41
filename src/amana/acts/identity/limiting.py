"""How often codes and passwords may be asked for and tried: by address and network.

How often a person is tried in vain is counted elsewhere: passwords by ``trying``, codes by the
checks themselves (``Identity.worn_out``).
Known and unknown addresses are counted alike, so that a limit tells nothing of anybody.
"""

import hmac
import math
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from amana.acts.identity.errors import TooManyTries
from amana.storage.database import Storage

HOUR: Final = timedelta(hours=1)


class Counted(StrEnum):
    """What is counted, an hour."""

    CODE_TO_ADDRESS = "code-to-address"
    CODE_FROM_NETWORK = "code-from-network"
    TRY_FROM_NETWORK = "try-from-network"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityLimits:
    """How often an hour. A house, an office or a mobile network is one network."""

    code_to_address: int = 5
    code_from_network: int = 60
    try_from_network: int = 120

    def of(self, counted: Counted) -> int:
        """Return how often an hour."""
        return int(getattr(self, counted.value.replace("-", "_")))


@dataclass(frozen=True, slots=True)
class Limiting:
    """Counts in the platform's own transaction: what is undone in a service's stays counted."""

    storage: Storage
    limits: IdentityLimits = IdentityLimits()

    def take(self, counted: Counted, service: str, who: str) -> None:
        """Count one; raise ``TooManyTries`` where it is one too many.

        ``who`` stands nowhere but as a keyed hash.
        """
        named = f"identity\0{counted.value}\0{service}\0{who}".encode()
        key = hmac.digest(self.storage.rate_key(), named, "sha256")
        share = HOUR / self.limits.of(counted)
        with self.storage.platform() as platform:
            wait = platform.rates.take(key, share=share, window=HOUR)
        if wait is not None:
            raise TooManyTries(minutes=max(1, math.ceil(wait / timedelta(minutes=1))))
