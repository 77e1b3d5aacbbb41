"""The JSON that applications get."""

from amana.acts.deciding.asked import Decided
from amana.acts.policy_page import PolicyPage, PromiseView
from amana.acts.tell_history import DoneAct
from amana.domain.decision.question import Answer, Refusal
from amana.domain.ledger.entry import Json
from amana.domain.words import ARABIC, ENGLISH, Words
from amana.wording.refusal import say_refusal


def decided(answer: Decided) -> dict[str, Json]:
    """Return a decision: a refusal is an answer like any other."""
    return {
        "permitted": answer.answer.permitted,
        "promises": answer.answer.promises if answer.answer.permitted else (),
        "refused_by": refusals(answer.answer),
        "gaps": answer.answer.gaps,
        "masks": dict(answer.answer.masks),
        "articles": answer.answer.articles,
        "duties": answer.answer.duties,
        "warnings": answer.answer.warnings,
        "policy_version": answer.policy_version,
        "entry": str(answer.entry),
    }


def refusals(answer: Answer) -> tuple[Json, ...]:
    """Return why an answer is no, in both languages."""
    return tuple(_refusal(refusal) for refusal in answer.refusals)


def _refusal(refusal: Refusal) -> dict[str, Json]:
    why: dict[str, Json] = {lang: say_refusal(refusal, lang) for lang in (ARABIC, ENGLISH)}
    return {
        "rule": refusal.rule,
        "promises": refusal.promises,
        "need": None if refusal.need is None else refusal.need.value,
        "articles": refusal.articles,
        "why": why,
    }


def done_act(act: DoneAct) -> dict[str, Json]:
    """Return one act of a person's history."""
    return {
        "entry": str(act.entry),
        "act": act.act,
        "outcome": act.outcome,
        "at": act.at.isoformat(),
        "promises": act.promises,
        "purpose": ", ".join(act.purposes) or None,
        "recipient": act.recipient,
        "data": act.data,
        "staff_reason": act.staff_reason,
        "staff_role": act.staff_role,
    }


def policy(page: PolicyPage) -> dict[str, Json]:
    """Return the policy in force, promise by promise."""
    return {
        "service": page.service,
        "version": page.version.number,
        "effective_at": page.version.effective_at.isoformat(),
        "promises": tuple(promise(view) for view in page.promises.values()),
    }


def promise(view: PromiseView) -> dict[str, Json]:
    """Return a promise and how it stands."""
    standing = view.standing
    return {
        "id": view.id,
        "kind": view.kind,
        "says": words_json(view.says),
        "state": standing.state.value,
        "level": None if standing.level is None else standing.level.value,
        "count": standing.count,
        "last": None if standing.last is None else standing.last.isoformat(),
    }


def words_json(words: Words) -> dict[str, Json]:
    """Return words in both languages."""
    return {language: words.say(language) for language in (ARABIC, ENGLISH)}
