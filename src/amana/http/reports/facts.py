"""The report as JSON, for programs."""

import json

from amana.acts.policy_page import EvidenceEntry, PolicyPage, PromiseView
from amana.domain.evidence.proof import Finding, State
from amana.domain.ledger.entry import Json
from amana.domain.words import ENGLISH
from amana.http.api.answers import promise, words_json
from amana.wording.standing import say_question


def report_json(page: PolicyPage) -> str:
    """Return the report as JSON: the same facts as the page; Arabic stays legible."""
    return json.dumps(_as_json(page), ensure_ascii=False, indent=2)


def _as_json(page: PolicyPage) -> Json:
    """Return the report as JSON values: the same facts as the page."""
    return {
        "service": page.service,
        "title": words_json(page.title),
        "language": page.language,
        "written": page.written,
        "version": page.version.number,
        "effective_at": page.version.effective_at.isoformat(),
        "seen_at": page.seen_at.isoformat(),
        "states": {
            state.value: sum(view.standing.state is state for view in page.promises.values())
            for state in State
        },
        "passages": tuple(
            {"text": it.text, "role": it.role.value, "promises": it.promises}
            for it in page.passages
        ),
        "promises": tuple(_promise_json(view) for view in page.promises.values()),
        "unquoted": page.unquoted,
        "checkpoint": page.checkpoint,
    }


def _promise_json(view: PromiseView) -> Json:
    """Return the promise as applications get it, with what its standing rests on."""
    due = view.standing.due
    return {
        **promise(view),
        "due": None if due is None else due.isoformat(),
        "findings": tuple(_finding_json(finding) for finding in view.standing.findings),
        "entries": tuple(_entry_json(entry) for entry in view.entries),
    }


def _finding_json(finding: Finding) -> Json:
    return {
        "looked_for": say_question(finding.question, ENGLISH),
        "answered": finding.answered,
        "level": finding.level.value,
        "count": finding.count,
        "last": None if finding.last is None else finding.last.isoformat(),
    }


def _entry_json(entry: EvidenceEntry) -> Json:
    return {
        "id": str(entry.id),
        "act": entry.act,
        "outcome": entry.outcome,
        "hour": entry.hour.isoformat(),
        "position": entry.position,
        "leaf_hash": entry.leaf_hash,
    }
