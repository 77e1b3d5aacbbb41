"""Which person is let through to a page about themself."""

import re
from dataclasses import dataclass
from typing import Final

from fastapi import Request, Response

from amana.acts.identity.sign_in import PersonComing
from amana.acts.identity.visitor import Visitor
from amana.acts.permissions import Permission
from amana.http.browser import address_of, family, network
from amana.http.errors import NotThere, PersonNotSignedIn
from amana.http.gate import SERVICE_NAME, session_secret
from amana.http.platform import IdentityActs
from amana.storage.identity import PersonCame

_NAME: Final = "amana-me-"


def person_cookie(service: str, *, https: bool) -> str:
    """Return the name of the session's cookie at a service; over https the prefix guards it.

    Each service has its own: who signs in at one stays signed in at another.
    """
    return f"__Host-{_NAME}{service}" if https else f"{_NAME}{service}"


def person_secret(request: Request, service: str, *, https: bool) -> str:
    """Return the secret in the session's cookie; an empty text where none can be one."""
    return session_secret(request, person_cookie(service, https=https))


def person_coming(request: Request, service: str, *, https: bool) -> PersonComing:
    """Return from where somebody signs in, and the session that their browser had before."""
    return PersonComing(
        came=PersonCame(
            browser=family(request.headers.get("user-agent", "")),
            address=network(address_of(request)),
        ),
        before=person_secret(request, service, https=https),
    )


def keep_signed_in(response: Response, service: str, secret: str, *, https: bool) -> None:
    """Give the browser the session.

    Lax, so that a link in a mail opens one's page: such a link changes nothing, and forms show a
    token besides.
    """
    response.set_cookie(
        person_cookie(service, https=https),
        secret,
        httponly=True,
        secure=https,
        samesite="lax",
        path="/",
    )


@dataclass(frozen=True, slots=True, eq=False)
class PersonSignedIn:
    """Lets a person through who is signed in at the service of the address.

    The act asks again, in its own transaction (``Visitor.check``): this is the door, not the lock.
    """

    permission: Permission
    acts: IdentityActs
    https: bool

    def __call__(self, request: Request) -> Visitor:
        """Return who is signed in; raises ``PersonNotSignedIn``.

        Where no service can have the name that stands in the address, ``NotThere``: gates read it
        before the route does, and cookies are called by it.
        """
        service = request.path_params["service"]
        if re.fullmatch(SERVICE_NAME, service) is None:
            raise NotThere
        secret = person_secret(request, service, https=self.https)
        visitor = self.acts.visitor(service, secret) if secret else None
        if visitor is None:
            raise PersonNotSignedIn
        return visitor

    @staticmethod
    def form_of(who: Visitor) -> str:
        """Return what forms of the session are bound to."""
        return f"person-form\0{who.service}\0{who.session}"
