"""Which program asks: the service of its key, and how far the key reaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from amana.acts.permissions import Permission, key_may
from amana.domain.errors import Refused
from amana.domain.key_scope import UNLIMITED, KeyScope


class KeyLacksAbility(Refused):
    """The key belongs to the service, and was not made for what is asked."""

    code = "key.lacks_ability"


class KeyLacksPurpose(Refused):
    """The key was not made for this purpose of the policy."""

    code = "key.lacks_purpose"


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

    def check_purposes(self, purposes: Iterable[str]) -> None:
        """Raise ``KeyLacksPurpose`` where one of these purposes is not the key's."""
        beyond = self.scope.beyond(purposes)
        if beyond:
            raise KeyLacksPurpose(purpose=beyond[0])
