"""How far a request is: its plan, and what each source has done. It does not say whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amana.acts.instants import at
from amana.acts.requests.list_requests import row_json
from amana.acts.requests.marks_off import is_kept_marked
from amana.acts.requests.parts import parts_of
from amana.acts.requests.plan import PlannedSource, plan_of
from amana.domain.ledger.entry import Json
from amana.domain.request.carrying import OPEN, PartState
from amana.domain.request.states import ENDED
from amana.sources.errors import NotApproved
from amana.storage.recipients import NoticeRow
from amana.storage.request_parts import PartRow
from amana.storage.requests import RequestRow
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a request is, at one instant."""

    row: RequestRow
    plan: tuple[PlannedSource, ...]
    parts: tuple[PartRow, ...]
    now: datetime
    recipients: tuple[NoticeRow, ...] = ()
    still_marked: frozenset[str] = frozenset()
    """Of a lifted restriction, the sources in which something else of the person keeps the mark."""

    @property
    def done(self) -> int:
        """How many sources are through, done or given up."""
        return sum(each.state in {PartState.DONE, PartState.GIVEN_UP} for each in self.parts)

    @property
    def needs_somebody(self) -> bool:
        """Whether a part waits for a person and not for time.

        It failed, or nobody has approved a map of its source.
        """
        return any(
            each.state is PartState.FAILED
            or (each.state is PartState.WAITING and each.fault == NotApproved.code)
            for each in self.parts
        )

    @property
    def over(self) -> bool:
        """Whether nothing is to be waited for any more, nor marks are to be taken off."""
        lifting = any(each.lifting and each.state in OPEN for each in self.parts)
        return self.row.state in ENDED and not lifting


def progress_of(view: View, request: UUID) -> Progress:
    """Return how far it is; looking so writes nothing. Raises ``NotFound``."""
    parts = parts_of(view, request)
    return Progress(
        row=view.requests.one(request),
        plan=plan_of(view, request),
        parts=parts,
        now=view.now,
        recipients=view.recipients.of(request),
        still_marked=_still_marked(view, request, parts),
    )


def _still_marked(view: View, request: UUID, parts: tuple[PartRow, ...]) -> frozenset[str]:
    held = view.request_doors.restriction(request)
    if held is None or held.lifted_at is None:
        return frozenset()
    put = (each for each in parts if each.state is PartState.DONE and not each.lifting)
    return frozenset(each.source for each in put if is_kept_marked(view, each))


def progress_json(progress: Progress) -> dict[str, Json]:
    """Return the progress as programs are shown it."""
    return {
        **row_json(progress.row),
        "plan": plan_json(progress.plan),
        "parts": tuple(_part(each) for each in progress.parts),
        "recipients": recipients_json(progress.recipients),
        "sources_done": progress.done,
        "needs_somebody": progress.needs_somebody,
        "over": progress.over,
    }


def plan_json(plan: tuple[PlannedSource, ...]) -> Json:
    """Return a plan as programs are shown it."""
    return tuple(
        {
            "source": each.source,
            "version": each.version,
            "fault": each.fault,
            "at": each.at.isoformat(),
            "tables": tuple(
                {
                    "table": table.table,
                    "fate": table.fate.value,
                    "found": table.found,
                    "own": table.own,
                    "reason": table.reason,
                    "until": table.until,
                }
                for table in each.tables
            ),
        }
        for each in plan
    )


def _part(part: PartRow) -> Mapping[str, Json]:
    return {
        "source": part.source,
        "version": part.version,
        "state": part.state.value,
        "attempts": part.attempts,
        "due_at": at(part.due_at),
        "fault": part.fault,
        "counts": tuple(part.counts),
        "kept": tuple(part.kept),
        "at_most": tuple(part.at_most),
        "set_size": part.set_size,
        "read_back": part.read_back,
        "done_at": at(part.done_at),
        "entry": None if part.entry is None else str(part.entry),
        "lifting": part.lifting,
    }


def recipients_json(notices: tuple[NoticeRow, ...]) -> Json:
    """Return who is told of what a request did, as programs are shown it."""
    return tuple(
        {
            "recipient": each.recipient,
            "contact": each.contact,
            "state": each.state.value,
            "how": each.kind.value,
            "by_hand": each.by_hand,
            "fault": each.fault,
            "told_at": at(each.told_at),
            "answered_at": at(each.answered_at),
        }
        for each in notices
    )
