"""Whether a rule's pattern matches a question: what is not said never helps who asks."""

from amana.domain.decision.question import Question
from amana.domain.decision.rule import Effect, Rule

PLAIN = "share"
"""The nature of a disclosure that names none."""


def matches(rule: Rule, question: Question, data: str, purpose: str) -> bool:
    """Tell whether the pattern matches one field and one purpose of the question."""
    return (
        question.doing in rule.doings
        and (rule.data is None or data in rule.data)
        and (rule.purposes is None or purpose in rule.purposes)
        and (rule.natures is None or (question.nature or PLAIN) in rule.natures)
        and admits(rule, rule.recipients, question.recipient)
        and admits(rule, rule.channels, question.channel)
        and admits(rule, rule.occasions, question.occasion)
        and admits(rule, rule.origins, question.origin)
        and admits(rule, rule.sources, question.source)
    )


def admits(rule: Rule, pattern: frozenset[str] | None, value: str | None) -> bool:
    """Tell whether one part of a pattern matches.

    What the question does not say never permits, and never escapes a refusal.
    """
    if pattern is None:
        return True
    return rule.effect is not Effect.PERMIT if value is None else value in pattern


def touched(rule: Rule, question: Question) -> tuple[str, ...]:
    """Return the fields for which the pattern matches at least one of the purposes."""
    return tuple(
        data
        for data in sorted(question.data)
        if any(matches(rule, question, data, purpose) for purpose in question.purposes)
    )


def in_scope(rule: Rule, question: Question) -> bool:
    """Tell whether a limit speaks of this question, whatever it is for and whoever gets it."""
    return (
        question.doing in rule.doings
        and (rule.data is None or bool(question.data & rule.data))
        and admits(rule, rule.occasions, question.occasion)
        and admits(rule, rule.origins, question.origin)
        and admits(rule, rule.sources, question.source)
    )
