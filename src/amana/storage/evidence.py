"""Answers to the evidence questions that our own database can give.

Few statements, however many promises are asked about: one for the acts, and one each for the
notice, the attestations and the acceptances where a question needs them. What cannot be seen
from here is not answered: it never counts as kept.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from amana.domain.evidence.looking import probe_act
from amana.domain.evidence.proof import Finding, Level
from amana.domain.evidence.question import (
    ActsDone,
    ActsRefused,
    ActsWatched,
    ActsWithoutPermission,
    Attested,
    EvidenceQuestion,
    Flow,
    FlowBroken,
    FlowDone,
    NoticeFact,
    NoticeShows,
    ProbeSaw,
)
from amana.domain.ledger.entry import Outcome
from amana.storage.breaches_answered import BreachesAnswered
from amana.storage.messages_answered import OF_MESSAGES, SEEN, MessagesAnswered
from amana.storage.requests_answered import FLOWS, RequestsAnswered
from amana.storage.retention_answered import RetentionAnswered
from amana.storage.sharing_answered import DISCLOSE, SharingAnswered
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7

NO_PROMISE: Final = ""
"""Under it stand the acts that no promise permitted or refused."""
_MOST_CASES: Final = 10
_CHOOSE: Final = frozenset({"choose"})
"""What people said of cookies, too, which stands under the promises about them."""
_NAMES: Final = {
    Flow.ACCEPTANCE: frozenset({"accept"}),
    Flow.APPROVAL: frozenset({"approve-release"}),
    Flow.CHOICE: _CHOOSE,
    Flow.COOKIE_CHOICE: _CHOOSE,
    Flow.IDENTITY_CHECK: frozenset({"sign-in", "prove-identity"}),
    Flow.REPLACEMENT: frozenset({"replace-person"}),
}
"""The acts that complete a case of each flow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A ledger entry as far as it is public; ``position`` once the sequencer has taken it."""

    id: UUID
    act: str
    outcome: Outcome
    at: datetime
    policy_version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A time from which evidence counts: from ``since`` on, and before ``until``."""

    since: datetime | None = None
    until: datetime | None = None


ALWAYS: Final = Window()


class Evidence:
    """The evidence of one service, in one transaction."""

    __slots__ = ("_now", "_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str, now: datetime) -> None:
        """Work in the transaction, whose instant is ``now``."""
        self._transaction = transaction
        self._service = service
        self._now = now

    def answer(
        self,
        asked: Mapping[str, Iterable[EvidenceQuestion]],
        windows: Mapping[str, Window] | None = None,
    ) -> dict[str, tuple[Finding, ...]]:
        """Answer the questions asked about each promise, in their order.

        A question that this database cannot answer gives a finding that is not answered. Acts
        and attestations under a promise count within its window; without one, always.
        """
        counted = {promise: (windows or {}).get(promise, ALWAYS) for promise in sorted(asked)}
        facts = _Facts(self._transaction, self._service, counted, self._now)
        return {
            promise: tuple(_find(facts, promise, question) for question in questions)
            for promise, questions in asked.items()
        }

    def failed_lately(self, act: str, *, since: datetime) -> int:
        """Return how many entries say since then that an act under no promise failed."""
        row = self._transaction.row(
            "evidence", "failed_lately", service=self._service, act=act, since=uuid7(since)
        )
        return 0 if row is None else int(row["count"])

    def latest_of(
        self, promises: Iterable[str], *, limit: int = 20
    ) -> Mapping[str, tuple[EntryRow, ...]]:
        """Return the latest entries under each of the promises, the latest first."""
        found: dict[str, list[EntryRow]] = {promise: [] for promise in promises}
        rows = self._transaction.rows(
            "evidence", "latest", service=self._service, promises=list(found), limit=limit
        )
        for row in rows:
            found[row["promise"]].append(
                EntryRow(
                    id=row["entry"],
                    act=row["act"],
                    outcome=Outcome(row["outcome"]),
                    at=row["at"],
                    policy_version=row["policy_version"],
                )
            )
        return {promise: tuple(entries) for promise, entries in found.items()}


class _Facts:
    """What the statements gave, each run when a question first needs it."""

    def __init__(
        self, transaction: Transaction, service: str, windows: dict[str, Window], now: datetime
    ) -> None:
        self._transaction = transaction
        self._service = service
        self._windows = windows
        self.now = now

    @cached_property
    def acts(self) -> list[dict[str, Any]]:
        """Rows of promise, act, outcome, count, cases and last."""
        return self._in_windows("acts", {**self._windows, NO_PROMISE: ALWAYS})

    @cached_property
    def notice(self) -> list[dict[str, Any]]:
        """Rows of version, whether in force, whether complete, and its promises."""
        return self._rows("notice")

    @cached_property
    def attested(self) -> dict[str, dict[str, Any]]:
        """Rows of count, last and cases by promise."""
        return {row["promise"]: row for row in self._in_windows("attested", self._windows)}

    @cached_property
    def watched(self) -> list[dict[str, Any]]:
        """Rows of act, count, cases and last: all decided under the version in force."""
        return self._rows("watched")

    @cached_property
    def unreviewed(self) -> dict[str, Any]:
        """How much shows to everybody that nobody approved, with its handles."""
        row = self._transaction.row("publications", "unreviewed", service=self._service)
        return {"count": 0, "cases": None} if row is None else dict(row)

    def counted(self, area: str, name: str) -> dict[str, Any]:
        """Return count and last of a statement that answers with these alone."""
        return dict(self._transaction.rows(area, name, service=self._service)[0])

    @cached_property
    def breaches(self) -> BreachesAnswered:
        """How soon people and authorities were told of breaches."""
        return BreachesAnswered(transaction=self._transaction, service=self._service)

    @cached_property
    def requests(self) -> RequestsAnswered:
        """How requests were answered."""
        return RequestsAnswered(
            transaction=self._transaction, service=self._service, times=self._windows
        )

    @cached_property
    def retention(self) -> RetentionAnswered:
        """What is past its time, and for how long."""
        return RetentionAnswered(
            transaction=self._transaction, service=self._service, promises=self._windows
        )

    @cached_property
    def messages(self) -> MessagesAnswered:
        """What became of messages and of letters."""
        return MessagesAnswered(
            transaction=self._transaction,
            service=self._service,
            times=self._windows,
            now=self.now,
        )

    @cached_property
    def sharing(self) -> SharingAnswered:
        """Who was told of new sharing, and what was disclosed too early."""
        return SharingAnswered(
            transaction=self._transaction, service=self._service, times=self._windows
        )

    def _in_windows(self, name: str, windows: Mapping[str, Window]) -> list[dict[str, Any]]:
        return self._rows(
            name,
            promises=list(windows),
            since=[window.since for window in windows.values()],
            until=[window.until for window in windows.values()],
        )

    def _rows(self, name: str, **values: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - what the driver adapts
        return self._transaction.rows("evidence", name, service=self._service, **values)


def _find(facts: _Facts, promise: str, question: EvidenceQuestion) -> Finding:
    """Answer one question about one promise."""
    answer = _ANSWERS.get(type(question))
    found = None if answer is None else answer(facts, promise, question)
    return Finding(question=question, answered=False) if found is None else found


def _acts(
    facts: _Facts, promise: str, question: EvidenceQuestion, *, names: frozenset[str], how: Outcome
) -> Finding:
    """Sum up the acts of these names and this outcome under the promise."""
    rows = [
        row
        for row in facts.acts
        if row["promise"] == promise and row["act"] in names and row["outcome"] == how.value
    ]
    cases = sorted((case for row in rows for case in row["cases"]), reverse=True)
    return Finding(
        question=question,
        answered=True,
        count=sum(row["count"] for row in rows),
        last=max((row["last"] for row in rows), default=None),
        cases=tuple(str(case) for case in cases[:_MOST_CASES]),
    )


def _done(facts: _Facts, promise: str, question: ActsDone) -> Finding:
    return _acts(facts, promise, question, names=_names(question), how=Outcome.DONE)


def _refused(facts: _Facts, promise: str, question: ActsRefused) -> Finding:
    return _acts(facts, promise, question, names=_names(question), how=Outcome.REFUSED)


def _without(facts: _Facts, promise: str, question: ActsWithoutPermission) -> Finding:
    """Find what was done though no promise permitted it; of disclosures, what concerns this one."""
    names = _names(question)
    found = _acts(facts, NO_PROMISE, question, names=names - {DISCLOSE}, how=Outcome.DONE)
    return facts.sharing.against(promise, found) if DISCLOSE in names else found


def _watched(facts: _Facts, _promise: str, question: ActsWatched) -> Finding:
    """Sum up the acts decided with the promise in force, whichever promise decided them."""
    rows = [row for row in facts.watched if row["act"] in _names(question)]
    cases = sorted((case for row in rows for case in row["cases"]), reverse=True)
    return Finding(
        question=question,
        answered=True,
        count=sum(row["count"] for row in rows),
        last=max((row["last"] for row in rows), default=None),
        cases=tuple(str(case) for case in cases[:_MOST_CASES]),
    )


def _names(
    question: ActsDone | ActsRefused | ActsWatched | ActsWithoutPermission,
) -> frozenset[str]:
    """Return the acts' names: those of decisions are called like what was to be done."""
    return frozenset(doing.value for doing in question.doings)


def _attested(facts: _Facts, promise: str, question: Attested) -> Finding:
    row = facts.attested.get(promise, {})
    return Finding(
        question=question,
        answered=True,
        level=Level.ATTESTED,
        count=row.get("count", 0),
        last=row.get("last"),
        cases=tuple(row.get("cases", ())[:_MOST_CASES]),
    )


def _saw(facts: _Facts, promise: str, question: ProbeSaw) -> Finding | None:
    """Tell what the looks of a probe saw: the last one decides, and none is no answer."""
    name = frozenset({probe_act(question.probe)})
    well = _acts(facts, promise, question, names=name, how=Outcome.DONE)
    otherwise = _acts(facts, promise, question, names=name, how=Outcome.FAILED)
    if not (well.count or otherwise.count):
        return None
    against = otherwise.last is not None and (well.last is None or otherwise.last >= well.last)
    return replace(otherwise if against else well, level=Level.OBSERVED, against=against)


def _shows(facts: _Facts, promise: str, question: NoticeShows) -> Finding | None:
    """Look at the published versions: the look is of this instant."""
    current = next((row for row in facts.notice if row["in_force"]), None)
    if question.fact is NoticeFact.LANGUAGES:
        seen = current is not None and current["complete"]
    elif question.fact is NoticeFact.DATE:
        seen = current is not None
    elif question.fact is NoticeFact.VERSIONS:
        seen = current is not None and all(row["complete"] for row in facts.notice)
    elif question.fact in {NoticeFact.SENTENCE, NoticeFact.SCOPE}:
        seen = current is not None and promise in (current["promises"] or ())
    else:
        return None
    return Finding(
        question=question,
        answered=True,
        level=Level.OBSERVED,
        count=int(seen),
        last=facts.now if seen else None,
    )


def _flow_done(facts: _Facts, promise: str, question: FlowDone) -> Finding | None:
    if question.flow in _KEPT_APART:
        return _KEPT_APART[question.flow](facts)(promise, question)
    names = _NAMES.get(question.flow)
    if names is None:
        return None
    return _acts(facts, promise, question, names=names, how=Outcome.DONE)


def _flow_broken(facts: _Facts, promise: str, question: FlowBroken) -> Finding | None:
    if question.flow in _BROKEN_APART:
        return _BROKEN_APART[question.flow](facts)(promise, question)
    late = facts.requests.late(promise, question) if question.flow in FLOWS else None
    return late or _otherwise(facts, promise, question)


def _otherwise(facts: _Facts, promise: str, question: FlowBroken) -> Finding | None:
    if question.flow is Flow.CONTACT:
        late = _acts(facts, promise, question, names=frozenset({SEEN}), how=Outcome.FAILED)
        return facts.messages.unanswered(promise, question, late)
    if question.flow in OF_MESSAGES:
        return facts.messages.broken(promise, question)
    if question.flow is Flow.MODERATION:
        return _unreviewed(facts, question)
    if question.flow not in _COUNTED:
        return None
    row = facts.counted(*_COUNTED[question.flow])
    return Finding(question=question, answered=True, count=row["count"], last=row["last"])


def _unreviewed(facts: _Facts, question: FlowBroken) -> Finding:
    """Count what shows to everybody without an approval."""
    row = facts.unreviewed
    cases = tuple(str(case) for case in (row["cases"] or ())[:_MOST_CASES])
    return Finding(question=question, answered=True, count=row["count"], cases=cases)


_COUNTED: Final = {
    Flow.IDENTITY_CHECK: ("evidence", "unchecked"),
    Flow.ACCEPTANCE: ("evidence", "taken_as_accepted"),
    Flow.CHILD: ("children", "not_erased"),
    Flow.APPROVAL: ("releases", "approved_alone"),
}
"""Sessions without a check that was passed; what was declined and then taken for accepted;
children who were found and are not erased; releases without a second person."""
_KEPT_APART: Final[Mapping[Flow, Callable[[_Facts], Callable[[str, FlowDone], Finding | None]]]] = {
    Flow.CHANGE_NOTICE: lambda facts: facts.messages.told,
    Flow.RETENTION: lambda facts: facts.retention.done,
    Flow.ANNOUNCEMENT: lambda facts: facts.sharing.told,
    Flow.BREACH_NOTICE: lambda facts: facts.breaches.in_time,
    **dict.fromkeys(FLOWS, lambda facts: facts.requests.in_time),
}
_BROKEN_APART: Final[
    Mapping[Flow, Callable[[_Facts], Callable[[str, FlowBroken], Finding | None]]]
] = {
    Flow.BREACH_NOTICE: lambda facts: facts.breaches.late,
    Flow.RETENTION: lambda facts: facts.retention.broken,
    Flow.ANNOUNCEMENT: lambda facts: facts.sharing.too_early,
    Flow.RELEASE: lambda facts: facts.sharing.told_late,
}
_ANSWERS: Final[Mapping[type, Callable[[_Facts, str, Any], Finding | None]]] = {
    ActsDone: _done,
    ActsRefused: _refused,
    ActsWatched: _watched,
    ActsWithoutPermission: _without,
    Attested: _attested,
    NoticeShows: _shows,
    FlowDone: _flow_done,
    FlowBroken: _flow_broken,
    ProbeSaw: _saw,
}
