"""Read a person's data under an access: decided at this instant, on the ledger, then shown."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from amana.acts.access.errors import NotWhole
from amana.acts.access.evidence import about
from amana.acts.access.needs import SECONDED, delicate_of
from amana.acts.act import Act, NotPermitted
from amana.acts.deciding.answering import Answered, answered
from amana.acts.deciding.asked import Asked, Known
from amana.acts.deciding.evidence import body_of, named
from amana.acts.permissions import Permission
from amana.acts.person_id import UnusablePerson, check_person
from amana.domain.access.access import AccessState
from amana.domain.decision.grant import Grant
from amana.domain.decision.question import Answer, Question, Refusal
from amana.domain.decision.rule import Doing, Need
from amana.domain.ledger.entry import Entry, Outcome
from amana.storage.accesses import Kept
from amana.storage.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUnder:
    """What somebody reads under which access."""

    access: UUID
    person: str | None = None
    """Whom it is about, where the access is about nobody in particular."""
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Whether it may be read, and what is seen then."""

    answer: Answer
    access: Kept
    person: str
    whole: bool


def read_under_access(act: Act, given: ReadUnder) -> Seen:
    """Return what may be seen under the access now, and commit the evidence before.

    The access is held until then: one that ended, or was taken back, before this transaction's
    instant refuses, on the ledger too. Raises ``NotPermitted``, ``NotFound`` for an access that
    is somebody else's, ``NotWhole``, ``UnusablePerson``, ``PersonErased``.
    """
    act.require(Permission.STAFF_ACCESS_USE)
    kept = act.work.accesses.hold(given.access, change=False)
    member, role = act.actor.member, act.actor.at
    if member is None or role is None:
        raise NotPermitted
    if not kept.access.scope.reads(member, role):
        raise NotFound(what="access")
    if given.whole and not kept.access.scope.whole:
        raise NotWhole
    person = _whose(kept, given)
    asked = Asked(
        question=Question(
            doing=Doing.READ,
            data=kept.access.scope.data,
            purposes=frozenset({kept.access.scope.purpose}),
            staff=str(member),
            reason=kept.reason,
        ),
        person=person,
        known=known_by(act, kept),
    )
    found = answered(act.work, asked)
    answer = _with_second_person(found, kept, act.work.now)
    body = body_of(act.actor, asked, answer) | about(act.actor, kept) | {"person": person}
    act.work.commit(
        Entry(
            act=Doing.READ.value,
            outcome=Outcome.DONE if answer.permitted else Outcome.REFUSED,
            promises=named(answer),
            policy_version=found.version.number,
            body=body | {"whole": given.whole},
            person=person,
        )
    )
    return Seen(answer=answer, access=kept, person=person, whole=given.whole)


def _whose(kept: Kept, given: ReadUnder) -> str:
    """Return whom it is about: who is named by the access, else by whoever reads."""
    person = kept.person or given.person
    if person is None:
        raise UnusablePerson
    check_person(person)
    return person


def known_by(act: Act, kept: Kept) -> Known:
    """Return what the access lets the decision know at this instant: nothing once it is over."""
    access = kept.access
    if access.state(act.work.now) is not AccessState.OPEN:
        return Known(granted=())
    grant = Grant(data=access.scope.data, purposes=frozenset({access.scope.purpose}))
    met = SECONDED if access.seconded else frozenset({Need.GRANT})
    return Known(met=met, granted=(grant,))


def _with_second_person(found: Answered, kept: Kept, at: datetime) -> Answer:
    """Refuse what needs an open access and has none, or a second person, whatever is promised.

    (10) What became delicate since it was asked for is not read on one person's word.
    """
    scope = kept.access.scope
    refusals = list(found.answer.refusals)
    if kept.access.state(at) is not AccessState.OPEN:
        refusals.append(Refusal(rule=10, need=Need.GRANT))
    touched = delicate_of(found.policy.policy) & scope.data
    if touched and not kept.access.seconded:
        refusals.append(Refusal(rule=10, need=Need.SECOND_PERSON, about=tuple(sorted(touched))))
    refusals = list(dict.fromkeys(refusals))
    return replace(found.answer, permitted=not refusals, refusals=tuple(refusals))
