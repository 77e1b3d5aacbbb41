"""The service's own ids of persons, by their numbers.

No list of ids is kept: an id is sealed in what came in under it, a record or the body of an entry.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from psycopg.rows import DictRow

from amana.storage.bodies import open_body
from amana.storage.errors import CannotOpen, KeyMissing
from amana.storage.keys.sealing import Sealer
from amana.storage.records.bound import sealed_of
from amana.storage.records.row import content_of
from amana.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnIds:
    """The own ids of one service's persons, in one transaction."""

    transaction: Transaction
    sealer: Sealer

    def of_numbers(self, numbers: Iterable[int]) -> Mapping[int, str]:
        """Return the id of each number, in their order; who was erased is not there.

        Nor is who is only known by what names nobody.
        """
        rows = self.transaction.bytes_rows(
            "persons", "own_ids", service=self.sealer.service, numbers=list(numbers)
        )
        keys = {bytes(row["person_key"]) for row in rows}
        # By one statement, for the bodies that are then opened one by one.
        self.sealer.persons.find_many(self.sealer.service, keys)
        recorded = [row for row in rows if row["id"] is not None]
        named = self._of_records(recorded)
        named |= {
            row["number"]: found
            for row in rows
            if row["id"] is None and (found := self._of_bodies(row)) is not None
        }
        return {row["number"]: named[row["number"]] for row in rows if row["number"] in named}

    def _of_records(self, rows: list[DictRow]) -> dict[int, str]:
        opened = self.sealer.open_records([sealed_of(row) for row in rows])
        return {
            row["number"]: content_of(plain).person
            for row, plain in zip(rows, opened, strict=True)
            if plain is not None
        }

    def _of_bodies(self, row: DictRow) -> str | None:
        """Return the id that the person's entries say; the first that holds one."""
        for entry, sealed in zip(row["entries"] or (), row["bodies"] or (), strict=True):
            found = self._in_body(entry, bytes(sealed), bytes(row["person_key"]))
            if found is not None:
                return found
        return None

    def _in_body(self, entry: UUID, sealed: bytes, person: bytes) -> str | None:
        try:
            said = open_body(self.sealer, sealed, entry=entry, person=person).get("person")
        except (CannotOpen, KeyMissing):
            # Erased meanwhile.
            return None
        # An entry about an id of the same person may name another id.
        if isinstance(said, str) and self.sealer.person_key(said) == person:
            return said
        return None
