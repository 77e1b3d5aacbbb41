"""A known value of each service, sealed: it opens only with the keys that sealed it."""

from typing import Final
from uuid import UUID

from amana.storage.errors import CannotOpen
from amana.storage.work import View

_VALUE: Final = b"amana"
_ENTRY: Final = UUID(int=0)
"""No entry has this id."""


def known_value_opens(view: View) -> bool | None:
    """Tell whether the service's known value opens; ``None`` where none was kept yet."""
    row = view.transaction.row("watch", "known_value", service=view.service)
    if row is None:
        return None
    try:
        return view.sealer.open(bytes(row["sealed"]), entry=_ENTRY) == _VALUE
    except CannotOpen:
        return False


def keep_known_value(view: View) -> None:
    """Seal a known value for the service and keep it, unless there is one."""
    view.transaction.change(
        "watch",
        "keep_known_value",
        service=view.service,
        sealed=view.sealer.seal(_VALUE, entry=_ENTRY),
    )
    view.transaction.end(commit=True)
