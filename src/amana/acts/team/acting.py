"""Begin an act of somebody who is signed in: their role is read in the act's own transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from amana.acts.act import Act, Actor, NotPermitted, Role
from amana.acts.permissions import Permission, may
from amana.acts.staff import Staff
from amana.acts.team.errors import NotTheirs
from amana.storage.database import Storage
from amana.storage.work import View


@contextmanager
def looking(storage: Storage, staff: Staff, service: str, permission: Permission) -> Iterator[View]:
    """Open what they may see; raises ``NotTheirs`` and ``NotPermitted``."""
    _check_scope(staff, service)
    with storage.reading(service) as view:
        role = view.members.role(staff.id)
        if role is None:
            raise NotTheirs
        if not may(role, permission):
            raise NotPermitted
        yield view


@contextmanager
def acting(
    storage: Storage,
    staff: Staff,
    service: str,
    permission: Permission,
    *,
    among_owners: bool = False,
) -> Iterator[Act]:
    """Begin an act that they may do; raises ``NotTheirs`` and ``NotPermitted``.

    The role stays as it is until the act is over. An act that changes who is an owner names
    that: then all owners are locked first, in one order, so that two of them never wait for
    each other.
    """
    _check_scope(staff, service)
    with storage.work(service) as work:
        if among_owners:
            work.members.lock_owners()
        role = work.members.role(staff.id, hold=True)
        if role is None:
            raise NotTheirs
        actor = Actor(role=Role.OFFICER, label=staff.name, member=staff.id, at=role)
        act = Act(actor=actor, work=work)
        act.require(permission)
        yield act


def _check_scope(staff: Staff, service: str) -> None:
    """Refuse a service that the session does not open, before its database is asked."""
    if service not in staff.roles:
        raise NotTheirs
