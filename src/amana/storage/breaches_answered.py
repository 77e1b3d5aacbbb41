"""What breaches show of the promises about telling of them: told in time, late, or due."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from amana.domain.evidence.proof import Finding
from amana.domain.evidence.question import FlowBroken, FlowDone
from amana.storage.transaction import Transaction


@dataclass(kw_only=True)
class BreachesAnswered:
    """Answers about one service's breaches, in one transaction; a rehearsal is no answer."""

    transaction: Transaction
    service: str

    def in_time(self, promise: str, question: FlowDone) -> Finding:
        """Count clocks that were kept, and say when the next that runs ends."""
        row = self._by_promise.get(promise, {})
        return Finding(
            question=question,
            answered=True,
            count=row.get("kept", 0),
            last=row.get("last"),
            due=row.get("due"),
        )

    def late(self, promise: str, question: FlowBroken) -> Finding:
        """Count clocks that are over, whether somebody was told since or not."""
        row = self._by_promise.get(promise, {})
        return Finding(
            question=question,
            answered=True,
            count=row.get("late", 0),
            last=row.get("late_last"),
            cases=tuple(str(case) for case in row.get("late_cases") or ()),
        )

    @cached_property
    def _by_promise(self) -> Mapping[str, Mapping[str, Any]]:
        rows = self.transaction.rows("breaches", "answered", service=self.service)
        return {row["promise"]: row for row in rows}
