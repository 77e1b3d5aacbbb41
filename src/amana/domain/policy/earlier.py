"""What data that was collected under an earlier version may be used for (rule 14).

It serves what was promised when it was collected, and what a later version promised with notice:
where a person judged that step not material, the notice is enough; else each one concerned must
have chosen, by accepting that version or a later one, or by consenting to the purpose.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amana.domain.decision.question import RuleBook
from amana.domain.decision.rule import Doing, Effect
from amana.domain.policy.change import Subject
from amana.domain.policy.difference import difference
from amana.domain.policy.model import Policy
from amana.domain.policy.rule_book import rule_book


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A published version, and how a person judged the step to it."""

    number: int
    policy: Policy
    material: bool | None
    """``None`` for a first version, to which there was no step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a person chose that a later version may rest on."""

    accepted: frozenset[int] = frozenset()
    """Versions that the person accepted and did not decline since."""
    consented: frozenset[str] = frozenset()
    """Purposes for which a consent is in force."""


def promised_since(steps: Sequence[Step], *, data: Iterable[str], chosen: Chosen) -> frozenset[str]:
    """Return the purposes that are promised for all this data.

    The steps begin with the version under which the data was collected and end with the one in
    force. Without steps nothing is promised.
    """
    if not steps:
        return frozenset()
    wanted = tuple(data)
    first, *later = steps
    promised = promised_by(rule_book(first.policy), wanted)
    before = first
    for step in later:
        named = promised_by(rule_book(step.policy), wanted)
        changed = _changed_purposes(before.policy, step.policy) if step.material else frozenset()
        promised = (promised - changed) | _admitted(
            step, (named - promised) | (changed & named), chosen
        )
        before = step
    return promised


def _admitted(step: Step, purposes: frozenset[str], chosen: Chosen) -> frozenset[str]:
    """Return those of the purposes that the step makes promised for the person."""
    if step.material is False or any(number >= step.number for number in chosen.accepted):
        return purposes
    return purposes & chosen.consented


def _changed_purposes(old: Policy, new: Policy) -> frozenset[str]:
    """Return the purposes that keep their ids, and are proposed to be others than they were."""
    return frozenset(
        change.id
        for change in difference(old, new).changes
        if change.subject is Subject.PURPOSE and change.material and change.id in old.purposes
    )


def promised_by(book: RuleBook, data: Iterable[str]) -> frozenset[str]:
    """Return the purposes for which promises permit something with all this data."""
    promised = frozenset(book.purposes)
    for category in data:
        promised &= _promised_for(book, category)
    return promised


def _promised_for(book: RuleBook, category: str) -> frozenset[str]:
    """Return the purposes for which some promise permits more than keeping the category."""
    found: set[str] = set()
    for _, rule in book.rules:
        if (
            rule.effect is Effect.PERMIT
            and rule.doings - {Doing.KEEP}
            and (rule.data is None or category in rule.data)
        ):
            found |= book.purposes.keys() if rule.purposes is None else rule.purposes
    return frozenset(found)
