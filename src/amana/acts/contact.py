"""How a member is named and reached: checked once, where it comes in."""

import re
from typing import Final

from amana.domain.errors import Malformed

LONGEST_NAME: Final = 120
LONGEST_EMAIL: Final = 254
_EMAIL: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?",
    re.ASCII,
)
"""As browsers take it in a form (HTML standard, valid e-mail address), with a full domain."""


class BadName(Malformed):
    """A name has 1 to 120 characters that can be printed."""

    code = "staff.bad_name"


class BadEmail(Malformed):
    """What stands for an e-mail address is none."""

    code = "staff.bad_email"


def checked_name(name: str) -> str:
    """Return the name without space around it, or raise ``BadName``."""
    bare = " ".join(name.split())
    if not 0 < len(bare) <= LONGEST_NAME or not bare.isprintable():
        raise BadName(longest=LONGEST_NAME)
    return bare


def checked_email(email: str) -> str:
    """Return the address without space around it, or raise ``BadEmail``."""
    bare = email.strip()
    if len(bare) > LONGEST_EMAIL or _EMAIL.fullmatch(bare) is None:
        raise BadEmail
    return bare
