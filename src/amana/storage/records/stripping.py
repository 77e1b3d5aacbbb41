"""Values taken out of records for ever: of what a record is now, and of all that it was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from amana.storage.errors import Conflict
from amana.storage.keys.sealing import Sealer
from amana.storage.records.bound import came, terms_key
from amana.storage.records.row import Content, StoredRecord, Version
from amana.storage.transaction import Transaction

_QUERIES: Final = "record_parts"


@dataclass(slots=True, kw_only=True)
class Stripping:
    """What an erasure in part does to the records of one service, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def hold(self, person_keys: Sequence[bytes]) -> None:
        """Let nobody correct these persons' records until the transaction ends."""
        self.transaction.rows(_QUERIES, "hold", service=self.service, person_keys=list(person_keys))

    def drop(self, record: StoredRecord) -> None:
        """Delete a record with all that it was."""
        self._change("drop", record, seen=record.current.number)

    def strip(self, record: StoredRecord, fields: Collection[str], *, entry: UUID) -> None:
        """Take fields out of a record, which is held, and out of its versions before.

        What it is now becomes a new version, told of by ``entry``: who read the old one cannot
        write it back. Raises ``Conflict`` where the record is another one by now.
        """
        now = record.current
        left = _without(now.content, fields)
        since = {name: left.since.get(name, now.number) for name in left.values}
        version = replace(now, content=replace(left, since=since), number=now.number + 1)
        sealed = self._sealed(record, replace(version, entry=entry))
        self._change(
            "strip",
            record,
            seen=now.number,
            sealed=sealed,
            entry=entry,
            terms_key=terms_key(self.sealer),
        )
        for each in (*record.past, now):
            stripped = replace(each, content=_without(each.content, fields))
            self._change(
                "strip_past", record, version=each.number, sealed=self._sealed(record, stripped)
            )

    def _sealed(self, record: StoredRecord, version: Version) -> bytes:
        said = version.provenance
        how = came(
            record.type,
            said.policy_version,
            said.occasion,
            said.origin,
            said.source,
            said.imported,
        )
        return self.sealer.seal_record(
            version.content.text(version.content.purposes or record.purposes),
            person=record.person_key,
            record=record.id,
            version=version.number,
            came=how + version.entry.bytes,
        )

    def _change(self, name: str, record: StoredRecord, **values: object) -> None:
        done = self.transaction.change(_QUERIES, name, service=self.service, id=record.id, **values)
        if done != 1:
            raise Conflict


def _without(content: Content, fields: Collection[str]) -> Content:
    return replace(
        content,
        values={name: value for name, value in content.values.items() if name not in fields},
        since={name: number for name, number in content.since.items() if name not in fields},
    )
