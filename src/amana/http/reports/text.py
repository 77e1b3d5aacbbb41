"""The report as plain text, for a terminal, a mail or a printer."""

from collections import Counter
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from amana.acts.policy_page import Passage, PolicyPage, PromiseView
from amana.domain.evidence.proof import State
from amana.domain.policy.proposal import Role
from amana.domain.words import Language
from amana.wording.bidi import isolate_within, without_controls
from amana.wording.catalogue import say
from amana.wording.digits import digits
from amana.wording.moments import say_date, say_moment
from amana.wording.standing import counted, say_answer, say_question, say_standing

MARKS: Final = {
    State.KEPT: "✓",
    State.BROKEN: "✗",
    State.DUE: "◷",
    State.UNPROVEN: "○",
    State.STATED: "·",
}
"""A shape for each state; the word stands beside it."""


def report_text(page: PolicyPage, language: Language, zone: ZoneInfo) -> str:
    """Return the report as plain text: each sentence, and under it how its promises stand."""
    head, body = _head(page, language, zone), _body(page, language, zone)
    return "\n".join([*head, *body, *_foot(page, language)])


def _head(page: PolicyPage, language: Language, zone: ZoneInfo) -> Iterator[str]:
    yield isolate_within(page.title.say(language), language)
    yield isolate_within(page.controller.name.say(language), language)
    day = say_date(page.version.effective_at, language, zone)
    yield say(
        "policy.version_line", language, number=digits(page.version.number, language), day=day
    )
    yield say("policy.seen_at", language, moment=say_moment(page.seen_at, language, zone))
    states = Counter(view.standing.state for view in page.promises.values())
    yield say("list.comma", language).join(
        f"{MARKS[s]} {counted(f'tally.{s.value}', states[s], language)}" for s in State if states[s]
    )


def _body(page: PolicyPage, language: Language, zone: ZoneInfo) -> Iterator[str]:
    told: set[str] = set()
    for passage in page.passages:
        yield from _passage(passage)
        for id_ in passage.promises:
            yield from _promise(page.promises[id_], language, zone, whole=id_ not in told)
            told.add(id_)
    if page.unquoted:
        yield f"\n{say('policy.unquoted', language)}"
        for id_ in page.unquoted:
            yield from _promise(page.promises[id_], language, zone, whole=id_ not in told)


def _passage(passage: Passage) -> Iterator[str]:
    if passage.role is Role.HEADING:
        yield f"\n{without_controls(passage.text)}"
    else:
        mark = "• " if passage.role is Role.ITEM else ""
        yield f"{mark}{without_controls(' '.join(passage.text.split()))}"


def _promise(
    view: PromiseView, language: Language, zone: ZoneInfo, *, whole: bool
) -> Iterator[str]:
    """Say how a promise stands; what was looked at, only where the promise comes first."""
    standing = view.standing
    title = isolate_within(view.title.say(language), language)
    level = "" if standing.level is None else f" ({say(f'level.{standing.level.value}', language)})"
    said = say_standing(standing, language, zone)
    yield f"    {MARKS[standing.state]} {isolate_within(view.id, language)} {title}: {said}{level}"
    if whole:
        for finding in standing.findings:
            asked = say_question(finding.question, language)
            yield f"        {asked}: {say_answer(finding, language, zone)}"


def _foot(page: PolicyPage, language: Language) -> Iterator[str]:
    yield ""
    yield say("policy.checkpoint", language) + ":"
    yield page.checkpoint.rstrip() if page.checkpoint else say("policy.no_checkpoint", language)
