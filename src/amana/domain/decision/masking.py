"""(11) What may be shown only in part: a duty in the answer, not a refusal."""

from collections.abc import Iterable, Mapping
from typing import Final

HIDDEN: Final = "hidden"
_BY_HOW_LITTLE: Final[Mapping[str, int]] = {
    part: rank for rank, part in enumerate((HIDDEN, "initial", "last4", "shortened"))
}
"""Parts of a value (``vocabulary.collecting.Part``), the one that shows least first."""


def least(parts: Iterable[str | None]) -> str:
    """Return the part that shows least; where a promise names none, nothing is shown."""
    known = (HIDDEN if part is None or part not in _BY_HOW_LITTLE else part for part in parts)
    return min(known, key=_BY_HOW_LITTLE.__getitem__, default=HIDDEN)
