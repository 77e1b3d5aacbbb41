"""JSON of others, read strictly: UTF-8 alone, no key twice, no number that JSON does not have.

Of two values under one key some readers take the first and some the last, so that a gateway and
Amana could decide about two different persons (RFC 8259, section 4).
"""

import json
from typing import Any


def parse_json(plain: bytes) -> Any:  # noqa: ANN401 - whatever JSON may hold
    """Return the value; raises ``ValueError`` (also in UTF-8) and ``RecursionError``."""
    return json.loads(plain.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object, or refuse one that says a key twice."""
    made = dict(pairs)
    if len(made) != len(pairs):
        msg = "a key stands twice"
        raise json.JSONDecodeError(msg, "", 0)
    return made


def _no_constant(_name: str) -> float:
    """Refuse ``NaN`` and the infinities, which are no JSON."""
    msg = "no JSON value"
    raise json.JSONDecodeError(msg, "", 0)
