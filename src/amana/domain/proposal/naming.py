"""What a map calls a database of which nothing is known but its address."""

import re
from typing import Final

_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_LONGEST, _MOST = 30, 4


def slug(name: str) -> str:
    """Return a name as services and sources have them; of what has no letter, ``database``."""
    plain = _NOT_SLUG.sub("-", name.lower()).strip("-")
    short = "-".join(part[:_LONGEST] for part in plain.split("-")[:_MOST])
    return short if short[:1].isalpha() else "database"
