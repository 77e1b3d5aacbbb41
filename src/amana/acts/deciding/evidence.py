"""What an entry says of a decision: who asked, what for, and what refused it."""

from collections.abc import Iterable

from amana.acts.act import Actor
from amana.acts.deciding.asked import Asked
from amana.domain.decision.question import Answer, Refusal
from amana.domain.ledger.entry import Json


def named(answer: Answer) -> tuple[str, ...]:
    """Return the promises that permitted, or those that refused."""
    if answer.permitted:
        return answer.promises
    return tuple(dict.fromkeys(p for refusal in answer.refusals for p in refusal.promises))


def body_of(actor: Actor, asked: Asked, answer: Answer) -> dict[str, Json]:
    """Return the body of the entry, to be sealed; it holds no value but the person's id."""
    question = asked.question
    body: dict[str, Json] = {
        "actor": actor.identity,
        "person": asked.person,
        "data": _sorted(question.data),
        "purposes": _sorted(question.purposes),
        "refusals": tuple(_refusal(refusal) for refusal in answer.refusals),
    }
    optional: dict[str, Json] = {
        "recipient": question.recipient,
        "nature": question.nature,
        "occasion": question.occasion,
        "origin": question.origin,
        "source": question.source,
        "staff": question.staff,
        "reason": question.reason,
        "channel": question.channel,
        "ground": asked.ground,
        "articles": answer.articles or None,
        "warnings": answer.warnings or None,
    }
    return body | {name: value for name, value in optional.items() if value is not None}


def _refusal(refusal: Refusal) -> dict[str, Json]:
    return {
        "rule": refusal.rule,
        "promises": refusal.promises,
        "need": None if refusal.need is None else refusal.need.value,
        "about": refusal.about,
    }


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(values))
