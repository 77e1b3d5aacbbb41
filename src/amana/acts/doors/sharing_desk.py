"""The doors of sharing for people: staff who watch over grants, and each person about their own."""

from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act
from amana.acts.identity.visitor import Visitor
from amana.acts.me.received import ReceivedPage, show_received
from amana.acts.permissions import Permission
from amana.acts.sharing.granting import end_grant
from amana.acts.sharing.linking import unlink
from amana.acts.sharing.showing import SharingSeen, SharingWanted, show_sharing
from amana.acts.staff import Staff
from amana.acts.taking_part import refuse_absent
from amana.acts.team.acting import acting, looking
from amana.storage.database import Storage
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class SharingDeskDoor:
    """Looking at recipients, grants and disclosures, and ending a grant, by staff."""

    storage: Storage

    def seen(self, staff: Staff, service: str, wanted: SharingWanted) -> SharingSeen:
        """Return recipients, grants and disclosures."""
        with looking(self.storage, staff, service, Permission.STAFF_SHARING_READ) as view:
            return show_sharing(view, wanted)

    def end_grant(self, staff: Staff, service: str, grant: UUID) -> UUID:
        """End a grant, and return the entry."""
        with acting(self.storage, staff, service, Permission.STAFF_SHARING_WRITE) as act:
            return end_grant(act, grant)


@dataclass(frozen=True, slots=True)
class OwnSharingDoor:
    """What a person sees of who received their data, and the links that they end."""

    storage: Storage

    def received(self, visitor: Visitor) -> ReceivedPage:
        """Return who received the person's data, and whom they chose."""
        with self.storage.reading(visitor.service) as view:
            return show_received(view, person=visitor.person)

    def unlink(self, visitor: Visitor, recipient: str) -> UUID | None:
        """End what the person chose; ``None`` where there was nothing to end."""
        with span("act", act="unlink_partner"), self.storage.work(visitor.service) as work:
            refuse_absent(visitor.service, work.condition.state, work.condition.reason)
            visitor.check(work)
            return unlink(
                Act(actor=visitor.actor, work=work), person=visitor.person, recipient=recipient
            )
