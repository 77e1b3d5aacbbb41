"""What messages and letters show of the promises about them: who was told, written to, answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from amana.domain.evidence.proof import Finding, Level
from amana.domain.evidence.question import Flow, FlowBroken, FlowDone
from amana.storage.requests_answered import Span
from amana.storage.transaction import Transaction

OF_MESSAGES: Final = frozenset({Flow.CHANGE_NOTICE, Flow.CHOICE, Flow.UNSUBSCRIBE})
"""Flows whose broken cases are messages that went out, or did not."""
SEEN: Final = "see-letter"
"""The act: somebody saw to a letter, in time or not; or it was forgotten and nobody had."""
_MOST_CASES: Final = 10
_MOST_LETTERS: Final = 10_000


@dataclass(slots=True, kw_only=True)
class MessagesAnswered:
    """Answers about one service's messages and letters, in one transaction."""

    transaction: Transaction
    service: str
    times: Mapping[str, Span]
    now: datetime
    _rows_of: dict[object, list[dict[str, Any]]] = field(default_factory=dict)

    def told(self, promise: str, question: FlowDone) -> Finding:
        """Count who was told of a version; without a version to tell of, nothing was to be done."""
        rows = self._announced(promise)
        return Finding(
            question=question,
            answered=True,
            count=sum(row["sent"] for row in rows),
            last=max((row["last"] for row in rows if row["last"] is not None), default=None),
        )

    def broken(self, promise: str, question: FlowBroken) -> Finding:
        """Count messages of the flow that did not go as promised."""
        if question.flow is Flow.CHANGE_NOTICE:
            return self._untold(promise, question)
        after = _about_purposes(question, self._messages("written_to_after", promise))
        if question.flow is Flow.CHOICE:
            return after
        return self._unstopped(promise, question, after)

    def unanswered(self, promise: str, question: FlowBroken, late: Finding) -> Finding:
        """Count letters that nobody saw to in time: those on the ledger, and those that wait."""
        since = self._span(promise)[0]
        waiting = tuple(
            came
            for came in self._unseen()
            if question.within is not None
            and question.within.after(came) < self.now
            and (since is None or came >= since)
        )
        count = late.count + len(waiting)
        return replace(
            late,
            level=Level.OBSERVED,
            count=count,
            last=max((at for at in (late.last, *waiting) if at is not None), default=None),
            against=count > 0,
        )

    def _untold(self, promise: str, question: FlowBroken) -> Finding:
        """Count who was not told, or too late; whoever gave no address is counted elsewhere."""
        rows = self._announced(promise)
        return Finding(
            question=question,
            answered=True,
            count=sum(row["failed"] + row["late"] + row["overdue"] for row in rows),
            last=max((row["last"] or row["begun_at"] for row in rows), default=None),
        )

    def _unstopped(self, promise: str, question: FlowBroken, after: Finding) -> Finding:
        """Add the messages that could not be stopped, or were not, by their class."""
        bare = _about_purposes(question, self._messages("could_not_leave", promise))
        return replace(
            bare,
            count=bare.count + after.count,
            last=max((at for at in (bare.last, after.last) if at is not None), default=None),
            cases=(*bare.cases, *after.cases)[:_MOST_CASES],
        )

    def _span(self, promise: str) -> tuple[datetime | None, datetime | None]:
        span = self.times.get(promise)
        return (None, None) if span is None else (span.since, span.until)

    def _announced(self, promise: str) -> list[dict[str, Any]]:
        """Return what became of the messages of each announcement under the promise."""
        return [row for row in self._rows("evidence", "announced") if row["promise"] == promise]

    def _unseen(self) -> tuple[datetime, ...]:
        """Return when letters came in that nobody saw to, the oldest first."""
        return tuple(row["at"] for row in self._rows("letters_in", "unseen", most=_MOST_LETTERS))

    def _messages(self, name: str, promise: str) -> list[dict[str, Any]]:
        """Return rows of purpose, count, last and cases: messages in the promise's time."""
        since, until = self._span(promise)
        return self._rows("evidence", name, since=since, until=until)

    def _rows(self, area: str, name: str, **values: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - what the driver adapts
        """Return the rows of a statement, which is run once."""
        asked = (area, name, *sorted(values.items()))
        if asked not in self._rows_of:
            found = self.transaction.rows(area, name, service=self.service, **values)
            self._rows_of[asked] = found
        return self._rows_of[asked]


def _about_purposes(question: FlowBroken, found: Iterable[Mapping[str, Any]]) -> Finding:
    """Sum up the messages for the purposes that are meant."""
    rows = [row for row in found if row["purpose"] in question.purposes]
    return Finding(
        question=question,
        answered=True,
        count=sum(row["count"] for row in rows),
        last=max((row["last"] for row in rows), default=None),
        cases=tuple(str(case) for row in rows for case in row["cases"])[:_MOST_CASES],
    )
