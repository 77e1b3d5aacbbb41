"""What sharing shows of the promises about it: who was told, what came early, or told late."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from amana.domain.decision.rule import Doing
from amana.domain.evidence.proof import Finding
from amana.domain.evidence.question import FlowBroken, FlowDone
from amana.storage.requests_answered import Span
from amana.storage.transaction import Transaction

DISCLOSE: Final = Doing.DISCLOSE.value
"""What an entry of a disclosure is called."""
_MOST_CASES: Final = 10


@dataclass(slots=True, kw_only=True)
class SharingAnswered:
    """Answers about one service's announced sharing, in one transaction."""

    transaction: Transaction
    service: str
    times: Mapping[str, Span]
    """All promises that are asked about, with their windows: one statement answers for all."""
    _rows_of: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def told(self, promise: str, question: FlowDone) -> Finding:
        """Count who was told of a sharing under the promise."""
        row = self._row("done", promise)
        return Finding(
            question=question, answered=True, count=row.get("count", 0), last=row.get("last")
        )

    def too_early(self, promise: str, question: FlowBroken) -> Finding:
        """Count disclosures that no announcement let happen, or that came before it did."""
        return _found(question, self._row("too_early", promise))

    def told_late(self, promise: str, question: FlowBroken) -> Finding:
        """Count who was not told of a release within a day of when they might be."""
        return _found(question, self._row("late", promise, area="releases"))

    def against(self, promise: str, besides: Finding) -> Finding:
        """Add the disclosures against the promise that nothing permitted, whenever they were."""
        row = self._row("against", promise, area="sharing")
        lasts = [each for each in (besides.last, row.get("last")) if each is not None]
        cases = (*besides.cases, *(str(each) for each in row.get("cases", ())))
        return replace(
            besides,
            count=besides.count + row.get("count", 0),
            last=max(lasts, default=None),
            cases=tuple(sorted(cases, reverse=True)[:_MOST_CASES]),
        )

    def _row(self, name: str, promise: str, *, area: str = "sharing_notices") -> dict[str, Any]:
        """Return the promise's row of a statement, which is run once; empty where it has none."""
        if name not in self._rows_of:
            rows = self.transaction.rows(
                area,
                name,
                service=self.service,
                promises=list(self.times),
                since=[span.since for span in self.times.values()],
                until=[span.until for span in self.times.values()],
            )
            self._rows_of[name] = {row["promise"]: row for row in rows}
        return self._rows_of[name].get(promise, {})


def _found(question: FlowBroken, row: Mapping[str, Any]) -> Finding:
    return Finding(
        question=question,
        answered=True,
        count=row.get("count", 0),
        last=row.get("last"),
        cases=tuple(str(case) for case in row.get("cases", ())),
    )
