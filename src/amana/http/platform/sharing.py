"""What applications, recipients' own programs, staff and each person ask about sharing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from amana.acts.identity.visitor import Visitor
from amana.acts.me.received import ReceivedPage
from amana.acts.recipients.ways import RecipientListed
from amana.acts.sharing.disclose import Disclosed
from amana.acts.sharing.disclosing import Disclosing
from amana.acts.sharing.granting import Granted
from amana.acts.sharing.showing import GrantSeen, SharingSeen, SharingWanted
from amana.acts.staff import Staff
from amana.domain.sharing.granting import WantedGrant
from amana.storage.sharing import DisclosureRow


class SharingActs(Protocol):
    """Acts on recipients, their grants, and what they get."""

    def recipients(self, service: str) -> tuple[RecipientListed, ...]:
        """Return who gets data by the policy in force."""

    def grants(
        self, service: str, recipient: str | None, *, before: UUID | None, limit: int
    ) -> tuple[GrantSeen, ...]:
        """Return grants, the latest first, and how each stands."""

    def make_grant(self, service: str, wanted: WantedGrant) -> Granted:
        """Grant a recipient data."""

    def end_grant(self, service: str, grant: UUID) -> UUID:
        """End a grant."""

    def disclosures(
        self, service: str, recipient: str | None, *, before: UUID | None, limit: int
    ) -> tuple[DisclosureRow, ...]:
        """Return disclosures, the latest first."""

    def disclose(self, service: str, given: Disclosing) -> Disclosed:
        """Disclose data, or note that it was disclosed, or is to be sent."""

    def link(self, service: str, *, person: str, recipient: str) -> UUID | None:
        """Note that a person chose a partner."""

    def unlink(self, service: str, *, person: str, recipient: str) -> UUID | None:
        """End what a person chose."""

    def links(self, service: str, *, person: str) -> Mapping[str, datetime]:
        """Return the partners whom a person chose."""


class SharingDeskActs(Protocol):
    """What staff see of sharing, and end."""

    def seen(self, staff: Staff, service: str, wanted: SharingWanted) -> SharingSeen:
        """Return recipients, grants and disclosures."""

    def end_grant(self, staff: Staff, service: str, grant: UUID) -> UUID:
        """End a grant."""


class OwnSharingActs(Protocol):
    """What a person sees of who received their data."""

    def received(self, visitor: Visitor) -> ReceivedPage:
        """Return who received the person's data, and whom they chose."""

    def unlink(self, visitor: Visitor, recipient: str) -> UUID | None:
        """End what the person chose."""
