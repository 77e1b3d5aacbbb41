"""Which needs of a rule are not met, and under which number each of them refuses."""

from collections.abc import Mapping
from typing import Final

from amana.domain.decision.question import Facts, Question
from amana.domain.decision.rule import Need, Rule
from amana.domain.words import says_something

RULE_OF_NEED: Final[Mapping[Need, int]] = {
    Need.CONSENT: 4,
    Need.NO_OBJECTION: 5,
    Need.OWN_CHOICE: 5,
    Need.ADULT: 6,
    Need.GRANT: 9,
    Need.ANNOUNCED: 9,
    Need.LEGAL_GROUND: 9,
    Need.REASON: 10,
    Need.SECOND_PERSON: 10,
    Need.MASK: 11,
}
OTHER_NEED: Final = 15
"""Identity, events, acceptance, moderation: needs that a promise itself sets."""


def missing(rule: Rule, question: Question, facts: Facts) -> tuple[Need, ...]:
    """Return the needs that are not met, in a fixed order. Masking is a duty, not a need."""
    met = met_for(question.purposes, question, facts)
    if rule.event is not None and rule.event in facts.events:
        met |= {Need.EVENT}
    return tuple(sorted(rule.needs - met))


def met_for(purposes: frozenset[str], question: Question, facts: Facts) -> frozenset[Need]:
    """Return what is met for these purposes of the question, but events."""
    met = facts.met | {Need.MASK}
    if names_reader(question):
        met |= {Need.REASON}
    if purposes <= facts.consented:
        met |= {Need.CONSENT}
    if not purposes & facts.objected:
        met |= {Need.NO_OBJECTION}
    if facts.granted is not None and not ungranted(question, facts):
        met |= {Need.GRANT}
    return met


def names_reader(question: Question) -> bool:
    """Tell whether the question says who of the staff would look, and why."""
    return says_something(question.staff) and says_something(question.reason)


def ungranted(question: Question, facts: Facts) -> tuple[str, ...]:
    """Return each pair of field and purpose that no grant in force gives."""
    grants = facts.granted or ()
    return tuple(
        f"{data} for {purpose}"
        for data in sorted(question.data)
        for purpose in sorted(question.purposes)
        if not any(data in grant.data and purpose in grant.purposes for grant in grants)
    )
