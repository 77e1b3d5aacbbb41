"""``amana report``: what the policy page shows, as text, JSON or a page in one file."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from amana.acts.doors.public import PublicDoor
from amana.acts.policy_page import EvidenceEntry, Passage, PolicyPage, PromiseView
from amana.assembly import opened
from amana.cli.help import language_of
from amana.cli.printing import Json, print_json, print_text
from amana.domain.evidence.proof import Finding, State
from amana.domain.policy.proposal import Role
from amana.domain.words import ARABIC, ENGLISH, Language, Words
from amana.http.pages.report import report_html
from amana.http.serving import ZONE
from amana.settings import load
from amana.wording.bidi import isolate_within, without_controls
from amana.wording.catalogue import say
from amana.wording.digits import digits
from amana.wording.moments import say_date, say_moment
from amana.wording.standing import counted, say_answer, say_question, say_standing

MARKS = {
    State.KEPT: "✓",
    State.BROKEN: "✗",
    State.DUE: "◷",
    State.UNPROVEN: "○",
    State.STATED: "·",
}
"""A shape for each state; the word stands beside it."""


class Form(StrEnum):
    """What the report is written as."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="report")(report)


def report(
    context: typer.Context,
    service: Annotated[str, typer.Argument()],
    *,
    form: Annotated[Form, typer.Option("--format")] = Form.TEXT,
    version: Annotated[int | None, typer.Option("--version", min=1)] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
) -> None:
    """Report how the promises of a service stand."""
    language = language_of(context)
    settings = load(data=data)
    with opened(settings) as storage:
        door = PublicDoor(storage, settings.data / "ledger")
        page = door.policy_page(service, language=language, version=version)
    if form is Form.JSON:
        print_json(as_json(page))
    elif form is Form.HTML:
        print_text(report_html(page, language, ZONE))
    else:
        print_text(report_text(page, language))


def report_text(page: PolicyPage, language: Language) -> str:
    """Return the report as plain text: each sentence, and under it how its promises stand."""
    return "\n".join([*_head(page, language), *_body(page, language), *_foot(page, language)])


def _head(page: PolicyPage, language: Language) -> Iterator[str]:
    yield isolate_within(page.title.say(language), language)
    yield isolate_within(page.controller.name.say(language), language)
    day = say_date(page.version.effective_at, language, ZONE)
    yield say(
        "policy.version_line", language, number=digits(page.version.number, language), day=day
    )
    yield say("policy.seen_at", language, moment=say_moment(page.seen_at, language, ZONE))
    states = Counter(view.standing.state for view in page.promises.values())
    yield say("list.comma", language).join(
        f"{MARKS[s]} {counted(f'tally.{s.value}', states[s], language)}" for s in State if states[s]
    )


def _body(page: PolicyPage, language: Language) -> Iterator[str]:
    told: set[str] = set()
    for passage in page.passages:
        yield from _passage(passage)
        for id_ in passage.promises:
            yield from _promise(page.promises[id_], language, whole=id_ not in told)
            told.add(id_)
    if page.unquoted:
        yield f"\n{say('policy.unquoted', language)}"
        for id_ in page.unquoted:
            yield from _promise(page.promises[id_], language, whole=id_ not in told)


def _passage(passage: Passage) -> Iterator[str]:
    if passage.role is Role.HEADING:
        yield f"\n{without_controls(passage.text)}"
    else:
        mark = "• " if passage.role is Role.ITEM else ""
        yield f"{mark}{without_controls(' '.join(passage.text.split()))}"


def _promise(view: PromiseView, language: Language, *, whole: bool) -> Iterator[str]:
    """Say how a promise stands; what was looked at, only where the promise comes first."""
    standing = view.standing
    title = isolate_within(view.title.say(language), language)
    level = "" if standing.level is None else f" ({say(f'level.{standing.level.value}', language)})"
    said = say_standing(standing, language, ZONE)
    yield f"    {MARKS[standing.state]} {isolate_within(view.id, language)} {title}: {said}{level}"
    if whole:
        for finding in standing.findings:
            asked = say_question(finding.question, language)
            yield f"        {asked}: {say_answer(finding, language, ZONE)}"


def _foot(page: PolicyPage, language: Language) -> Iterator[str]:
    yield ""
    yield say("policy.checkpoint", language) + ":"
    yield page.checkpoint.rstrip() if page.checkpoint else say("policy.no_checkpoint", language)


def as_json(page: PolicyPage) -> Json:
    """Return the report as JSON values: the same facts as the page."""
    return {
        "service": page.service,
        "title": _words(page.title),
        "language": page.language,
        "written": page.written,
        "version": page.version.number,
        "effective_at": page.version.effective_at.isoformat(),
        "seen_at": page.seen_at.isoformat(),
        "states": {
            state.value: sum(view.standing.state is state for view in page.promises.values())
            for state in State
        },
        "passages": [
            {"text": it.text, "role": it.role.value, "promises": it.promises}
            for it in page.passages
        ],
        "promises": [_promise_json(view) for view in page.promises.values()],
        "unquoted": page.unquoted,
        "checkpoint": page.checkpoint,
    }


def _promise_json(view: PromiseView) -> Json:
    standing = view.standing
    return {
        "id": view.id,
        "kind": view.kind,
        "says": _words(view.says),
        "state": standing.state.value,
        "level": None if standing.level is None else standing.level.value,
        "count": standing.count,
        "last": None if standing.last is None else standing.last.isoformat(),
        "due": None if standing.due is None else standing.due.isoformat(),
        "findings": [_finding_json(finding) for finding in standing.findings],
        "entries": [_entry_json(entry) for entry in view.entries],
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


def _words(words: Words) -> Json:
    return {language: words.say(language) for language in (ARABIC, ENGLISH)}
