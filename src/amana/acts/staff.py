"""Who works at the console."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from amana.acts.permissions import OWN, Permission, may
from amana.domain.staff import StaffRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """A member of staff who is signed in, for one session."""

    id: UUID
    name: str
    roles: Mapping[str, StaffRole]
    """The services that they may work on, and as what; nothing else is shown to them."""
    session: str
    """An opaque id of the session, not the secret in the cookie; form tokens are bound to it."""
    scope: str | None = None
    """The one service that the session opens, where it came from a link of that service."""

    @property
    def services(self) -> tuple[str, ...]:
        """The names of the services that they may work on, sorted."""
        return tuple(sorted(self.roles))

    def may(self, permission: str, service: str | None = None) -> bool:
        """Tell whether they have the permission at the service, or without one, anywhere.

        Everybody has what is their own. A name that is no permission is a no.
        """
        wanted = next((each for each in Permission if each == permission), None)
        if wanted is None:
            return False
        if service is None:
            return wanted in OWN or any(may(role, wanted) for role in self.roles.values())
        return may(self.roles.get(service), wanted)
