"""The state of a promise's proof in words, and what was looked at: the same on page and report."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from amana.domain.decision.rule import Doing
from amana.domain.evidence.proof import Finding, Standing, State
from amana.domain.evidence.question import (
    ActsDone,
    ActsRefused,
    ActsWatched,
    ActsWithoutPermission,
    Attested,
    EvidenceQuestion,
    FlowBroken,
    FlowDone,
    NoticeShows,
    ProbeSaw,
)
from amana.domain.words import Language
from amana.wording.catalogue import catalogue, fill, say
from amana.wording.digits import digits
from amana.wording.moments import say_date, say_moment

_OF_ACTS: Final = {
    ActsDone: "evidence.acts_done",
    ActsRefused: "evidence.acts_refused",
    ActsWatched: "evidence.acts_watched",
    ActsWithoutPermission: "evidence.acts_without_permission",
}
_OF_FLOWS: Final = {FlowDone: "evidence.flow_done", FlowBroken: "evidence.flow_broken"}


def say_state(state: State, language: Language) -> str:
    """Say the state in a word."""
    return say(f"state.{state.value}", language)


def say_standing(standing: Standing, language: Language, zone: ZoneInfo) -> str:
    """Say the state with its figures: *kept 12 times*, *due by 3 May 2027*, *unproven*."""
    if standing.state is State.DUE and standing.due is not None:
        return say("standing.due_by", language, day=say_date(standing.due, language, zone))
    if standing.state in {State.KEPT, State.BROKEN} and standing.count:
        return counted(f"standing.{standing.state.value}", standing.count, language)
    return say_state(standing.state, language)


def counted(key: str, count: int, language: Language) -> str:
    """Say something counted, the number in the language's digits."""
    return fill(catalogue(language).form(key, count), key, {"count": digits(count, language)})


def say_question(question: EvidenceQuestion, language: Language) -> str:
    """Say what was looked for."""
    if isinstance(question, ActsDone | ActsRefused | ActsWatched | ActsWithoutPermission):
        doings = _doings(question.doings, language)
        return say(_OF_ACTS[type(question)], language, doings=doings)
    if isinstance(question, FlowDone | FlowBroken):
        flow = say(f"flow.{question.flow.value}", language)
        return say(_OF_FLOWS[type(question)], language, flow=flow)
    return _say_look(question, language)


def _say_look(question: NoticeShows | ProbeSaw | Attested, language: Language) -> str:
    if isinstance(question, NoticeShows):
        return say(f"notice.{question.fact.value}", language)
    if isinstance(question, ProbeSaw):
        probe = say(f"probe.{question.probe}", language)
        return say("evidence.probe_saw", language, probe=probe)
    return say("evidence.attested", language)


def say_answer(finding: Finding, language: Language, zone: ZoneInfo) -> str:
    """Say what was found: how often and when last, that nothing was, or that nobody can look."""
    if not finding.answered:
        return say("answer.not_looked", language)
    if not finding.count:
        return say("answer.nothing", language)
    seen = counted("answer.seen", finding.count, language)
    return seen if finding.last is None else _with_last(seen, finding.last, language, zone)


def _with_last(seen: str, last: datetime, language: Language, zone: ZoneInfo) -> str:
    return say("answer.last", language, seen=seen, moment=say_moment(last, language, zone))


def _doings(doings: frozenset[Doing], language: Language) -> str:
    names = [say(f"doing.{doing.value}", language) for doing in Doing if doing in doings]
    return say("list.comma", language).join(names)
