"""Ask for access to a person's data, or to data for a duty: with a purpose, a reason and an end."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from amana.acts.access.evidence import access_entry
from amana.acts.access.needs import takes
from amana.acts.act import Act, NotPermitted
from amana.acts.deciding.evidence import named
from amana.acts.permissions import Permission
from amana.acts.person_id import check_met
from amana.domain.access.access import AccessState, Scope, ask, checked_reason
from amana.domain.decision.question import Answer, Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Outcome
from amana.domain.record.cards import cut_cards
from amana.domain.staff import StaffRole
from amana.storage.accesses import Kept
from amana.storage.uuid7 import uuid7


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessAsked:
    """What a member of staff asks for."""

    person: str | None = field(repr=False)
    """The service's own id; ``None`` asks for a duty that is about nobody in particular."""
    data: frozenset[str]
    purpose: str
    reason: str = field(repr=False)
    lasts: timedelta
    reader: StaffRole | None = None
    """All members of a role, or the one who asks."""
    whole: bool = False
    """Whether values are to be shown whole that are masked otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessAnswer:
    """What came of asking: an access that is open or waits, or what the policy refused."""

    answer: Answer
    access: UUID | None = None
    """``None`` where the policy refuses it."""
    state: AccessState | None = None


def ask_for_access(act: Act, asked: AccessAsked) -> AccessAnswer:
    """Open an access, have it wait for a second person, or refuse it; each is on the ledger.

    The policy in force says which. Raises ``NotPermitted``, ``NoReason``, ``BadTime``,
    ``NothingNamed``, ``UnusablePerson``, ``PersonErased`` and ``NoPolicyInForce``; nothing is
    written then.
    """
    act.require(Permission.STAFF_ACCESS_ASK)
    work, member = act.work, act.actor.member
    if member is None:
        raise NotPermitted
    reason = cut_cards(checked_reason(asked.reason))
    if asked.person is not None:
        check_met(work, asked.person)
    scope = Scope(
        reader=member if asked.reader is None else asked.reader,
        person=None if asked.person is None else work.sealer.person_key(asked.person),
        data=asked.data,
        purpose=asked.purpose,
        whole=asked.whole,
    )
    question = Question(
        doing=Doing.READ,
        data=asked.data,
        purposes=frozenset({asked.purpose}),
        staff=str(member),
        reason=reason,
    )
    found = takes(work, question, asked.person)
    access = ask(scope, by=member, at=work.now, lasts=asked.lasts, approval=found.approval)
    kept = Kept(
        id=uuid7(work.now),
        access=access,
        policy_version=found.policy_version,
        reason=reason,
        person=asked.person,
    )
    entry, answer = work.name_entry(), found.answer
    if answer.permitted:
        work.accesses.add(
            access, identity=kept.id, policy_version=found.policy_version, entry=entry
        )
    work.commit(
        access_entry(
            "ask-for-access",
            act.actor,
            kept,
            outcome=Outcome.DONE if answer.permitted else Outcome.REFUSED,
            promises=named(answer),
        ),
        ids=(entry,),
    )
    if not answer.permitted:
        return AccessAnswer(answer=answer)
    return AccessAnswer(answer=answer, access=kept.id, state=access.state(work.now))
