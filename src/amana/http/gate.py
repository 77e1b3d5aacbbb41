"""Who is let through to a route. Each gate names the permission that the route needs."""

import hashlib
import hmac
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Annotated, Final, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from fastapi import Form, Request

from amana.acts.act import NotPermitted
from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.http.errors import BadKey, ForeignForm, NotSignedIn, NotYours
from amana.http.platform import ServiceActs, StaffActs

Who = TypeVar("Who")
SERVICE_NAME: Final = r"^[a-z0-9][a-z0-9-]{0,62}$"
"""What stands in addresses for a service."""
_LONGEST_KEY: Final = 200
_FORWARDING: Final = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""By these a proxy on this machine gives itself away."""


def cookie_name(*, https: bool) -> str:
    """Return the name of the session's cookie; over https the browser guards the prefix."""
    return "__Host-amana" if https else "amana"


def session_secret(request: Request, cookie: str) -> str:
    """Return the secret in the session's cookie; an empty text where none can be one."""
    secret = request.cookies.get(cookie, "")
    return secret if len(secret) <= _LONGEST_KEY else ""


@dataclass(frozen=True, slots=True, eq=False)
class Anybody:
    """Lets everybody through: for what is public."""

    permission: Permission

    def __call__(self) -> None:
        """Ask for nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class ServiceKey:
    """Lets a program through that shows an API key of its service, as far as the key reaches."""

    permission: Permission
    acts: ServiceActs

    def __call__(self, request: Request) -> Caller:
        """Return which program asks; raises ``BadKey`` and ``KeyLacksAbility``.

        Purposes stand in bodies: routes that name some ask ``Caller.check_purposes``.
        """
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not 0 < len(key) <= _LONGEST_KEY:
            raise BadKey
        caller = self.acts.caller_of(key)
        if caller is None:
            raise BadKey
        caller.check(self.permission)
        return caller


@dataclass(frozen=True, slots=True, eq=False)
class Operator:
    """Lets through who runs the machine: by the metrics token, or from the machine itself.

    From the machine itself only where no address for people is set: behind a proxy on the same
    machine everybody would come from it.
    """

    permission: Permission
    token: str | None
    trust_loopback: bool

    def __call__(self, request: Request) -> None:
        """Raise ``BadKey`` for everybody else."""
        if not self.knows(request):
            raise BadKey

    def knows(self, request: Request) -> bool:
        """Tell whether the request is the operator's."""
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        if self.token is not None and scheme.lower() == "bearer":
            # Both as digests: their lengths tell nothing.
            wanted, given = (hashlib.sha256(it.encode()).digest() for it in (self.token, shown))
            return hmac.compare_digest(wanted, given)
        return self.trust_loopback and _from_this_machine(request)


def _from_this_machine(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _FORWARDING):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, eq=False)
class SignedIn:
    """Lets staff through who are signed in and whose role has the permission.

    The act asks again, in its own transaction: this is the door, not the lock.
    """

    permission: Permission
    acts: StaffActs
    cookie: str

    def __call__(self, request: Request) -> Staff:
        """Return who is signed in; raises ``NotSignedIn``, ``NotYours`` and ``NotPermitted``."""
        secret = session_secret(request, self.cookie)
        staff = self.acts.staff(secret) if secret else None
        if staff is None:
            raise NotSignedIn
        service = request.path_params.get("service")
        if service is not None and service not in staff.roles:
            raise NotYours
        if not staff.may(self.permission, service):
            raise NotPermitted
        return staff

    @staticmethod
    def form_of(who: Staff) -> str:
        """Return what forms of the session are bound to."""
        return f"form\0{who.session}"


class SessionGate(Protocol[Who]):
    """Lets through who is signed in, and says what forms of their session are bound to."""

    @property
    def permission(self) -> Permission:
        """Return the permission that the route needs."""

    def __call__(self, request: Request) -> Who:
        """Return who is signed in."""

    def form_of(self, who: Who) -> str:
        """Return a text that is this session's alone, and no other gate's."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnForm(Generic[Who]):
    """Lets a form through that somebody signed in sent from a page of their own session."""

    gate: SessionGate[Who]
    key: bytes

    @property
    def permission(self) -> Permission:
        """Return the permission that the route needs."""
        return self.gate.permission

    def __call__(
        self, request: Request, form_token: Annotated[str, Form(max_length=128)] = ""
    ) -> Who:
        """Return who is signed in; raises ``ForeignForm`` besides what the gate raises."""
        who = self.gate(request)
        check_origin(request)
        wanted = form_token_of(self.key, self.gate.form_of(who))
        if not hmac.compare_digest(wanted.encode(), form_token.encode()):
            raise ForeignForm
        return who


def form_token_of(key: bytes, form: str) -> str:
    """Return the token that forms of a session carry; ``form`` is what its gate says of it."""
    return hmac.new(key, form.encode(), hashlib.sha256).hexdigest()


def check_origin(request: Request) -> None:
    """Refuse a form that another site sent, or of which the browser does not say whence."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site != "same-origin":
            raise ForeignForm
        return
    if urlsplit(request.headers.get("origin", "")).netloc != request.url.netloc:
        raise ForeignForm
