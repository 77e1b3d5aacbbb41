"""Many records at once, in one transaction: their persons met, the rows put, one entry for all.

A chunk of thousands takes a few statements, whatever its size. Rows go in as arrays: a role of a
service may make no temporary table, and COPY does not work under row-level security.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from amana.storage.keys.sealing import Sealer
from amana.storage.records.bound import terms_key
from amana.storage.records.row import NewRecord
from amana.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Persons by their look-up keys, as they stood before."""

    new: frozenset[bytes]
    """Nobody had met them: nothing is held about them."""
    alive: frozenset[bytes]
    """Met before; they cannot be erased until the transaction ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How far a file has come in: bytes and lines behind, and what became of the lines."""

    place: int
    line: int
    stored: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What many records need of one service's storage."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def prepare(self) -> None:
        """Have the statements of this transaction planned for large tables.

        Each row of a purpose is checked against its record by a plan that a connection keeps. One
        made while the table was nearly empty walks the whole of it, for each row.
        """
        self._change("forget_plans")
        self._rows("use_indexes")

    def meet(self, person_keys: Collection[bytes]) -> Met:
        """Note the persons; who is in neither set of the answer was erased."""
        keys = sorted(person_keys)
        new = frozenset(
            bytes(row["person_key"]) for row in self._rows("meet_many", person_keys=keys)
        )
        known = [key for key in keys if key not in new]
        alive = self._rows("alive_many", person_keys=known) if known else []
        return Met(new=new, alive=frozenset(bytes(row["person_key"]) for row in alive))

    def put(self, records: Sequence[NewRecord], *, entry: UUID) -> frozenset[UUID]:
        """Add records that differ in person, key and values only; return the ids of those added.

        The others' keys are taken. Their persons were met in this transaction.
        """
        if not records:
            return frozenset()
        sealed = self.sealer.seal_records([record.plain(entry) for record in records])
        looks = [record.look(self.sealer) for record in records]
        rows = list(zip(records, looks, sealed, strict=True))
        made = self._put(rows, entry)
        if len(made) < len(rows):
            left = [row for row in rows if row[0].id not in made]
            if self._change("drop_expired_many", looks=[look for _, look, _ in left]):
                made |= self._put(left, entry)
        return frozenset(made)

    def link(self, entry: UUID, person_keys: Collection[bytes]) -> None:
        """Say of an entry, whose body names nobody, that it is about all these persons."""
        if person_keys:
            self._change("link_many", entry=entry, person_keys=sorted(person_keys))

    def came(self, file: str) -> Place:
        """Return how far the file of this digest has come in; the first time, nowhere."""
        look = self._file(file)
        self._change("begin_import", file=look)
        (row,) = self._rows("import_place", file=look)
        return Place(**row)

    def move(self, file: str, *, before: Place, now: Place) -> bool:
        """Put the file's import forward; ``False`` where another program did meanwhile.

        ``stored`` and ``left_out`` of ``now`` are what is added.
        """
        moved = self._change(
            "move_import",
            file=self._file(file),
            before=before.place,
            place=now.place,
            line=now.line,
            stored=now.stored,
            left_out=now.left_out,
        )
        return moved == 1

    def _put(self, rows: Sequence[tuple[NewRecord, bytes, bytes]], entry: UUID) -> set[UUID]:
        first = rows[0][0]
        said, key = first.provenance, terms_key(self.sealer)
        made = self._rows(
            "put_many",
            ids=[record.id for record, _, _ in rows],
            looks=[look for _, look, _ in rows],
            person_keys=[record.person_key for record, _, _ in rows],
            sealed=[sealed for _, _, sealed in rows],
            type=first.type,
            policy_version=said.policy_version,
            occasion=said.occasion,
            origin=said.origin,
            source=said.source,
            imported=said.imported,
            automated=first.automated,
            expires_at=first.expires_at,
            terms=[record.terms(key) for record, _, _ in rows],
            entry=entry,
            purposes=sorted(first.purposes),
            recipients=sorted(first.recipients),
        )
        return {row["id"] for row in made}

    def _file(self, digest: str) -> bytes:
        # No id of a person holds a zero byte. A plain hash would let others recognise the file.
        return self.sealer.person_key(f"import\0{digest}")

    def _rows(self, name: str, **values: Any) -> list[DictRow]:  # noqa: ANN401 - what the driver adapts
        return self.transaction.rows("intake", name, service=self.service, **values)

    def _change(self, name: str, **values: Any) -> int:  # noqa: ANN401 - what the driver adapts
        return self.transaction.change("intake", name, service=self.service, **values)
