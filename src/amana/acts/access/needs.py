"""What reading data for a purpose takes: refused by the policy, at once, or a second person."""

from dataclasses import dataclass, replace
from typing import Final

from amana.acts.deciding.answering import Answered, answered
from amana.acts.deciding.asked import Asked, Known
from amana.acts.in_force import in_force, published
from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.grant import Grant
from amana.domain.decision.question import Answer, Facts, Question, RuleBook
from amana.domain.decision.rule import Effect, Need, Rule
from amana.storage.work import View

SECONDED: Final = frozenset({Need.GRANT, Need.SECOND_PERSON})
"""What an access that a second person approved meets."""
_WHOEVER: Final = frozenset({1, 2, 3, 10, 12})
"""The rules that speak of the question alone: what they refuse, they refuse for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """What an access would take."""

    answer: Answer
    """The policy's, were the access approved: what is refused even so is never given."""
    policy_version: int
    approval: bool
    """Whether a second person has to approve it."""


def takes(view: View, question: Question, person: str | None) -> Takes:
    """Return what the policy in force asks for before staff read this.

    An access about nobody in particular is refused only by what would refuse it for everybody:
    each reading asks again about whom it is. Raises what ``answered`` does.
    """
    found = (
        _of_whoever(view, question)
        if person is None
        else answered(view, Asked(question=question, person=person, known=given(question)))
    )
    book = of_any_origin(found.policy.book)
    answer = evaluate(book, question, found.facts)
    if person is None:
        answer = _for_whoever(answer)
    bare = replace(found.facts, met=found.facts.met - SECONDED, granted=None)
    alone = evaluate(book, question, bare)
    return Takes(
        answer=answer,
        policy_version=found.version.number,
        # Of delicate data too: the rule book says which is, and rule 10 refuses it to one alone.
        approval=any(refusal.need in SECONDED for refusal in alone.refusals),
    )


def given(question: Question) -> Known:
    """Return what an approved access to all of this would let a decision know."""
    grant = Grant(data=question.data, purposes=question.purposes)
    return Known(met=SECONDED, granted=(grant,))


def _of_whoever(view: View, question: Question) -> Answered:
    version = in_force(view)
    policy = published(view, version)
    own = given(question)
    facts = Facts(met=own.met, granted=own.granted)
    answer = evaluate(policy.book, question, facts)
    return Answered(answer=answer, version=version, policy=policy, facts=facts)


def _for_whoever(answer: Answer) -> Answer:
    """Return the answer with the refusals that no choice of a person could change."""
    refusals = tuple(each for each in answer.refusals if each.rule in _WHOEVER)
    return replace(answer, permitted=not refusals, refusals=refusals)


def of_any_origin(book: RuleBook) -> RuleBook:
    """Return the book without what rules out data of some origin only.

    Before a record is seen nobody knows how its values came in; each reading asks again, with
    their occasion and origin (rules 2 and 3).
    """
    kept = tuple((name, rule) for name, rule in book.rules if not _of_some_origin(rule))
    return replace(book, rules=kept)


def _of_some_origin(rule: Rule) -> bool:
    parts = (rule.occasions, rule.origins, rule.sources)
    return rule.effect in {Effect.FORBID, Effect.LIMIT} and any(each is not None for each in parts)
