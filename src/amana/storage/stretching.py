"""Passwords stretched by Argon2id (RFC 9106, the second choice of section 4): 64 MiB, three times.

The text form is PHC's, which names the costs: what was stretched under other ones still fits.
"""

import secrets
import threading
from typing import Final

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

_SALT_BYTES: Final = 16
_BYTES: Final = 32
_TIMES: Final = 3
_LANES: Final = 4
_KIB: Final = 65_536
_one_by_one: Final = threading.Lock()
# INVARIANT: one at a time in a process. Each takes a thread for every lane; OpenSSL lends no more
# threads than there are processors, and two that wait for each other's wait for ever. It also keeps
# the memory of many who try at once within bounds.


def stretched(password: str) -> str:
    """Return the password stretched under a fresh salt."""
    salt = secrets.token_bytes(_SALT_BYTES)
    with _one_by_one:
        way = Argon2id(salt=salt, length=_BYTES, iterations=_TIMES, lanes=_LANES, memory_cost=_KIB)
        return way.derive_phc_encoded(password.encode())


_NOBODYS: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)
"""Stands in for a password that nobody has: no text is known that fits."""


def fits(password: str, held: str | None) -> bool:
    """Tell whether it is the password; it takes as long where there is none to compare with."""
    try:
        with _one_by_one:
            Argon2id.verify_phc_encoded(password.encode(), held or _NOBODYS)
    except InvalidKey:
        return False
    return held is not None
