"""What the HTTP edge needs for copies."""

from typing import Protocol
from uuid import UUID

from amana.acts.copies.asking import CopyShown
from amana.acts.copies.fetching import OpenedCopy
from amana.acts.identity.visitor import Visitor
from amana.domain.words import Language


class OwnCopyActs(Protocol):
    """What people do with copies of their own data."""

    def own(self, visitor: Visitor) -> tuple[CopyShown, ...]:
        """Return the person's copies, the latest first."""

    def ask(self, visitor: Visitor, *, language: Language) -> CopyShown:
        """Have a copy prepared."""

    def fetch(self, visitor: Visitor, copy: UUID, *, form: str) -> OpenedCopy:
        """Return a copy to be read."""


class CopyActs(Protocol):
    """What a service's own program does with the copy that a request asks for."""

    def ask(self, service: str, request: UUID, *, language: Language) -> CopyShown:
        """Have the copy prepared."""

    def one(self, service: str, request: UUID) -> CopyShown:
        """Return how it stands."""

    def fetch(self, service: str, request: UUID, *, form: str) -> OpenedCopy:
        """Return it to be read."""
