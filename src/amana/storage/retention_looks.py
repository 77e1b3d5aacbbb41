"""What is due in a place of ours: what moved since a look there, or all that is there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.certificate.statement import OWN
from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Condition
from amana.domain.retention.looks import Window
from amana.domain.retention.place import Place
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
    """A record, or an identifier, that may be due."""

    id: UUID
    at: datetime


@dataclass(slots=True, kw_only=True)
class RetentionLooks:
    """What one service looks at in one transaction: a type of records, or held identifiers.

    The statements of both bear the same names.
    """

    transaction: Transaction
    service: str
    area: str = "retention"
    held: Mapping[str, object] = field(default_factory=dict)
    """What tells the place apart for its statements."""

    @classmethod
    def at(cls, transaction: Transaction, service: str, place: Place) -> Self:
        """Return the looks at a place."""
        known = place.identifiers
        if known is None:
            return cls(transaction=transaction, service=service, held={"type": place.item})
        held: Mapping[str, object] = {"kind": known.kind, "held_as": list(known.categories)}
        return cls(
            transaction=transaction, service=service, area="retention_identifiers", held=held
        )

    def end_among(  # noqa: PLR0913 - each narrows the set
        self,
        ids: Collection[UUID],
        condition: Condition,
        *,
        categories: Collection[str],
        setting: Setting | None = None,
        marks: Mapping[UUID, Sequence[bytes]] | None = None,
        stirs: bool = True,
    ) -> EndedRows:
        """Delete those of some that are due and that nothing keeps.

        ``marks`` are those of all ids of whom they are about. Without, nothing is deleted where a
        hold on one person is in force. Persons of whom something is due and stays are noted, where
        it ``stirs`` them.
        """
        pairs = [(record, mark) for record, some in (marks or {}).items() for mark in some]
        (row,) = self._rows(
            "end_among",
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
        self, condition: Condition, *, after: Candidate | None, limit: int
    ) -> tuple[Candidate, ...]:
        """Return those of the place that may be due, the oldest first."""
        rows = self._rows(
            "page",
            latest=condition.latest,
            after=None if after is None else after.id,
            after_at=None if after is None else after.at,
            limit=limit,
        )
        return tuple(Candidate(id=row["id"], at=row["at"]) for row in rows)

    def touched(self, windows: Sequence[Window], since: datetime) -> tuple[UUID, ...]:
        """Return those that may have become due since a look, by their ids."""
        rows = self._rows(
            "touched",
            moments=[each.moment.value for each in windows],
            after=[each.after for each in windows],
            latest=[each.latest for each in windows],
            since=since,
        )
        return tuple(row["id"] for row in rows)

    def members(self, ids: Collection[UUID]) -> Mapping[UUID, Sequence[bytes]]:
        """Return of some all ids of whom they are about."""
        found: dict[UUID, list[bytes]] = {}
        for row in self._rows("members", ids=list(ids)):
            found.setdefault(row["id"], []).append(bytes(row["member"]))
        return found

    def past(self, condition: Condition) -> int:
        """Return how many are due and there, held or not."""
        bounds, latest = bounds_of(condition), condition.latest
        return int(self._rows("past", latest=latest, **bounds)[0]["past"])

    def next_moments(self, condition: Condition) -> Mapping[int, datetime]:
        """Return, by its place among all bounds, the first moment that comes after each."""
        bounds = [bound for clause in condition.clauses for bound in clause]
        rows = self._rows(
            "next_moments",
            bounds_at=list(range(len(bounds))),
            moments=[bound.moment.value for bound in bounds],
            bounds=[bound.latest for bound in bounds],
        )
        return {row["bound"]: row["at"] for row in rows if row["at"] is not None}

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
        return self.transaction.rows(self.area, name, service=self.service, **self.held, **values)


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
