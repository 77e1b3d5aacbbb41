"""The door of staff who release data on a legal ground, and see what is announced."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amana.acts.permissions import Permission, may
from amana.acts.releases.deciding import Proposed, approve_release, propose_release, refuse_release
from amana.acts.staff import Staff
from amana.acts.team.acting import acting, looking
from amana.domain.release.release import ReleaseState
from amana.storage.database import Storage
from amana.storage.releases import ReleaseRow
from amana.storage.sharing_notices import Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSeen:
    """A release, and what is left to do about it by whoever looks."""

    row: ReleaseRow
    open: bool
    """Whether it waits for a second person."""
    approves: bool
    refuses: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasesShown:
    """The queue of releases, and the announcements with their counts and clocks."""

    releases: tuple[ReleaseSeen, ...]
    announcements: tuple[Counted, ...]
    proposes: bool


@dataclass(frozen=True, slots=True)
class ReleasesDoor:
    """Proposing, approving and refusing; whoever proposes never approves."""

    storage: Storage

    def listed(self, staff: Staff, service: str) -> ReleasesShown:
        """Return the releases, and what is announced."""
        with looking(self.storage, staff, service, Permission.STAFF_RELEASE_READ) as view:
            role = view.members.role(staff.id)
            approves = may(role, Permission.STAFF_RELEASE_APPROVE)
            return ReleasesShown(
                releases=tuple(
                    _seen(row, staff, approves=approves, now=view.now)
                    for row in view.releases.listed()
                ),
                announcements=view.sharing_notices.listed(),
                proposes=may(role, Permission.STAFF_RELEASE_WRITE),
            )

    def propose(self, staff: Staff, service: str, given: Proposed) -> UUID:
        """Propose a release; somebody else approves it."""
        with acting(self.storage, staff, service, Permission.STAFF_RELEASE_WRITE) as act:
            return propose_release(act, given)

    def approve(self, staff: Staff, service: str, release: UUID) -> None:
        """Approve a release, as its second person."""
        with acting(self.storage, staff, service, Permission.STAFF_RELEASE_APPROVE) as act:
            approve_release(act, release)

    def refuse(self, staff: Staff, service: str, release: UUID) -> None:
        """Refuse a release as its second person, or withdraw one's own."""
        with acting(self.storage, staff, service, Permission.STAFF_RELEASE_WRITE) as act:
            refuse_release(act, release)


def _seen(row: ReleaseRow, staff: Staff, *, approves: bool, now: datetime) -> ReleaseSeen:
    waits = row.state is ReleaseState.PROPOSED and now < row.ends_at
    own = row.proposed_by == staff.id
    return ReleaseSeen(
        row=row, open=waits, approves=waits and approves and not own, refuses=waits and approves
    )
