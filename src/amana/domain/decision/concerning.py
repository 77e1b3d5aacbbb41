"""Which promises a disclosure concerns that nothing permitted: by recipient, data and purpose."""

from amana.domain.decision.matching import admits
from amana.domain.decision.question import Answer, Question, RuleBook
from amana.domain.decision.rule import Effect, Rule


def concerned(book: RuleBook, question: Question, answer: Answer) -> tuple[str, ...]:
    """Return the promises against which it was, in the order of the policy.

    Those are what refused it, and what permits the same data to the same recipient for the same
    purpose on conditions. Where there are none, whatever permits some of the data to anybody.
    None at all means that no promise speaks of the data: then it concerns each.
    """
    refused = {each for refusal in answer.refusals for each in refusal.promises}
    permits = [
        (promise, rule)
        for promise, rule in book.rules
        if rule.effect is Effect.PERMIT
        and question.doing in rule.doings
        and _of_data(rule, question)
    ]
    found = refused | {
        promise
        for promise, rule in permits
        if admits(rule, rule.recipients, question.recipient)
        and (rule.purposes is None or bool(rule.purposes & question.purposes))
    }
    chosen = found or {promise for promise, _ in permits}
    return tuple(dict.fromkeys(promise for promise, _ in book.rules if promise in chosen))


def _of_data(rule: Rule, question: Question) -> bool:
    return rule.data is None or bool(rule.data & question.data)
