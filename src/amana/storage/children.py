"""Who was found too young, by a mark that says nothing and outlives their erasure."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

_QUERIES: Final = "children"
_KIND: Final = "child"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """That somebody was found too young."""

    how: str
    done: UUID | None
    """The entry that says that they are erased."""


@dataclass(slots=True, kw_only=True)
class Children:
    """Who of one service was found too young, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def put(self, person: str, *, how: str, entry: UUID) -> None:
        """Note that the person was found too young."""
        self._change("put", mark=self._mark(person), how=how, entry=entry)

    def one(self, person: str) -> FoundRow | None:
        """Return what was noted of the person; ``None`` where nothing was."""
        mark = self._mark(person)
        row = self.transaction.row(_QUERIES, "one", service=self.service, mark=mark)
        return None if row is None else FoundRow(**row)

    def close(self, person: str, *, entry: UUID) -> None:
        """Note that the person is erased."""
        self._change("close", mark=self._mark(person), done=entry)

    def _mark(self, person: str) -> bytes:
        return self.sealer.mark(_KIND, self.sealer.person_key(person))

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change(_QUERIES, name, service=self.service, **values)
