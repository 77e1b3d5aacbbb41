"""Releases of data on a legal ground, for the console, and for programs beside announcements."""

from typing import Protocol
from uuid import UUID

from amana.acts.announcing.sharing import Wanted
from amana.acts.doors.releases import ReleasesShown
from amana.acts.releases.deciding import Proposed
from amana.acts.staff import Staff
from amana.storage.releases import ReleaseRow
from amana.storage.sharing_notices import Counted


class ReleaseActs(Protocol):
    """Proposing, approving and refusing releases."""

    def listed(self, staff: Staff, service: str) -> ReleasesShown:
        """Return the releases, and what is announced."""

    def propose(self, staff: Staff, service: str, given: Proposed) -> UUID:
        """Propose a release; somebody else approves it."""

    def approve(self, staff: Staff, service: str, release: UUID) -> None:
        """Approve a release, as its second person."""

    def refuse(self, staff: Staff, service: str, release: UUID) -> None:
        """Refuse a release as its second person, or withdraw one's own."""


class AskedReleaseActs(Protocol):
    """What a service's own program does: announcing, and proposing releases."""

    def announcements(self, service: str) -> tuple[Counted, ...]:
        """Return what is announced."""

    def announcement(self, service: str, announcement: UUID) -> Counted:
        """Return one announcement."""

    def announce(self, service: str, wanted: Wanted) -> UUID:
        """Begin to announce a sharing."""

    def releases(self, service: str) -> tuple[ReleaseRow, ...]:
        """Return the releases."""

    def release(self, service: str, release: UUID) -> ReleaseRow:
        """Return one release."""

    def propose(self, service: str, given: Proposed) -> UUID:
        """Propose a release."""

    def withdraw(self, service: str, release: UUID) -> None:
        """Withdraw what a program proposed."""
