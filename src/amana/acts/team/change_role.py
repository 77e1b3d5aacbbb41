"""Give a member another role at the service, or take the one that they have.

A service always has an owner. Who is one changes under a lock on all of its owners, so that of
two who leave at once, one stays.
"""

from uuid import UUID

from amana.acts.act import Act
from amana.acts.permissions import Permission
from amana.acts.team.errors import AboveOneself, LastOwner
from amana.domain.ledger.entry import Entry
from amana.domain.staff import StaffRole
from amana.storage.errors import NotFound


def change_role(act: Act, member: UUID, role: StaffRole) -> None:
    """Give the member this role instead of theirs.

    Raises ``NotPermitted``, ``NotFound``, ``AboveOneself`` and ``LastOwner``.
    """
    held = _held(act, member, stays_owner=role is StaffRole.OWNER)
    if not act.actor.may_give(role):
        raise AboveOneself
    act.work.members.change(member, role)
    act.work.commit(
        Entry(
            act="change-role",
            body={
                "actor": act.actor.identity,
                "member": str(member),
                "from": held.value,
                "role": role.value,
            },
        )
    )


def remove_member(act: Act, member: UUID) -> None:
    """Take the member's role at this service away; raises as :func:`change_role` does."""
    held = _held(act, member, stays_owner=False)
    act.work.members.remove(member)
    act.work.commit(
        Entry(
            act="remove-member",
            body={"actor": act.actor.identity, "member": str(member), "from": held.value},
        )
    )


def _held(act: Act, member: UUID, *, stays_owner: bool) -> StaffRole:
    """Return the member's role, under the lock, where the actor may take it from them."""
    owners = act.work.members.lock_owners()
    act.require(Permission.STAFF_TEAM_WRITE)
    held = act.work.members.role(member, hold=True)
    if held is None:
        raise NotFound(what="member")
    if not act.actor.may_give(held):
        raise AboveOneself
    if owners == {member} and not stays_owner:
        raise LastOwner
    return held
