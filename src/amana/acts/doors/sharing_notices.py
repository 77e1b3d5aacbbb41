"""The door of announced sharing: what people are told, and what they say to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act
from amana.acts.announcing.answering import (
    LinkShown,
    SharingPage,
    answer_by_link,
    answer_sharing,
    show_link,
    show_sharing,
    stand_on_sharing,
)
from amana.acts.doors.public import NoSuchService
from amana.acts.identity.visitor import Visitor
from amana.acts.taking_part import refuse_absent
from amana.domain.announced.reach import Answer, Standing
from amana.storage.database import Storage
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class SharingNoticesDoor:
    """Acts of people about announced sharing: by a letter's link, or signed in."""

    storage: Storage

    def linked(self, service: str, token: str) -> LinkShown:
        """Show anybody who holds a letter's link what it is about; nothing changes."""
        self._check(service)
        with self.storage.reading(service) as view:
            return show_link(view, token)

    def answer_link(self, service: str, token: str, *, answer: Answer) -> LinkShown:
        """Take who holds a letter's link at their word; again changes nothing."""
        self._check(service)
        with span("act", act="answer-sharing"), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            answer_by_link(work, token, answer)
        return self.linked(service, token)

    def own(self, visitor: Visitor) -> SharingPage:
        """Return what was announced to the person, and what they said."""
        with self.storage.reading(visitor.service) as view:
            return show_sharing(view, person=visitor.person)

    def answer(self, visitor: Visitor, announcement: UUID, *, answer: Answer) -> None:
        """Take the person at their word about one announcement."""
        with self._act(visitor, "answer-sharing") as act:
            answer_sharing(act, announcement, answer, person=visitor.person)

    def stand(self, visitor: Visitor, standing: Standing) -> None:
        """Keep what the person wants of every announced sharing."""
        with self._act(visitor, "stand-on-sharing") as act:
            stand_on_sharing(act, standing, person=visitor.person)

    @contextmanager
    def _act(self, visitor: Visitor, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(visitor.service) as work:
            refuse_absent(visitor.service, work.condition.state, work.condition.reason)
            visitor.check(work)
            yield Act(actor=visitor.actor, work=work)

    def _check(self, service: str) -> None:
        """Refuse a name that no service has, before anything is done with it."""
        if service not in self.storage.services():
            raise NoSuchService
