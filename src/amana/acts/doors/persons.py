"""The door of who a person is: what a service's program says, and asks, about its persons."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.persons.declare import declare
from amana.acts.persons.groups import join_visitor, merge_persons, split_persons
from amana.acts.persons.identifiers import drop_identifier, find_persons, verify_identifier
from amana.acts.persons.identify import Identified, Identifying, identify
from amana.acts.persons.show import PersonShown, show_person
from amana.acts.persons.suppress import lift_suppression, suppress, suppressed
from amana.acts.persons.ties import tie_persons, untie_persons
from amana.acts.persons.use_identifiers import UsedIdentifiers, use_identifiers
from amana.acts.taking_part import refuse_absent
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.domain.vocabulary.collecting import Origin
from amana.storage.database import Storage
from amana.storage.persons import TieKind
from amana.storage.persons.facts import FactValue
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class PersonsDoor:
    """Acts of a service's own program. Each act is one transaction with its entry."""

    storage: Storage

    def identify(self, service: str, given: Identifying) -> Identified:
        """Take in identifiers of a person, if the policy permits it."""
        with self._act(service, "identify") as act:
            return identify(act, given)

    def verify(
        self, service: str, *, person: str, kind: IdentifierKind, value: str, by: str
    ) -> UUID:
        """Note that an identifier was shown to be the person's."""
        with self._act(service, "verify-identifier") as act:
            return verify_identifier(act, person=person, kind=kind, value=value, by=by)

    def drop(self, service: str, *, person: str, kind: IdentifierKind, value: str) -> UUID:
        """End an identifier of the person."""
        with self._act(service, "drop-identifier") as act:
            return drop_identifier(act, person=person, kind=kind, value=value)

    def use(
        self,
        service: str,
        *,
        person: str,
        kind: IdentifierKind,
        purpose: str,
        category: str | None = None,
    ) -> UsedIdentifiers:
        """Hand out the person's identifiers of a kind for a purpose, if the policy permits it."""
        with self._act(service, "use") as act:
            return use_identifiers(
                act, person=person, kind=kind, purpose=purpose, category=category
            )

    def find(self, service: str, *, kind: IdentifierKind, value: str) -> tuple[str, ...]:
        """Return the own ids of all who have an identifier now."""
        with self._act(service, "find-person") as act:
            return find_persons(act, kind=kind, value=value)

    def show(self, service: str, *, person: str) -> PersonShown:
        """Return who a person is, as far as the service knows."""
        with self._act(service, "show-person") as act:
            return show_person(act, person=person)

    def merge(self, service: str, *, person: str, other: str) -> UUID:
        """Say that two ids are one person."""
        with self._act(service, "merge") as act:
            return merge_persons(act, person=person, other=other)

    def split(self, service: str, *, person: str, other: str | None) -> UUID:
        """Take back that two ids are one person, or take one out of its group."""
        with self._act(service, "split") as act:
            return split_persons(act, person=person, other=other)

    def join_visitor(self, service: str, *, visitor: str, person: str) -> UUID:
        """Join a browser's id to the account that signed in there."""
        with self._act(service, "join-visitor") as act:
            return join_visitor(act, visitor=visitor, person=person)

    def declare(
        self,
        service: str,
        *,
        person: str,
        value: FactValue,
        origin: Origin,
        source: str | None = None,
    ) -> UUID:
        """Keep where a person lives, their age, or that they are a business."""
        with self._act(service, "declare") as act:
            return declare(act, person=person, value=value, origin=origin, source=source)

    def tie(self, service: str, *, person: str, other: str, kind: TieKind) -> UUID:
        """Say that a person acts for another, as guardian or as staff."""
        with self._act(service, "tie") as act:
            return tie_persons(act, person=person, other=other, kind=kind)

    def untie(self, service: str, *, person: str, other: str, kind: TieKind) -> UUID:
        """Say that a person does not act for another any more."""
        with self._act(service, "untie") as act:
            return untie_persons(act, person=person, other=other, kind=kind)

    def suppress(self, service: str, *, kind: IdentifierKind, value: str, why: Why) -> UUID:
        """Keep an address out, whoever brings it."""
        with self._act(service, "suppress") as act:
            return suppress(act, kind=kind, value=value, why=why)

    def lift(self, service: str, *, kind: IdentifierKind, value: str, why: Why) -> UUID:
        """Let an address in again."""
        with self._act(service, "lift-suppression") as act:
            return lift_suppression(act, kind=kind, value=value, why=why)

    def suppressed(self, service: str, *, kind: IdentifierKind, value: str) -> tuple[Why, ...]:
        """Return why an address stays out; nothing where it does not."""
        with self.storage.reading(service) as view:
            return suppressed(view, kind=kind, value=value)

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        """Open an act; a pause holds from its own transaction on, whoever was let in before."""
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)
