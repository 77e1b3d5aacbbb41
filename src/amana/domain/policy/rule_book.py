"""From a policy to the rule book that decisions are made by."""

from amana.domain.access.delicate import delicate
from amana.domain.decision.question import RuleBook
from amana.domain.policy.essential import essential_classes, essential_purposes
from amana.domain.policy.model import Policy
from amana.domain.vocabulary.sharing import THE_PERSON


def rule_book(policy: Policy) -> RuleBook:
    """Return what the policy declares, with the rules of its promises in their order."""
    return RuleBook(
        data=frozenset(policy.data),
        purposes={purpose.id: purpose.basis for purpose in policy.purposes.values()},
        recipients=frozenset({*policy.recipients, THE_PERSON}),
        rules=tuple(
            (promise.id, rule)
            for promise in policy.promises.values()
            for rule in promise.kind.rules(promise.form)
        ),
        admits={p.id: p.who for p in policy.purposes.values() if p.who is not None},
        delicate=delicate({each.id: each.term for each in policy.data.values()}),
        essential=essential_purposes(policy),
        classes=essential_classes(policy),
    )
