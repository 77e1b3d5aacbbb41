"""How promises about keeping stand: looked at and nothing overdue, due, or too long overdue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from amana.domain.evidence.proof import Finding
from amana.domain.evidence.question import FlowBroken, FlowDone
from amana.domain.retention.overdue import BLIND, GRACE, PATIENCE
from amana.storage.transaction import Transaction


@dataclass(slots=True, kw_only=True)
class RetentionAnswered:
    """Answers about what one service keeps, in one transaction."""

    transaction: Transaction
    service: str
    promises: Iterable[str]
    _rows: dict[str, Mapping[str, Any]] | None = field(default=None)

    def done(self, promise: str, question: FlowDone) -> Finding:
        """Count the looks; with what is due, since when. A place never looked at shows nothing."""
        row = self._row(promise)
        return Finding(
            question=question,
            answered=bool(row),
            count=int(row.get("looks") or 0) if row.get("seen") else 0,
            last=row.get("last"),
            cases=tuple(str(case) for case in row.get("cases") or ()),
            due=row.get("due"),
        )

    def broken(self, promise: str, question: FlowBroken) -> Finding:
        """Count the places where data is past its time for too long."""
        row = self._row(promise)
        return Finding(
            question=question,
            answered=bool(row),
            count=int(row.get("late") or 0),
            last=row.get("late_last"),
        )

    def _row(self, promise: str) -> Mapping[str, Any]:
        if self._rows is None:
            rows = self.transaction.rows(
                "retention",
                "answered",
                service=self.service,
                promises=list(self.promises),
                patience=PATIENCE,
                grace=GRACE,
                blind=sorted(BLIND),
            )
            self._rows = {row["promise"]: row for row in rows}
        return self._rows.get(promise, {})
