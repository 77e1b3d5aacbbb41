"""What an application says, and asks, of who its persons are."""

from typing import Protocol
from uuid import UUID

from amana.acts.persons.identify import Identified, Identifying
from amana.acts.persons.show import PersonShown
from amana.acts.persons.use_identifiers import UsedIdentifiers
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.domain.vocabulary.collecting import Origin
from amana.storage.persons import FactValue, TieKind


class PersonActs(Protocol):
    """Identifiers, ids of one person, declarations, and addresses that stay out."""

    def identify(self, service: str, given: Identifying) -> Identified:
        """Take in identifiers of a person, if the policy permits it."""

    def verify(
        self, service: str, *, person: str, kind: IdentifierKind, value: str, by: str
    ) -> UUID:
        """Note that an identifier was shown to be the person's."""

    def drop(self, service: str, *, person: str, kind: IdentifierKind, value: str) -> UUID:
        """End an identifier of the person."""

    def use(
        self,
        service: str,
        *,
        person: str,
        kind: IdentifierKind,
        purpose: str,
        category: str | None = None,
    ) -> UsedIdentifiers:
        """Hand out the person's identifiers of a kind, if the policy permits it."""

    def find(self, service: str, *, kind: IdentifierKind, value: str) -> tuple[str, ...]:
        """Return the own ids of all who have an identifier now."""

    def show(self, service: str, *, person: str) -> PersonShown:
        """Return who a person is, as far as the service knows."""

    def merge(self, service: str, *, person: str, other: str) -> UUID:
        """Say that two ids are one person."""

    def split(self, service: str, *, person: str, other: str | None) -> UUID:
        """Take back that two ids are one person, or take one out of its group."""

    def join_visitor(self, service: str, *, visitor: str, person: str) -> UUID:
        """Join a browser's id to the account that signed in there."""

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

    def tie(self, service: str, *, person: str, other: str, kind: TieKind) -> UUID:
        """Say that a person acts for another."""

    def untie(self, service: str, *, person: str, other: str, kind: TieKind) -> UUID:
        """Say that a person does not act for another any more."""

    def suppress(self, service: str, *, kind: IdentifierKind, value: str, why: Why) -> UUID:
        """Keep an address out, whoever brings it."""

    def lift(self, service: str, *, kind: IdentifierKind, value: str, why: Why) -> UUID:
        """Let an address in again."""

    def suppressed(self, service: str, *, kind: IdentifierKind, value: str) -> tuple[Why, ...]:
        """Return why an address stays out; nothing where it does not."""
