"""Hand a person's identifiers out for a purpose: decided like any use, with its evidence."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amana.acts.act import Act
from amana.acts.deciding.answering import answered
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.evidence import body_of, named
from amana.acts.in_force import in_force, published
from amana.acts.person_id import check_person
from amana.acts.persons.identify import category_of
from amana.domain.decision.question import Answer, Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry, Outcome
from amana.domain.person.identifiers import IdentifierKind
from amana.storage.persons import HeldIdentifier


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedIdentifier:
    """An identifier that may be used now."""

    value: str = field(repr=False)
    verified_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedIdentifiers:
    """The answer, and the person's identifiers of the kind where it permits."""

    answer: Answer
    policy_version: int
    entry: UUID
    identifiers: tuple[UsedIdentifier, ...]
    """Verified ones first."""


def use_identifiers(
    act: Act, *, person: str, kind: IdentifierKind, purpose: str, category: str | None = None
) -> UsedIdentifiers:
    """Return the person's current identifiers of a kind if they may be used for the purpose.

    A refusal is an answer and hands out nothing. Raises ``KindNotDeclared``,
    ``AmbiguousKind`` and ``PersonErased``.
    """
    check_person(person)
    policy = published(act.work, in_force(act.work)).policy
    data = frozenset({category_of(policy, kind, category)})
    question = Question(doing=Doing.USE, data=data, purposes=frozenset({purpose}))
    asked = Asked(question=question, person=person)
    found = answered(act.work, asked)
    held: tuple[HeldIdentifier, ...] = ()
    if found.answer.permitted:
        held = act.work.identifiers.of(act.work.persons.group(person))
    (entry,) = act.work.commit(
        Entry(
            act=Doing.USE.value,
            outcome=Outcome.DONE if found.answer.permitted else Outcome.REFUSED,
            promises=named(found.answer),
            policy_version=found.version.number,
            body=body_of(act.actor, asked, found.answer) | {"identifiers": (kind.value,)},
            person=person,
        )
    )
    return UsedIdentifiers(
        answer=found.answer,
        policy_version=found.version.number,
        entry=entry,
        identifiers=_current(held, kind),
    )


def _current(held: tuple[HeldIdentifier, ...], kind: IdentifierKind) -> tuple[UsedIdentifier, ...]:
    """Return those of the kind that have not ended, each value once, verified ones first."""
    chosen: dict[str, UsedIdentifier] = {}
    now = (each for each in held if each.kind is kind and each.ended_at is None)
    for each in sorted(now, key=lambda it: (it.verified_at is None, it.id)):
        found = UsedIdentifier(value=each.value, verified_at=each.verified_at)
        chosen.setdefault(each.value, found)
    return tuple(chosen.values())
