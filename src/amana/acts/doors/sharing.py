"""The doors of sharing: what a service's program does, and what a recipient's own program may."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.recipients.ways import RecipientListed, list_recipients
from amana.acts.sharing.disclose import Disclosed, disclose
from amana.acts.sharing.disclosing import Disclosing
from amana.acts.sharing.granting import Granted, end_grant, make_grant
from amana.acts.sharing.linking import link, links_of, unlink
from amana.acts.sharing.showing import GrantSeen, list_grants
from amana.acts.taking_part import refuse_absent
from amana.domain.sharing.granting import WantedGrant
from amana.storage.database import Storage
from amana.storage.sharing import DisclosureRow
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class SharingDoor:
    """Acts on recipients, their grants, and what they get, by programs."""

    storage: Storage

    def recipients(self, service: str) -> tuple[RecipientListed, ...]:
        """Return who gets data by the policy in force, by id."""
        with self.storage.reading(service) as view:
            return list_recipients(view)

    def grants(
        self, service: str, recipient: str | None, *, before: UUID | None, limit: int
    ) -> tuple[GrantSeen, ...]:
        """Return grants of a recipient, or of all, the latest first, and how each stands."""
        with self.storage.reading(service) as view:
            return list_grants(view, recipient, before=before, limit=limit)

    def make_grant(self, service: str, wanted: WantedGrant) -> Granted:
        """Grant a recipient data."""
        with self._act(service, "grant_recipient") as act:
            return make_grant(act, wanted)

    def end_grant(self, service: str, grant: UUID) -> UUID:
        """End a grant, and return the entry."""
        with self._act(service, "end_recipient_grant") as act:
            return end_grant(act, grant)

    def disclosures(
        self, service: str, recipient: str | None, *, before: UUID | None, limit: int
    ) -> tuple[DisclosureRow, ...]:
        """Return disclosures to a recipient, or to all, the latest first."""
        with self.storage.reading(service) as view:
            return view.sharing.disclosures(recipient, before=before, limit=limit)

    def disclose(self, service: str, given: Disclosing) -> Disclosed:
        """Disclose data, or note that it was disclosed, or is to be sent."""
        with self._act(service, "disclose") as act:
            return disclose(act, given)

    def link(self, service: str, *, person: str, recipient: str) -> UUID | None:
        """Note that a person chose a partner; ``None`` where they had."""
        with self._act(service, "link_partner") as act:
            return link(act, person=person, recipient=recipient)

    def unlink(self, service: str, *, person: str, recipient: str) -> UUID | None:
        """End what a person chose; ``None`` where there was nothing to end."""
        with self._act(service, "unlink_partner") as act:
            return unlink(act, person=person, recipient=recipient)

    def links(self, service: str, *, person: str) -> Mapping[str, datetime]:
        """Return the partners whom a person chose, and since when."""
        with self.storage.reading(service) as view:
            return links_of(view, person=person)

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        """Open an act; a pause holds from its own transaction on, whoever was let in before."""
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)
