"""The door of messages: what programs have sent, what people stop, what staff look after."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.doors.public import NoSuchService
from amana.acts.messages.leaving import LeavingShown, leave, show_leaving
from amana.acts.messages.outbox_page import (
    OutboxShown,
    retry_message,
    show_message,
    show_outbox,
)
from amana.acts.messages.send import ToSend, send
from amana.acts.permissions import Permission
from amana.acts.person_id import check_met
from amana.acts.staff import Staff
from amana.acts.taking_part import refuse_absent
from amana.acts.team.acting import acting, looking
from amana.storage.database import Storage
from amana.storage.notices import Notice
from amana.storage.outbox_rows import MessageRow
from amana.storage.spans import span

AT_ONCE = 50
"""Notices on a page."""


@dataclass(frozen=True, slots=True)
class MessagesDoor:
    """Acts about messages."""

    storage: Storage

    def send(self, service: str, given: ToSend) -> UUID:
        """Put a message out for the service's own program."""
        with self._act(service, "send") as act:
            return send(act, given)

    def message(self, service: str, message: UUID) -> MessageRow:
        """Return how a message stands."""
        with self.storage.reading(service) as view:
            return show_message(view, message)

    def notices(
        self, service: str, *, person: str, before: UUID | None = None, unread: bool = False
    ) -> tuple[Notice, ...]:
        """Return a page of a person's notices, the latest first."""
        with self.storage.reading(service) as view:
            check_met(view, person)
            group = view.persons.group(person)
            return view.notices.of(group, limit=AT_ONCE, before=before, unread=unread)

    def read_notices(self, service: str, *, person: str, notices: Collection[UUID]) -> int:
        """Mark notices of a person as read; return how many were not before."""
        with self._act(service, "read-notices") as act:
            check_met(act.work, person)
            marked = act.work.notices.read(act.work.persons.group(person), notices)
            act.work.over()
        return marked

    def leaving(self, service: str, token: str) -> LeavingShown:
        """Show anybody what the link of a letter would end; nothing changes."""
        self._check(service)
        with self.storage.reading(service) as view:
            return show_leaving(view, token)

    def leave(self, service: str, token: str) -> LeavingShown:
        """End what the link of a letter names, for whoever holds it."""
        self._check(service)
        with span("act", act="leave"):
            return leave(self.storage, service, token)

    def outbox(
        self, staff: Staff, service: str, *, states: tuple[str, ...], before: UUID | None
    ) -> OutboxShown:
        """Show staff how the outbox stands."""
        with looking(self.storage, staff, service, Permission.STAFF_OUTBOX_READ) as view:
            return show_outbox(view, states=states, before=before)

    def retry(self, staff: Staff, service: str, message: UUID) -> None:
        """Have a message tried again."""
        with acting(self.storage, staff, service, Permission.STAFF_OUTBOX_WRITE) as act:
            retry_message(act, message)

    def _check(self, service: str) -> None:
        """Refuse a name that no service has, before anything is done with it."""
        if service not in self.storage.services():
            raise NoSuchService

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)
