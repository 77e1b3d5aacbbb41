"""Take in by what a person is known: decided like any collection, kept sealed."""

from dataclasses import dataclass, field
from uuid import UUID

from amana.acts.act import Act
from amana.acts.deciding.answering import Answered, answered
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.evidence import body_of, named
from amana.acts.in_force import in_force, published
from amana.acts.person_id import check_met
from amana.acts.persons.errors import AmbiguousKind, KindNotDeclared, NotTheirs
from amana.acts.persons.normal import normal_identifier
from amana.acts.staying_out import admit, by_others
from amana.domain.decision.question import Answer, Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry, Outcome
from amana.domain.person.identifiers import TERMS, IdentifierKind
from amana.domain.policy.model import Policy
from amana.domain.record.errors import UnfitValue
from amana.domain.vocabulary.collecting import Origin
from amana.storage.persons.identifiers import CameIn
from amana.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenIdentifier:
    """An identifier as it came in."""

    kind: IdentifierKind
    value: str = field(repr=False)
    country: str | None = None
    """Of a phone number that may come without its country's number."""
    replaces: str | None = field(default=None, repr=False)
    """The one that this one comes in the place of."""
    category: str | None = None
    """Of which category of the policy it is, where several are of this kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifying:
    """Identifiers of one person, and how they came in."""

    person: str
    identifiers: tuple[GivenIdentifier, ...]
    occasion: str
    purposes: frozenset[str]
    origin: Origin = Origin.PERSON
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Whether they were taken in, by which version of the policy, under which entry."""

    answer: Answer
    policy_version: int
    entry: UUID
    added: int
    """How many are new; the person had the others."""


def identify(act: Act, given: Identifying) -> Identified:
    """Take identifiers in if the policy permits their collection, and say so on the ledger.

    A refusal by the policy is an answer; nothing is kept then. Raises ``KindNotDeclared``,
    ``AmbiguousKind``, ``Suppressed`` for an address that stays out unless the person gives it
    themself, ``NotTheirs`` where one is replaced that the person does not have, and what the
    values refuse.
    """
    check_met(act.work, given.person)
    values = [(each, _normal(each, number)) for number, each in enumerate(given.identifiers)]
    policy = published(act.work, in_force(act.work)).policy
    data = frozenset(category_of(policy, each.kind, each.category) for each in given.identifiers)
    if by_others(given.origin):
        admit(act.work, ((each.kind, value) for each, value in values), origin=given.origin)
    asked = Asked(question=_question(given, data), person=given.person)
    found = answered(act.work, asked)
    entry, added = act.work.name_entry(), 0
    if found.answer.permitted:
        added = _keep(act.work, given, values, entry, found)
    act.work.commit(_entry(act, asked, found, given), ids=(entry,))
    return Identified(
        answer=found.answer, policy_version=found.version.number, entry=entry, added=added
    )


def _normal(given: GivenIdentifier, number: int) -> str:
    """Return its one form; what refuses it names its place among them and its kind."""
    try:
        return normal_identifier(given.kind, given.value, country=given.country)
    except UnfitValue as error:
        place = f"identifiers[{number}].{given.kind.value}"
        raise error.of(place) from None


def _question(given: Identifying, data: frozenset[str]) -> Question:
    return Question(
        doing=Doing.COLLECT,
        data=data,
        purposes=given.purposes,
        occasion=given.occasion,
        origin=given.origin.value,
        source=given.source,
    )


def _entry(act: Act, asked: Asked, found: Answered, given: Identifying) -> Entry:
    """Return the entry of a collection; it names the kinds, never the values."""
    kinds = tuple(sorted({each.kind.value for each in given.identifiers}))
    return Entry(
        act=Doing.COLLECT.value,
        outcome=Outcome.DONE if found.answer.permitted else Outcome.REFUSED,
        promises=named(found.answer),
        policy_version=found.version.number,
        body=body_of(act.actor, asked, found.answer) | {"identifiers": kinds},
        person=given.person,
    )


def category_of(policy: Policy, kind: IdentifierKind, named: str | None = None) -> str:
    """Return the category of the policy that such identifiers are of: the named one, or the only.

    Raises ``KindNotDeclared``, and ``AmbiguousKind`` where several are and none is named.
    """
    fit = [each.id for each in policy.data.values() if each.term in TERMS[kind]]
    if named is not None:
        fit = [each for each in fit if each == named]
    if not fit:
        raise KindNotDeclared(kind=kind.value)
    if len(fit) > 1:
        raise AmbiguousKind(kind=kind.value)
    return fit[0]


def _keep(
    work: Work,
    given: Identifying,
    values: list[tuple[GivenIdentifier, str]],
    entry: UUID,
    found: Answered,
) -> int:
    """Keep the identifiers, end those that they replace, and return how many are new."""
    key, added = work.sealer.person_key(given.person), 0
    work.people.meet(key)
    work.identifiers.note_own(given.person, entry=entry)
    group = work.persons.group_of(key)
    for each, value in values:
        came = CameIn(
            policy_version=found.version.number,
            occasion=given.occasion,
            category=category_of(found.policy.policy, each.kind, each.category),
        )
        new = work.identifiers.note(
            key, each.kind, value, origin=given.origin, source=given.source, entry=entry, came=came
        )
        added += new is not None
        if each.replaces is not None:
            old = normal_identifier(each.kind, each.replaces, country=each.country)
            if not work.identifiers.end(group, each.kind, old, replaced_by=new):
                raise NotTheirs(kind=each.kind.value)
    if not by_others(given.origin):
        admit(work, ((each.kind, value) for each, value in values), origin=given.origin)
    return added
