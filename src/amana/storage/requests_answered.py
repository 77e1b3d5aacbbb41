"""How the requests under each promise were answered: in time, late, or due."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from amana.domain.evidence.proof import Finding
from amana.domain.evidence.question import Flow, FlowBroken, FlowDone
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.transaction import Transaction

_ENDING: Final = frozenset({RequestKind.ERASURE, RequestKind.PART_ERASURE})
FLOWS: Final[Mapping[Flow, frozenset[RequestKind]]] = {
    Flow.REQUEST: frozenset(RequestKind) - _ENDING,
    Flow.ERASURE: _ENDING,
}
"""The kinds of requests that are cases of each flow."""


class Span(Protocol):
    """From when, and until when, requests under a promise count."""

    @property
    def since(self) -> datetime | None:
        """The first instant; ``None`` for always."""

    @property
    def until(self) -> datetime | None:
        """The first instant after it; ``None`` for on and on."""


@dataclass(slots=True, kw_only=True)
class RequestsAnswered:
    """Answers about one service's requests, in one transaction."""

    transaction: Transaction
    service: str
    times: Mapping[str, Span]
    _rows: dict[Flow, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)

    def in_time(self, promise: str, question: FlowDone) -> Finding:
        """Count requests that were done, or refused with a reason, in time."""
        row = self._row(promise, question.flow)
        return Finding(
            question=question,
            answered=True,
            count=row.get("kept", 0),
            last=row.get("last"),
            cases=tuple(str(case) for case in row.get("cases") or ()),
            due=row.get("due"),
        )

    def late(self, promise: str, question: FlowBroken) -> Finding:
        """Count requests whose latest end is over, answered since or not."""
        row = self._row(promise, question.flow)
        return Finding(
            question=question,
            answered=True,
            count=row.get("late", 0),
            last=row.get("late_last"),
            cases=tuple(str(case) for case in row.get("late_cases") or ()),
        )

    def _row(self, promise: str, flow: Flow) -> Mapping[str, Any]:
        if flow not in self._rows:
            rows = self.transaction.rows(
                "requests",
                "answered",
                service=self.service,
                kinds=sorted(each.value for each in FLOWS[flow]),
                promises=list(self.times),
                since=[each.since for each in self.times.values()],
                until=[each.until for each in self.times.values()],
            )
            self._rows[flow] = {row["promise"]: row for row in rows}
        return self._rows[flow].get(promise, {})
