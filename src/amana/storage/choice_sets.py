"""Sets of people by what they chose: bitmaps in chunks of 65,536 numbers, and the list of changes.

A set only proposes: it may be a moment old, and holds who was erased since. Whoever is proposed is
decided about by their own row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from psycopg.rows import DictRow
from pyroaring import BitMap

from amana.domain.choice.word import AGREEING, REFUSING, State
from amana.storage.transaction import Transaction

CHUNK: Final = 1 << 16
YES: Final = "yes"
NO: Final = "no"
_ANSWERS: Final = (YES, NO)


@dataclass(slots=True)
class PurposeSets:
    """Who agreed to a purpose and who refused it, in memory, chunk by chunk."""

    chunks: dict[tuple[str, int], BitMap] = field(default_factory=dict)
    """By answer and chunk, with the persons' own numbers."""
    versions: dict[tuple[str, int], int] = field(default_factory=dict)
    changes: list[tuple[int, State]] = field(default_factory=list)
    """What is not folded in yet, the oldest first."""

    def who(self, answer: str) -> BitMap:
        """Return all who gave the answer last."""
        found = BitMap.union(BitMap(), *(b for key, b in self.chunks.items() if key[0] == answer))
        for number, state in self.changes:
            if _says(state, answer):
                found.add(number)
            else:
                found.discard(number)
        return found


class ChoiceSets:
    """The sets of one service, in one transaction."""

    __slots__ = ("_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str) -> None:
        """Work in the transaction."""
        self._transaction = transaction
        self._service = service

    def refresh(self, purpose: str, held: PurposeSets) -> None:
        """Bring what a process holds of a purpose up to this transaction's instant.

        Only chunks that changed are read again.
        """
        # The list first: what is folded in the meantime is then in it or in its chunk, or both.
        changes = self._rows("unfolded", purpose=purpose)
        for row in self._rows("versions", purpose=purpose):
            key = (row["answer"], row["chunk"])
            if held.versions.get(key) != row["version"]:
                self._read(purpose, key, held)
        held.changes = [(row["number"], State(row["state"])) for row in changes]

    def hold(self) -> None:
        """Let nobody else number people or fold until the transaction ends."""
        self._transaction.change("choices", "hold_turn", service=self._service)

    def unnumbered(self, *, limit: int = 1_000) -> tuple[bytes, ...]:
        """Return whose changes wait for a number."""
        rows = self._rows("unnumbered", limit=limit)
        return tuple(bytes(row["person_key"]) for row in rows)

    def fold(self, *, limit: int = 10_000) -> int:
        """Fold the oldest changes into the sets, and return how many there were."""
        rows = self._rows("take_changes", limit=limit)
        ordered = sorted(rows, key=lambda row: (*_place(row), row["id"]))
        for (purpose, chunk), changes in groupby(ordered, key=_place):
            self._fold_into(purpose, chunk, changes)
        return len(rows)

    def _fold_into(self, purpose: str, chunk: int, changes: Iterable[DictRow]) -> None:
        bits = {answer: BitMap() for answer in _ANSWERS}
        for row in self._rows("hold_chunk", purpose=purpose, chunk=chunk):
            bits[row["answer"]] = BitMap.deserialize(bytes(row["bits"]))
        for row in changes:
            for answer in _ANSWERS:
                inside = row["number"] % CHUNK
                if _says(State(row["state"]), answer):
                    bits[answer].add(inside)
                else:
                    bits[answer].discard(inside)
        self.keep(purpose, chunk, bits)

    def keep(self, purpose: str, chunk: int, bits: Mapping[str, BitMap]) -> None:
        """Keep one chunk of both sets; the numbers are those within the chunk."""
        for answer, found in bits.items():
            found.run_optimize()
            self._transaction.change(
                "choices",
                "keep_chunk",
                service=self._service,
                purpose=purpose,
                answer=answer,
                chunk=chunk,
                bits=found.serialize(),
            )

    def _read(self, purpose: str, key: tuple[str, int], held: PurposeSets) -> None:
        answer, chunk = key
        row = self._transaction.row(
            "choices", "chunk", service=self._service, purpose=purpose, answer=answer, chunk=chunk
        )
        if row is not None:
            held.chunks[key] = BitMap.deserialize(bytes(row["bits"])).shift(chunk * CHUNK)
            held.versions[key] = row["version"]

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self._transaction.rows("choices", name, service=self._service, **values)


def _place(row: DictRow) -> tuple[str, int]:
    return row["purpose"], row["number"] // CHUNK


def _says(state: State, answer: str) -> bool:
    return state in (AGREEING if answer == YES else REFUSING)
