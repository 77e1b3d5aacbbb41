"""Which passwords can be used: long enough, and none that others would try first.

zxcvbn knows the 30,000 passwords and the words and names that are used most, also written with
signs for letters, turned round, along the keyboard, as dates and as repetitions, and says how many
tries an attacker needs. That counts, no rule about kinds of signs (NIST SP 800-63B, 3.1.1.2).
"""

import unicodedata
from typing import Final

from zxcvbn import zxcvbn

from amana.domain.errors import Malformed

SHORTEST: Final = 10
LONGEST: Final = 200
_TRIES: Final = 3
"""On the scale of zxcvbn: at least 10**8 tries."""
_LOOKED_AT: Final = 72
"""More signs make a password only better, and the look slower."""


class UnusablePassword(Malformed):
    """The password is too short, too long, or among those that others would try first."""

    code = "password.unusable"


def usable(password: str) -> str:
    """Return the password in its one form (RFC 8265, OpaqueString), or raise the above."""
    form = plain_password(password)
    if not SHORTEST <= len(form) <= LONGEST:
        raise UnusablePassword(shortest=SHORTEST, longest=LONGEST)
    if zxcvbn(form[:_LOOKED_AT])["score"] < _TRIES:
        raise UnusablePassword(shortest=SHORTEST, longest=LONGEST)
    return form


def plain_password(password: str) -> str:
    """Return the one form in which a password is compared: the same signs, however typed."""
    form = unicodedata.normalize("NFC", password)
    return "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in form)
