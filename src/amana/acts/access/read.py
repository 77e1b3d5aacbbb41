"""Read a person's data under an access: decided at this instant, on the ledger, then shown."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amana.acts.access.errors import NotWhole
from amana.acts.access.evidence import about
from amana.acts.access.needs import SECONDED, of_any_origin
from amana.acts.access.values import Found, ShownRecord, found_values
from amana.acts.act import Act, NotPermitted
from amana.acts.deciding.answering import answered
from amana.acts.deciding.asked import Asked, Known
from amana.acts.deciding.evidence import body_of, named
from amana.acts.deciding.together import together
from amana.acts.permissions import Permission
from amana.acts.person_id import UnusablePerson, check_met
from amana.domain.access.access import AccessState
from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.grant import Grant
from amana.domain.decision.question import Answer, Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.ledger.entry import Entry, Outcome
from amana.storage.accesses import Kept
from amana.storage.errors import NotFound
from amana.storage.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUnder:
    """What somebody reads under which access."""

    access: UUID
    person: str | None = field(default=None, repr=False)
    """Whom it is about, where the access is about nobody in particular."""
    whole: bool = False
    after: UUID | None = None
    """The record after which to go on, as the page before said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Whether it may be read, and what is seen then."""

    answer: Answer
    access: Kept
    person: str = field(repr=False)
    whole: bool
    records: tuple[ShownRecord, ...] = field(default=(), repr=False)
    held_back: int = 0
    """Records that a promise of their own keeps from this purpose."""
    next: UUID | None = None
    entry: UUID
    """The reading on the ledger."""


def read_under_access(act: Act, given: ReadUnder) -> Seen:
    """Return what may be seen under the access now, and commit the evidence before.

    The access is held until then: one that ended, or was taken back, before this transaction's
    instant refuses, on the ledger too. Raises ``NotPermitted``, ``NotFound`` for an access that
    is somebody else's, ``NotWhole``, ``UnusablePerson``, ``PersonErased``.
    """
    act.require(Permission.STAFF_ACCESS_USE)
    kept = _held(act, given)
    asked = Asked(
        question=Question(
            doing=Doing.READ,
            data=kept.access.scope.data,
            purposes=frozenset({kept.access.scope.purpose}),
            staff=act.actor.identity,
            reason=kept.reason,
        ),
        person=_whose(act.work, kept, given),
        known=_known(kept, act.work.now),
    )
    found = answered(act.work, asked)
    first = evaluate(of_any_origin(found.policy.book), asked.question, found.facts)
    values = (
        found_values(act.work, asked, whole=given.whole, after=given.after)
        if first.permitted
        else Found()
    )
    answer = _together(first, values)
    entry = _commit(
        act, given, kept, asked, answer=answer, values=values, version=found.version.number
    )
    return Seen(
        answer=answer,
        access=kept,
        person=asked.person,
        whole=given.whole,
        records=values.records,
        held_back=len(values.refused),
        next=values.next,
        entry=entry,
    )


def _held(act: Act, given: ReadUnder) -> Kept:
    """Return the access, held as it is, if it is the actor's to read under."""
    member, role = act.actor.member, act.actor.at
    if member is None or role is None:
        raise NotPermitted
    kept = act.work.accesses.hold(given.access, change=False)
    if not kept.access.scope.reads(member, role):
        raise NotFound(what="access")
    if given.whole and not kept.access.scope.whole:
        raise NotWhole
    return kept


def _whose(view: View, kept: Kept, given: ReadUnder) -> str:
    """Return whom it is about: who is named by the access, else by whoever reads."""
    person = kept.person or given.person
    if person is None:
        raise UnusablePerson
    check_met(view, person)
    return person


def _known(kept: Kept, at: datetime) -> Known:
    """Return what the access lets a decision know at this instant: nothing once it is over."""
    access = kept.access
    if access.state(at) is not AccessState.OPEN:
        return Known(granted=())
    grant = Grant(data=access.scope.data, purposes=frozenset({access.scope.purpose}))
    met = SECONDED if access.seconded else frozenset({Need.GRANT})
    return Known(met=met, granted=(grant,))


def _together(first: Answer, values: Found) -> Answer:
    """Return the answer about the whole reading: refused where every record is held back."""
    if values.refused and not values.records:
        return together(values.refused)
    return together((first, *values.answers))


def _commit(  # noqa: PLR0913 - what was asked, of what, and what came of it
    act: Act,
    given: ReadUnder,
    kept: Kept,
    asked: Asked,
    *,
    answer: Answer,
    values: Found,
    version: int,
) -> UUID:
    """Commit the reading with the ids of what it shows, before anybody sees it."""
    body = body_of(act.actor, asked, answer) | about(act.actor, kept)
    (entry,) = act.work.commit(
        Entry(
            act=Doing.READ.value,
            outcome=Outcome.DONE if answer.permitted else Outcome.REFUSED,
            promises=named(answer),
            policy_version=version,
            body={
                **body,
                "person": asked.person,
                "whole": given.whole,
                "records": tuple(str(record.id) for record in values.records),
                "held_back": len(values.refused),
            },
            person=asked.person,
        )
    )
    return entry
