"""How identifiers are compared where the map says ``fold``: as people write them, not to the sign.

The database itself compares; what it holds is never changed by it.
"""

from typing import Any, Final

import sqlalchemy as sa

from amana.domain.record.types import ValueType

_BETWEEN: Final = (" ", "\u00a0", "-", "(", ")", ".", "/")
"""What stands between the digits of a telephone number."""


def folded(kind: str, value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Return the value as it is compared: in small letters, an address without blanks around it.

    A telephone number is compared by its digits, and ``+`` is the same as ``00``. One without its
    country stays what it is: in another country it is somebody else's.
    """
    if kind == ValueType.PHONE.value:
        for sign in _BETWEEN:
            value = sa.func.replace(value, sa.literal(sign), sa.literal(""))
        return sa.func.replace(value, sa.literal("+"), sa.literal("00"))
    lowered = sa.func.lower(value)
    return sa.func.trim(lowered) if kind == ValueType.EMAIL.value else lowered
