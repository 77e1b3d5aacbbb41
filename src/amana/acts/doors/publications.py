"""The doors of publications: programs hand in, staff judge, everybody sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.doors.public import NoSuchService
from amana.acts.permissions import Permission
from amana.acts.publications.change_mind import change_wish, owned_by, withdraw
from amana.acts.publications.judge import approve, refuse, waiting
from amana.acts.publications.shown import MOST, ShownPage, show_published
from amana.acts.publications.submit import Submitted, submit
from amana.acts.staff import Staff
from amana.acts.taking_part import refuse_absent
from amana.acts.team.acting import acting, looking
from amana.domain.publication.content import PublicationState, Wish
from amana.storage.database import Storage
from amana.storage.publications import PublicationRow
from amana.storage.spans import span

_READ, _JUDGE = Permission.STAFF_PUBLICATION_READ, Permission.STAFF_PUBLICATION_JUDGE


@dataclass(frozen=True, slots=True)
class PublicationsDoor:
    """What a service's own program does, and what everybody sees."""

    storage: Storage

    def submit(self, service: str, given: Submitted) -> UUID:
        """Take what somebody wants to publish."""
        with self._act(service, "submit") as act:
            return submit(act, given)

    def change(
        self, service: str, publication: UUID, *, person: str, wish: Wish
    ) -> PublicationState:
        """Show it under another name, or with or without contact."""
        with self._act(service, "change_wish") as act:
            return change_wish(act, publication, person=person, wish=wish)

    def withdraw(self, service: str, publication: UUID, *, person: str) -> None:
        """Let nobody see it any more."""
        with self._act(service, "withdraw") as act:
            withdraw(act, publication, person=person)

    def owned(self, service: str, *, person: str) -> tuple[PublicationRow, ...]:
        """Return what a person handed in, the latest first."""
        with self.storage.reading(service) as view:
            return owned_by(view, person)

    def shown(
        self,
        service: str,
        *,
        kind: str | None = None,
        after: UUID | None = None,
        limit: int = MOST,
    ) -> ShownPage:
        """Return what everybody sees. Raises ``NoSuchService``."""
        if service not in self.storage.services():
            raise NoSuchService
        with self.storage.reading(service) as view:
            return show_published(view, kind=kind, after=after, limit=limit)

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)


@dataclass(frozen=True, slots=True)
class ModerationDoor:
    """What staff do with what waits to be published."""

    storage: Storage

    def waiting(
        self, staff: Staff, service: str, *, after: UUID | None = None
    ) -> tuple[PublicationRow, ...]:
        """Return what waits to be judged, the oldest first."""
        with looking(self.storage, staff, service, _READ) as view:
            return waiting(view, after=after)

    def approve(self, staff: Staff, service: str, publication: UUID) -> None:
        """Let everybody see it."""
        with acting(self.storage, staff, service, _JUDGE) as act:
            approve(act, publication)

    def refuse(self, staff: Staff, service: str, publication: UUID, *, reason: str) -> None:
        """Refuse it, also after it was approved."""
        with acting(self.storage, staff, service, _JUDGE) as act:
            refuse(act, publication, reason=reason)
