"""Give a member a link to sign in with, or end a session of theirs."""

from uuid import UUID

from amana.acts.act import Act
from amana.acts.permissions import Permission
from amana.acts.team.errors import AboveOneself
from amana.domain.ledger.entry import Entry
from amana.storage.errors import NotFound


def give_link(act: Act, member: UUID) -> str:
    """Return the token of a one-time link for the member; it opens this service only.

    Whoever is given the token to pass on could use it: so nobody makes one for a role that may
    more than theirs, it opens nothing else, and the entry says who made it. Raises
    ``NotPermitted``, ``NotFound`` and ``AboveOneself``.
    """
    act.require(Permission.STAFF_TEAM_WRITE)
    _refuse_above(act, member)
    token = act.work.members.add_link(member)
    act.work.commit(
        Entry(act="give-link", body={"actor": act.actor.identity, "member": str(member)})
    )
    return token


def end_session_of(act: Act, member: UUID, session: UUID) -> None:
    """End a session of somebody who works here; raises as :func:`give_link` does."""
    act.require(Permission.STAFF_TEAM_WRITE)
    _refuse_above(act, member)
    act.work.members.end_session(member, session)
    act.work.commit(
        Entry(
            act="end-session",
            body={"actor": act.actor.identity, "member": str(member), "session": str(session)},
        )
    )


def _refuse_above(act: Act, member: UUID) -> None:
    held = act.work.members.role(member, hold=True)
    if held is None:
        raise NotFound(what="member")
    if not act.actor.may_give(held):
        raise AboveOneself
