"""The door of a service's own program that announces sharing, and proposes releases.

A program never approves a release: two people do (decision 0338).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.announcing.sharing import Wanted, announce_sharing
from amana.acts.announcing.sharing_shown import show_announcement
from amana.acts.releases.deciding import Proposed, propose_release, withdraw_release
from amana.acts.taking_part import refuse_absent
from amana.storage.database import Storage
from amana.storage.releases import ReleaseRow
from amana.storage.sharing_notices import Counted
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class AskedReleasesDoor:
    """Announcements and releases for a service's own program; the key says which service."""

    storage: Storage

    def announcements(self, service: str) -> tuple[Counted, ...]:
        """Return what is announced, the latest first."""
        with self.storage.reading(service) as view:
            return view.sharing_notices.listed()

    def announcement(self, service: str, announcement: UUID) -> Counted:
        """Return one announcement."""
        with self.storage.reading(service) as view:
            return show_announcement(view, announcement)

    def announce(self, service: str, wanted: Wanted) -> UUID:
        """Begin to announce a sharing."""
        with self._act(service, "announce_sharing") as act:
            return announce_sharing(act, wanted)

    def releases(self, service: str) -> tuple[ReleaseRow, ...]:
        """Return the releases, those that wait for a second person first."""
        with self.storage.reading(service) as view:
            return view.releases.listed()

    def release(self, service: str, release: UUID) -> ReleaseRow:
        """Return one release."""
        with self.storage.reading(service) as view:
            return view.releases.one(release)

    def propose(self, service: str, given: Proposed) -> UUID:
        """Propose a release, which people approve or refuse."""
        with self._act(service, "propose_release") as act:
            return propose_release(act, given)

    def withdraw(self, service: str, release: UUID) -> None:
        """Withdraw what a program proposed."""
        with self._act(service, "withdraw_release") as act:
            withdraw_release(act, release)

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)
