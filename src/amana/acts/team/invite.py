"""Invite somebody to work on the service, or withdraw that."""

from uuid import UUID

from amana.acts.act import Act
from amana.acts.contact import checked_email, checked_name
from amana.acts.permissions import Permission
from amana.acts.team.errors import AboveOneself
from amana.domain.ledger.entry import Entry
from amana.domain.staff import StaffRole


def invite(act: Act, *, name: str, email: str, role: StaffRole) -> str:
    """Invite somebody in this role, and return the token of the one-time link.

    Raises ``NotPermitted``, ``AboveOneself``, ``BadName`` and ``BadEmail``.
    """
    act.require(Permission.STAFF_TEAM_WRITE)
    if not act.actor.may_give(role):
        raise AboveOneself
    invitation, token = act.work.members.invite(
        name=checked_name(name), email=checked_email(email), role=role
    )
    act.work.commit(
        Entry(
            act="invite",
            body={
                "by": act.actor.identity,
                "invitation": str(invitation),
                "role": role.value,
            },
        )
    )
    return token


def withdraw_invitation(act: Act, invitation: UUID) -> None:
    """Withdraw an invitation that nobody took yet; raises ``NotPermitted`` and ``NotFound``."""
    act.require(Permission.STAFF_TEAM_WRITE)
    act.work.members.withdraw(invitation)
    act.work.commit(
        Entry(
            act="withdraw_invitation",
            body={"by": act.actor.identity, "invitation": str(invitation)},
        )
    )
