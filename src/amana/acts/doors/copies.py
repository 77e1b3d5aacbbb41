"""The door of copies: people prepare and fetch their own; programs for a request that is proven."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.copies.asking import (
    CopyShown,
    ask_copy,
    ask_copy_for,
    copy_for,
    own_copies,
    whose_copy,
)
from amana.acts.copies.fetching import OpenedCopy, open_copy
from amana.acts.identity.visitor import Visitor
from amana.acts.taking_part import refuse_absent
from amana.domain.words import Language
from amana.storage.database import Storage
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class OwnCopyDoor:
    """What a signed-in person does with copies of their own data."""

    storage: Storage

    def own(self, visitor: Visitor) -> tuple[CopyShown, ...]:
        """Return the person's copies, the latest first."""
        with self.storage.reading(visitor.service) as view:
            return own_copies(view, person=visitor.person)

    def ask(self, visitor: Visitor, *, language: Language) -> CopyShown:
        """Have a copy prepared; one that is under way or ready is it."""
        with self._act(visitor, "ask_copy") as act:
            return ask_copy(act, person=visitor.person, language=language, session=visitor.level)

    def fetch(self, visitor: Visitor, copy: UUID, *, form: str) -> OpenedCopy:
        """Return a copy to be read, and note that it was handed out."""
        with self._act(visitor, "fetch_copy") as act:
            return open_copy(
                act,
                copy,
                person=visitor.person,
                form=form,
                storage=self.storage,
                session=visitor.level,
            )

    @contextmanager
    def _act(self, visitor: Visitor, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(visitor.service) as work:
            refuse_absent(visitor.service, work.condition.state, work.condition.reason)
            visitor.check(work)
            yield Act(actor=visitor.actor, work=work)


@dataclass(frozen=True, slots=True)
class AskedCopyDoor:
    """What a service's own program does with the copy that a request asks for."""

    storage: Storage

    def ask(self, service: str, request: UUID, *, language: Language) -> CopyShown:
        """Have the copy prepared; one that is under way or ready is it."""
        with self._act(service, "ask_copy_for") as act:
            return ask_copy_for(act, request, language=language)

    def one(self, service: str, request: UUID) -> CopyShown:
        """Return how the copy of a request stands."""
        with self.storage.reading(service) as view:
            return copy_for(view, request, whose_copy(view, request, hold=False))

    def fetch(self, service: str, request: UUID, *, form: str) -> OpenedCopy:
        """Return the copy to be read, where the person proved lately who they are."""
        with self._act(service, "fetch_copy_for") as act:
            person = whose_copy(act.work, request)
            copy = copy_for(act.work, request, person).id
            return open_copy(act, copy, person=person, form=form, storage=self.storage)

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)
