"""A second person approves or refuses an access, seeing reason and categories, never values."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from amana.acts.access.evidence import access_entry
from amana.acts.act import Act, NotPermitted
from amana.acts.permissions import Permission
from amana.domain.access.access import Access, approve, refuse, take_back
from amana.storage.accesses import Kept


class _Step(Protocol):
    def __call__(self, access: Access, *, by: UUID, at: datetime) -> Access: ...


def approve_access(act: Act, access: UUID) -> None:
    """Open an access that waits; raises ``NotPermitted``, ``NotFound``, ``NotWaiting``.

    Raises ``SamePerson`` for whoever asked, or would read.
    """
    _answer(act, access, approve, name="approve-access")


def refuse_access(act: Act, access: UUID) -> None:
    """Refuse an access that waits; raises as :func:`approve_access` does."""
    _answer(act, access, refuse, name="refuse-access")


def take_back_access(act: Act, access: UUID) -> None:
    """Take an access back, asked for or open: from this commit on nobody reads under it.

    Its reader, who asked, and who may approve do that. Raises ``NotPermitted``, ``NotFound`` and
    ``NotOpen``.
    """
    act.require(Permission.STAFF_ACCESS_ASK)
    kept = act.work.accesses.hold(access, change=True)
    if not _may_end(act, kept):
        raise NotPermitted
    changed = take_back(kept.access, by=act.actor.member, at=act.work.now)
    _commit(act, kept, changed, name="take-back-access")


def _may_end(act: Act, kept: Kept) -> bool:
    if act.actor.may(Permission.STAFF_ACCESS_APPROVE):
        return True
    return act.actor.member in {kept.access.asked_by, kept.access.scope.reader}


def _answer(act: Act, access: UUID, step: _Step, *, name: str) -> None:
    act.require(Permission.STAFF_ACCESS_APPROVE)
    if act.actor.member is None:
        raise NotPermitted
    kept = act.work.accesses.hold(access, change=True)
    changed = step(kept.access, by=act.actor.member, at=act.work.now)
    _commit(act, kept, changed, name=name)


def _commit(act: Act, kept: Kept, changed: Access, *, name: str) -> None:
    act.work.accesses.keep(kept.id, changed)
    act.work.commit(access_entry(name, act.actor, kept))
