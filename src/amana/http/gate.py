"""Who is let through to a route. Each gate names the permission that the route needs."""

from dataclasses import dataclass
from typing import Final

from fastapi import Request

from amana.acts.staff import Staff
from amana.http.errors import BadKey, NotSignedIn, NotYours
from amana.http.permissions import Permission
from amana.http.platform import DeskActs, ServiceActs

_LONGEST_KEY: Final = 200


def cookie_name(*, https: bool) -> str:
    """Return the name of the session's cookie; over https the browser guards the prefix."""
    return "__Host-amana" if https else "amana"


@dataclass(frozen=True, slots=True)
class Anybody:
    """Lets everybody through: for what is public."""

    permission: Permission

    def __call__(self) -> None:
        """Ask for nothing."""


@dataclass(frozen=True, slots=True)
class ServiceKey:
    """Lets an application through that shows its service's API key."""

    permission: Permission
    acts: ServiceActs

    def __call__(self, request: Request) -> str:
        """Return the service that the key belongs to; raises ``BadKey``."""
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not 0 < len(key) <= _LONGEST_KEY:
            raise BadKey
        service = self.acts.service_of(key)
        if service is None:
            raise BadKey
        return service


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Lets staff through who are signed in, and only to a service of theirs."""

    permission: Permission
    acts: DeskActs
    cookie: str

    def __call__(self, request: Request) -> Staff:
        """Return who is signed in; raises ``NotSignedIn`` and ``NotYours``."""
        secret = request.cookies.get(self.cookie, "")
        staff = self.acts.staff(secret) if 0 < len(secret) <= _LONGEST_KEY else None
        if staff is None:
            raise NotSignedIn
        service = request.path_params.get("service")
        if service is not None and service not in staff.services:
            raise NotYours
        return staff
