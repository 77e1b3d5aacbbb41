"""The floor of the HTTP benchmark: the doors of records over one plain statement each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID, uuid4

from amana.acts.records.asked import Collected, Collecting, Correcting, Reading, Used, Using, Which
from amana.acts.records.incoming import Incoming, Taken, Terms
from amana.acts.records.list_records import Page
from amana.domain.decision.question import Answer
from amana.storage.database import Storage
from amana.storage.pools import lent
from amana.storage.roles import role_of

_YES = Answer(permitted=True, promises=("P1",))


class NoFloor(Exception):
    """The floor has reads and writes of one record, and nothing else."""


@dataclass(frozen=True, slots=True)
class BareRecords:
    """Answers what the doors of records answer, without decision, seal or evidence."""

    storage: Storage

    def collect(self, service: str, given: Collecting) -> Collected:
        """Insert and commit."""
        record = uuid4()
        with lent(self.storage.pools, role_of(service)) as transaction:
            transaction.change(
                "bench_http",
                "insert",
                id=record,
                person=given.person,
                type=given.type,
                key=given.key,
                plain=json.dumps(dict(given.values)),
            )
            transaction.end(commit=True)
        return Collected(answer=_YES, policy_version=1, entry=record, record=record, version=1)

    def use(self, service: str, given: Using) -> Used:
        """Select."""
        with lent(self.storage.pools, role_of(service)) as transaction:
            named = {"type": given.which.type, "key": given.which.key}
            row = transaction.rows("bench_http", "select", **named)[0]
        return Used(
            answer=_YES,
            policy_version=1,
            entry=row["id"],
            record=row["id"],
            version=1,
            values=row["plain"],
        )

    def read_record(self, service: str, given: Reading) -> NoReturn:
        """Refuse."""
        raise NoFloor(service, given)

    def correct_record(self, service: str, given: Correcting) -> NoReturn:
        """Refuse."""
        raise NoFloor(service, given)

    def records(
        self, service: str, *, person: str, after: str | None = None, limit: int = 100
    ) -> Page:
        """Refuse."""
        raise NoFloor(service, person, after, limit)

    def note_event(
        self, service: str, *, person: str, event: str, record: Which | None = None
    ) -> UUID:
        """Refuse."""
        raise NoFloor(service, person, event, record)

    def take_in(self, service: str, chunk: Sequence[Incoming], terms: Terms) -> tuple[Taken, ...]:
        """Refuse."""
        raise NoFloor(service, chunk, terms)
