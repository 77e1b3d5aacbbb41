"""Events that were told about a person, after which alone something may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amana.storage.glance import Glance
from amana.storage.people import People
from amana.storage.transaction import Transaction


@dataclass(slots=True, kw_only=True)
class Events:
    """The events of one service's persons, in one transaction."""

    transaction: Transaction
    service: str
    people: People
    seen: Glance | None = None
    """What the transaction began with."""

    def tell(
        self,
        person_key: bytes,
        event: str,
        *,
        identity: UUID,
        entry: UUID,
        record: UUID | None = None,
    ) -> None:
        """Note that the event happened now, to the person or to one record of theirs.

        One who was erased raises ``PersonErased``.
        """
        self.people.meet(person_key)
        self.transaction.change(
            "records",
            "tell",
            service=self.service,
            person_key=person_key,
            event=event,
            id=identity,
            entry=entry,
            record=record,
        )

    def told(self, person_keys: Sequence[bytes]) -> Mapping[str, datetime]:
        """Return when each event was last told about any of these persons."""
        if self.seen is not None and set(person_keys) == set(self.seen.group() or ()):
            return self.seen.told()
        rows = self.transaction.rows(
            "records", "told", service=self.service, person_keys=list(person_keys)
        )
        return {row["event"]: row["at"] for row in rows}
