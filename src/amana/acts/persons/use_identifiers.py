"""Hand a person's identifiers out for a purpose: decided like any use, with its evidence."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from amana.acts.act import Act
from amana.acts.deciding.answering import answered
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.evidence import body_of, named
from amana.acts.deciding.together import together
from amana.acts.in_force import in_force, published
from amana.acts.person_id import check_met
from amana.acts.persons.identify import category_of
from amana.domain.decision.question import Answer, Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry, Outcome
from amana.domain.person.identifiers import IdentifierKind
from amana.storage.persons import HeldIdentifier
from amana.storage.work import View


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
    check_met(act.work, person)
    policy = published(act.work, in_force(act.work)).policy
    data = category_of(policy, kind, category)
    question = Question(doing=Doing.USE, data=frozenset({data}), purposes=frozenset({purpose}))
    asked = Asked(question=question, person=person)
    held = _current(act.work.identifiers.of(act.work.persons.group(person)), kind, data)
    answer, version = _judged(act.work, asked, held)
    (entry,) = act.work.commit(
        Entry(
            act=Doing.USE.value,
            outcome=Outcome.DONE if answer.permitted else Outcome.REFUSED,
            promises=named(answer),
            policy_version=version,
            body=body_of(act.actor, asked, answer) | {"identifiers": (kind.value,)},
            person=person,
        )
    )
    return UsedIdentifiers(
        answer=answer,
        policy_version=version,
        entry=entry,
        identifiers=_each_once(held) if answer.permitted else (),
    )


def _judged(view: View, asked: Asked, held: Iterable[HeldIdentifier]) -> tuple[Answer, int]:
    """Answer by how each came in, as records are judged: all may be used, or none."""
    ways = {(each.origin, each.source, each.came) for each in held}
    answers: list[Answer] = []
    for origin, source, came in sorted(ways, key=repr):
        under = frozenset() if came.policy_version is None else frozenset({came.policy_version})
        question = replace(
            asked.question, occasion=came.occasion, origin=origin.value, source=source
        )
        known = replace(asked.known, collected_under=under)
        answers.append(answered(view, replace(asked, question=question, known=known)).answer)
    if not answers:
        answers.append(answered(view, asked).answer)
    return together(answers), in_force(view).number


def _current(
    held: Iterable[HeldIdentifier], kind: IdentifierKind, category: str
) -> tuple[HeldIdentifier, ...]:
    """Return those of the kind and category that have not ended, verified ones first."""
    fit = (
        each
        for each in held
        if each.kind is kind and each.ended_at is None and each.came.category in {None, category}
    )
    return tuple(sorted(fit, key=lambda it: (it.verified_at is None, it.id)))


def _each_once(held: Iterable[HeldIdentifier]) -> tuple[UsedIdentifier, ...]:
    chosen: dict[str, UsedIdentifier] = {}
    for each in held:
        found = UsedIdentifier(value=each.value, verified_at=each.verified_at)
        chosen.setdefault(each.value, found)
    return tuple(chosen.values())
