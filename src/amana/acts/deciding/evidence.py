"""What an entry says of a decision: who asked, what for, and what refused it."""

from collections.abc import Iterable

from amana.acts.act import Actor
from amana.acts.deciding.asked import Asked
from amana.domain.decision.question import Answer, Question, Refusal
from amana.domain.ledger.entry import Json
from amana.domain.record.cards import cut_cards


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
        "staff": _without_cards(question.staff),
        "staff_said_by": _who_said(actor, question),
        "reason": _without_cards(question.reason),
        "channel": question.channel,
        "class": question.message_class,
        "ground": asked.ground,
        "release": None if asked.release is None else str(asked.release),
        "articles": answer.articles or None,
        "warnings": answer.warnings or None,
    }
    return body | {name: value for name, value in optional.items() if value is not None}


def _who_said(actor: Actor, question: Question) -> str | None:
    """Return who said which member of staff it is, where it was not a member themself."""
    return actor.identity if question.staff is not None and actor.member is None else None


def _without_cards(text: str | None) -> str | None:
    return None if text is None else cut_cards(text)


def _refusal(refusal: Refusal) -> dict[str, Json]:
    return {
        "rule": refusal.rule,
        "promises": refusal.promises,
        "need": None if refusal.need is None else refusal.need.value,
        "about": refusal.about,
    }


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(values))
