"""Amana's own records as a source: each type of record is a table, each field a column.

A person is found by the service's own ids alone, of the kind ``own``: what else they are known by
is part of what is held. What an erasure does here no map says: all goes, with the person's key.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from amana.acts.act import Act, Actor
from amana.acts.erase import erase
from amana.acts.records.asked import Correcting, Which
from amana.acts.records.correct_record import correct_record
from amana.acts.records.list_records import HeldRecord, every_record
from amana.acts.records.map_in_force import map_in_force
from amana.acts.records.whose import keys_of
from amana.domain.person.identifiers import OWN_ID
from amana.domain.source.model import RowFate
from amana.domain.source.outcome import (
    CopiedRow,
    Correction,
    Erased,
    Marked,
    Sought,
    TableCount,
    TableErased,
)
from amana.domain.source.structure import ColumnKind, Structure, StructureColumn, StructureTable
from amana.sources.errors import CannotRestrict, ColumnNotMapped, ValueUnfit
from amana.sources.protocol import Foresee, nobody_is_told
from amana.storage.database import Storage
from amana.storage.errors import PersonErased
from amana.storage.work import View

DIALECT: Final = "amana"


class OwnRecords:
    """The records of one service; see :class:`~amana.sources.protocol.Source`.

    Every act writes on the ledger what it writes there when it is asked for by itself. Finding and
    copying write nothing: whoever hands a copy out does.
    """

    def __init__(self, storage: Storage, service: str, *, actor: Actor) -> None:
        """Keep who asks; nothing is asked yet."""
        self._storage = storage
        self._service = service
        self._actor = actor

    def structure(self) -> Structure:
        """Return the types of record that the map in force knows."""
        with self._storage.reading(self._service) as view:
            types = map_in_force(view).records.values()
        return Structure(
            dialect=DIALECT,
            tables={
                each.id: StructureTable(
                    name=each.id,
                    schema=None,
                    columns={
                        name: StructureColumn(name=name, kind=ColumnKind.TEXT, type="sealed")
                        for name in each.fields
                    },
                )
                for each in types
            },
        )

    def find(self, persons: Sequence[Sought]) -> tuple[TableCount, ...]:
        """Return how many records of each type are theirs; whoever is erased has none."""
        found: Counter[str] = Counter()
        with self._storage.reading(self._service) as view:
            for person in persons:
                found.update(record.type for record in _records(view, person))
        return tuple(
            TableCount(table=type_, fate=RowFate.DELETE, found=rows, own=rows)
            for type_, rows in sorted(found.items())
        )

    def copy(self, persons: Sequence[Sought]) -> Iterator[CopiedRow]:
        """Yield each of their records, with the values that stand in it now."""
        with self._storage.reading(self._service) as view:
            for person in persons:
                for record in _records(view, person):
                    values = {
                        name: held.now.value
                        for name, held in record.fields.items()
                        if held.now is not None
                    }
                    yield CopiedRow(person=person.person, table=record.type, values=values)

    def correct(self, person: Sought, corrections: Sequence[Correction]) -> int:
        """Put values in place of those that each record of a type holds; return how many.

        All in one transaction a record: of several records the first may be corrected where a
        later one is refused. Raises ``ColumnNotMapped`` before anything, ``ValueUnfit`` where the
        policy does not permit the value, and what ``correct_record`` raises.
        """
        self._check_columns(corrections)
        by_type: dict[str, dict[str, str | None]] = {}
        for each in corrections:
            by_type.setdefault(each.table, {})[each.column] = each.value
        with self._storage.reading(self._service) as view:
            found = [record for record in _records(view, person) if record.type in by_type]
        for record in found:
            self._correct(person, record, by_type[record.type])
        return sum(len(by_type[record.type]) for record in found)

    def restrict(self, persons: Sequence[Sought], *, on: bool = True) -> Marked:
        """Refuse where they have records: purposes are objected to, and records not marked.

        What was never marked has no mark to take off.
        """
        for counted in self.find(persons) if on else ():
            raise CannotRestrict(table=counted.table)
        return Marked(rows=0)

    def erase(self, persons: Sequence[Sought], *, foresee: Foresee = nobody_is_told) -> Erased:  # noqa: ARG002 - it answers the same for ever
        """Erase them, each by themselves, with a tombstone and the end of their key.

        Taken up again it goes on where it was; each reads back itself. Raises ``NotErased``.
        """
        before = self.find(persons)
        for person in persons:
            for id_ in person.identifiers.get(OWN_ID, ()):
                erase(self._storage, self._service, person=id_, actor=self._actor)
        tables = tuple(TableErased(table=each.table, deleted=each.own) for each in before)
        return Erased(tables=tables, read_back=len(persons))

    def left(self, persons: Sequence[Sought]) -> tuple[TableCount, ...]:
        """Return what is still held: of whoever is erased nothing can be read."""
        return self.find(persons)

    def _check_columns(self, corrections: Sequence[Correction]) -> None:
        tables = self.structure().tables
        for each in corrections:
            table = tables.get(each.table)
            if table is None or each.column not in table.columns:
                raise ColumnNotMapped(table=each.table, name=each.column)

    def _correct(self, person: Sought, record: HeldRecord, values: dict[str, str | None]) -> None:
        """Correct one record as the person's own right."""
        with self._acting() as act:
            given = Correcting(
                person=person.identifiers[OWN_ID][0],
                which=Which(id=record.id),
                seen=record.version,
                values=values,
            )
            if not correct_record(act, given).answer.permitted:
                raise ValueUnfit(table=record.type, name=", ".join(values), kind="promise")

    @contextmanager
    def _acting(self) -> Iterator[Act]:
        with self._storage.work(self._service) as work:
            yield Act(actor=self._actor, work=work)


def _records(view: View, person: Sought) -> Iterator[HeldRecord]:
    """Yield the records of somebody, each once, over all the ids that they are known by."""
    seen: set[bytes] = set()
    for id_ in person.identifiers.get(OWN_ID, ()):
        try:
            keys = tuple(key for key in keys_of(view, id_) if key not in seen)
        except PersonErased:
            continue
        seen.update(keys)
        if keys:
            yield from every_record(view, keys)
