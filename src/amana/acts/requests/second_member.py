"""An erasure takes two members: who noted that the person is who they say does not approve it.

Where nobody else at the service may approve, the one who can does it alone, and that is kept with
the request: a person's right does not hang on how many work there.
"""

from enum import StrEnum
from typing import Final

from amana.acts.act import Act
from amana.acts.permissions import Permission, may
from amana.acts.requests.errors import SecondMemberNeeded
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.requests import RequestRow

_ERASING: Final = frozenset({RequestKind.ERASURE, RequestKind.PART_ERASURE})


class Second(StrEnum):
    """Whether a second member is needed, as seen by who acts."""

    NOT_NEEDED = "not_needed"
    NEEDED = "needed"
    NOBODY_ELSE = "nobody_else"
    """It would be needed, and nobody else may approve."""


def second_for(act: Act, row: RequestRow) -> Second:
    """Return whether somebody else than the actor has to approve the request."""
    member = act.actor.member
    if row.kind not in _ERASING or member is None or row.proven_member != member:
        return Second.NOT_NEEDED
    others = act.work.members.others(member)
    able = any(may(role, Permission.STAFF_REQUEST_APPROVE) for role in others)
    return Second.NEEDED if able else Second.NOBODY_ELSE


def check_second(act: Act, row: RequestRow) -> bool:
    """Raise ``SecondMemberNeeded`` where the actor may not approve; tell whether they do alone."""
    second = second_for(act, row)
    if second is Second.NEEDED:
        raise SecondMemberNeeded
    return second is Second.NOBODY_ELSE
