"""Which program asks: the service of its key, and how far the key reaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from amana.acts.key_permissions import key_may
from amana.acts.permissions import Permission
from amana.domain.errors import Refused
from amana.domain.key_scope import UNLIMITED, KeyScope


class KeyLacksAbility(Refused):
    """The key belongs to the service, and was not made for what is asked."""

    code = "key.lacks_ability"


class KeyLacksPurpose(Refused):
    """The key was not made for this purpose of the policy."""

    code = "key.lacks_purpose"


class KeyOfSomePurposes(Refused):
    """The key works for some purposes, and this reaches records whatever they are kept for."""

    code = "key.of_some_purposes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A program, by the key that it shows."""

    service: str
    key: UUID
    label: str
    scope: KeyScope = UNLIMITED

    def check(self, permission: Permission) -> None:
        """Raise ``KeyLacksAbility`` for what the key was not made for."""
        if not key_may(self.scope, permission):
            raise KeyLacksAbility

    @property
    def recipient(self) -> str:
        """The recipient whose own key it is; raises ``KeyLacksAbility`` of any other key."""
        if self.scope.recipient is None:
            raise KeyLacksAbility
        return self.scope.recipient

    def check_customer(self, customer: str) -> None:
        """Raise ``KeyLacksAbility`` unless this is that customer's own key."""
        if self.scope.customer != customer:
            raise KeyLacksAbility

    def check_every_purpose(self) -> None:
        """Raise ``KeyOfSomePurposes`` where the key works for some purposes only.

        For what reaches records whatever they are kept for.
        """
        if self.scope.purposes is not None:
            raise KeyOfSomePurposes

    def check_purposes(self, purposes: Iterable[str]) -> None:
        """Raise ``KeyLacksPurpose`` where one of these purposes is not the key's."""
        beyond = self.scope.beyond(purposes)
        if beyond:
            raise KeyLacksPurpose(purpose=beyond[0])
