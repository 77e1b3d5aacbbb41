"""What data that was collected under an earlier version may be used for (rule 14).

It serves what was promised when it was collected, and what a later version promised with notice:
where a person judged that step not material, the notice is enough; else each one concerned must
have chosen, by accepting that version or a later one, or by consenting to the purpose.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from amana.domain.decision.question import RuleBook
from amana.domain.decision.rule import Doing, Effect
from amana.domain.policy.change import Subject
from amana.domain.policy.difference import difference
from amana.domain.policy.model import Policy
from amana.domain.vocabulary.sharing import THE_PERSON

_THEMSELVES: Final = frozenset({THE_PERSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published version, and how a person judged the step to it."""

    number: int
    policy: Policy
    book: RuleBook
    material: bool | None
    """``None`` for a first version, to which there was no step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A version with what its step changed."""

    version: Published
    redefined: frozenset[str] = frozenset()
    """Purposes that keep their ids and are proposed to be others, in a step judged material."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a person chose that a later version may rest on."""

    accepted: frozenset[int] = field(default_factory=frozenset)
    """Versions that the person accepted and did not decline since."""
    consented: frozenset[str] = field(default_factory=frozenset)
    """Purposes for which a consent is in force."""


def steps_of(versions: Sequence[Published]) -> tuple[Step, ...]:
    """Return consecutive versions, the oldest first, each with what its step redefined."""
    return (
        *(Step(version=version) for version in versions[:1]),
        *(
            Step(version=new, redefined=_redefined(old, new) if new.material else frozenset())
            for old, new in pairwise(versions)
        ),
    )


def promised_since(steps: Sequence[Step], *, data: Iterable[str], chosen: Chosen) -> frozenset[str]:
    """Return the purposes that are promised for all this data.

    The steps begin with the version under which the data was collected and end with the one in
    force. Without steps nothing is promised.
    """
    wanted = tuple(data)
    promised: frozenset[str] = frozenset()
    for place, step in enumerate(steps):
        named = promised_by(step.version.book, wanted)
        if place == 0:
            promised = named
            continue
        fresh = (named - promised) | (step.redefined & named)
        promised = (promised - step.redefined) | _admitted(step.version, fresh, chosen)
    return promised


def _admitted(step: Published, purposes: frozenset[str], chosen: Chosen) -> frozenset[str]:
    """Return those of the purposes that the step makes promised for the person."""
    if step.material is False or any(number >= step.number for number in chosen.accepted):
        return purposes
    return purposes & chosen.consented


def _redefined(old: Published, new: Published) -> frozenset[str]:
    return frozenset(
        change.id
        for change in difference(old.policy, new.policy).changes
        if change.subject is Subject.PURPOSE
        and change.material
        and change.id in old.policy.purposes
    )


def promised_by(book: RuleBook, data: Iterable[str]) -> frozenset[str]:
    """Return the purposes for which promises permit something with all this data."""
    promised = frozenset(book.purposes)
    for category in data:
        promised &= _promised_for(book, category)
    return promised


def _promised_for(book: RuleBook, category: str) -> frozenset[str]:
    """Return the purposes for which some promise permits more than keeping the category.

    That people may see their own data is a promise for no purpose of the controller's.
    """
    found: set[str] = set()
    for _, rule in book.rules:
        if (
            rule.effect is Effect.PERMIT
            and rule.doings - {Doing.KEEP}
            and rule.recipients != _THEMSELVES
            and (rule.data is None or category in rule.data)
        ):
            found |= book.purposes.keys() if rule.purposes is None else rule.purposes
    return frozenset(found)
