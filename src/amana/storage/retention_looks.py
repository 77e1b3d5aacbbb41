"""What is due among records: those of which something moved since a look, or all of a type."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.certificate.statement import OWN
from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Condition
from amana.domain.retention.looks import Window
from amana.domain.retention.terms import Setting
from amana.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedRows:
    """What a look ended, and what it left."""

    ended: int
    longest: timedelta | None
    """By how much the oldest was over."""
    past: int = 0
    """What is due and stays."""
    past_longest: timedelta | None = None
    kept: int = 0
    """How much of that is under a hold or restricted; the rest was locked."""
    loose_longest: timedelta | None = None
    """By how much the oldest of that rest is over."""
    all_held: bool = False
    some_held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record that may be due."""

    id: UUID
    at: datetime


@dataclass(slots=True, kw_only=True)
class RetentionLooks:
    """What one service looks at, in one transaction."""

    transaction: Transaction
    service: str

    def end_among(  # noqa: PLR0913 - each narrows the set
        self,
        type_: str,
        ids: Collection[UUID],
        condition: Condition,
        *,
        categories: Collection[str],
        setting: Setting | None = None,
        marks: Mapping[UUID, Sequence[bytes]] | None = None,
        stirs: bool = True,
    ) -> EndedRows:
        """Delete those of some records of a type that are due and under no hold.

        ``marks`` are those of all ids of whom they are about. Without, nothing is deleted where a
        hold on one person is in force. Persons of whom something is due and stays are noted, where
        it ``stirs`` them.
        """
        pairs = [(record, mark) for record, some in (marks or {}).items() for mark in some]
        (row,) = self._rows(
            "end_among",
            type=type_,
            ids=list(ids),
            categories=sorted(categories),
            setting=None if setting is None else setting.promise,
            setting_moment=None if setting is None else setting.moment.value,
            setting_period=None if setting is None else str(setting.period),
            marked=None if marks is None else [record for record, _ in pairs],
            marks=[mark for _, mark in pairs],
            own=OWN,
            stirs=stirs,
            **bounds_of(condition),
        )
        return EndedRows(**row)

    def page(
        self, type_: str, condition: Condition, *, after: Candidate | None, limit: int
    ) -> tuple[Candidate, ...]:
        """Return records of a type that may be due, the oldest first."""
        rows = self._rows(
            "page",
            type=type_,
            latest=condition.latest,
            after=None if after is None else after.id,
            after_at=None if after is None else after.at,
            limit=limit,
        )
        return tuple(Candidate(id=row["id"], at=row["at"]) for row in rows)

    def touched(self, type_: str, windows: Sequence[Window], since: datetime) -> tuple[UUID, ...]:
        """Return the records of a type that may have become due since a look, by their ids."""
        rows = self._rows(
            "touched",
            type=type_,
            moments=[each.moment.value for each in windows],
            after=[each.after for each in windows],
            latest=[each.latest for each in windows],
            since=since,
        )
        return tuple(row["id"] for row in rows)

    def members(self, ids: Collection[UUID]) -> Mapping[UUID, Sequence[bytes]]:
        """Return of some records all ids of whom they are about."""
        found: dict[UUID, list[bytes]] = {}
        for row in self._rows("members", ids=list(ids)):
            found.setdefault(row["id"], []).append(bytes(row["member"]))
        return found

    def unnamed(self, ids: Collection[UUID], moments: Collection[Moment]) -> bool:
        """Tell whether events without a record leave open which of some records are over."""
        values = [each.value for each in moments]
        return bool(self._rows("unnamed", ids=list(ids), moments=values)[0]["unnamed"])

    def stirred(self) -> tuple[int, ...]:
        """Return what was noted of persons of whom something changed, by its numbers."""
        return tuple(row["number"] for row in self._rows("stirred"))

    def settled(self, numbers: Collection[int]) -> None:
        """Take away what was noted, once everything of them was looked at."""
        self.transaction.change("retention", "settled", service=self.service, numbers=list(numbers))

    def _rows(self, name: str, **values: Any) -> list[DictRow]:  # noqa: ANN401 - a statement's own
        return self.transaction.rows("retention", name, service=self.service, **values)


def bounds_of(condition: Condition) -> dict[str, Any]:
    """Return a condition as lists that a statement takes."""
    bounds = [
        (number, bound.moment.value, bound.latest)
        for number, clause in enumerate(condition.clauses)
        for bound in clause
    ]
    return {
        "clauses": [number for number, _, _ in bounds],
        "moments": [moment for _, moment, _ in bounds],
        "bounds": [latest for _, _, latest in bounds],
    }
