"""Rows about many persons, read by one statement and then asked for person by person.

They are of one transaction, and hold until it changes what they say.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar


class _OfPerson(Protocol):
    @property
    def person(self) -> bytes:
        """The look-up key of the id."""
        ...


Row = TypeVar("Row", bound=_OfPerson)


@dataclass(slots=True)
class AtHand(Generic[Row]):
    """The rows of some ids. Who has none is known to have none."""

    _rows: dict[bytes, list[Row]] = field(default_factory=dict, repr=False)

    def bring(self, members: Iterable[bytes], rows: Iterable[Row]) -> None:
        """Take all rows of these ids."""
        self._rows = {member: [] for member in members}
        for row in rows:
            self._rows[row.person].append(row)

    def has(self, members: Collection[bytes]) -> bool:
        """Tell whether all rows of these ids are here."""
        return bool(self._rows) and self._rows.keys() >= set(members)

    def of(self, members: Iterable[bytes]) -> tuple[Row, ...]:
        """Return the rows of these ids."""
        return tuple(row for member in members for row in self._rows[member])

    def clear(self) -> None:
        """Forget them: what they say is about to change."""
        self._rows = {}
