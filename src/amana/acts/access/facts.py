"""What the accesses of a member of staff let a decision know about a reading."""

from dataclasses import replace
from uuid import UUID

from amana.acts.access.needs import SECONDED
from amana.acts.deciding.asked import Asked
from amana.acts.records.whose import keys_of
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing, Need
from amana.storage.work import View


def staff_needs(view: View, question: Question, person: str) -> frozenset[Need]:
    """Return which needs of a reading the reader's open accesses meet, at the view's instant.

    ``Question.staff`` is a member's id; of anybody else, and of whom works here no more, nothing
    is met. One access has to cover the whole question.
    """
    member = _member(question)
    role = None if member is None else view.members.role(member)
    if member is None or role is None:
        return frozenset()
    keys = keys_of(view, person)
    covering = [
        access
        for access in view.accesses.of_reader(member, role)
        if any(
            access.scope.covers(person=key, data=question.data, purposes=question.purposes)
            for key in keys
        )
    ]
    if any(access.seconded for access in covering):
        return SECONDED
    return frozenset({Need.GRANT}) if covering else frozenset()


def with_accesses(view: View, asked: Asked) -> Asked:
    """Return what is asked, knowing also what the reader's open accesses meet.

    For what a service's own program asks about a reading by a member of staff.
    """
    if asked.question.doing is not Doing.READ:
        return asked
    met = asked.known.met | staff_needs(view, asked.question, asked.person)
    return replace(asked, known=replace(asked.known, met=met))


def _member(question: Question) -> UUID | None:
    if question.doing is not Doing.READ or question.staff is None:
        return None
    try:
        return UUID(question.staff)
    except ValueError:
        return None
