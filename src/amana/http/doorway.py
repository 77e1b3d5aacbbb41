"""Who may come in by which name and how: the first look at every request.

The host that a request names is one of ours, so that no link is poisoned; what travels outside
of this machine travels over TLS; and who asked is told by trusted proxies alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from amana.domain.errors import AmanaError
from amana.domain.hosts import Address, Network, is_loopback
from amana.http.errors import BadRequest, ForeignHost, NoHost, PlainHttp, UnnamedProxy
from amana.http.forwarding import arrival, is_trusted
from amana.http.problems import API, respond
from amana.http.rendering import Renderer

_HOST: Final = re.compile(
    r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9._-]{1,253}))(?::([0-9]{1,5}))?"
)
_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = frozenset({"GET", "HEAD"})
_HEALTH: Final = frozenset({"/health/live", "/health/ready"})
"""Asked in the clear and by address by whoever balances the load; no secret is in the answer."""
_SECRETS: Final = ("authorization", "cookie")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """By which address people come, and through whom."""

    public_url: str | None = None
    """Such as ``https://privacy.example.org``; without it only this machine's own names count."""
    trusted: tuple[Network, ...] = ()
    """Addresses of proxies whose word about the client counts."""


@dataclass(frozen=True, slots=True)
class Doorway:
    """Lets in what comes over TLS, or from this machine, under a name of ours."""

    app: ASGIApp
    renderer: Renderer
    reach: Reach

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the true client and scheme into the scope, or answer why nobody may come in so."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            elsewhere = self._look(scope)
        except AmanaError as error:
            answer = respond(Request(scope), error, self.renderer)
            # What comes next on this connection may be what a proxy took for a body.
            answer.headers["connection"] = "close"
            await answer(scope, receive, send)
            return
        if elsewhere is None:
            await self.app(scope, receive, send)
        else:
            await RedirectResponse(elsewhere, 308)(scope, receive, send)

    def _look(self, scope: Scope) -> str | None:
        """Return where to go instead; ``None`` where the request may come in."""
        headers, peer = Headers(scope=scope), _peer(scope)
        if "transfer-encoding" in headers and "content-length" in headers:
            # Two ends of one body: a proxy may have read the other (RFC 9112 section 6.1).
            raise BadRequest(where="content-length")
        named = _host(headers.getlist("host"))
        came = arrival(
            peer,
            scope["scheme"],
            forwarded=headers.getlist("forwarded"),
            x_for=headers.getlist("x-forwarded-for"),
            x_proto=headers.getlist("x-forwarded-proto"),
            trusted=self.reach.trusted,
        )
        scope["client"], scope["scheme"] = (str(came.client), 0), came.scheme
        own = peer.is_loopback and came.client.is_loopback
        if (is_loopback(named[0]) and own) or _asks_health(scope, headers):
            return None
        if not self._is_ours(named, came.scheme):
            raise ForeignHost
        if came.scheme == "https":
            return None
        if own and not is_trusted(peer, self.reach.trusted):
            raise UnnamedProxy(peer=str(peer))
        return self._secured(scope)

    def _is_ours(self, named: tuple[str, int | None], scheme: str) -> bool:
        """Tell whether the request names the public address; plain HTTP may name its own port."""
        parts = urlsplit(self.reach.public_url or "")
        if parts.hostname is None or named[0] != parts.hostname.lower():
            return False
        wanted = parts.port or _PORTS[parts.scheme]
        return scheme != parts.scheme or (named[1] or _PORTS[scheme]) == wanted

    def _secured(self, scope: Scope) -> str:
        """Return the same page over TLS; what sends something was already overheard: refused."""
        public = self.reach.public_url or ""
        raw: bytes = scope.get("raw_path") or scope["path"].encode()
        if (
            scope["method"] not in _SAFE
            or scope["path"].startswith((API, "/console"))
            or not public.startswith("https:")
            or not raw.startswith(b"/")
        ):
            raise PlainHttp
        query: bytes = scope.get("query_string", b"")
        return public + (raw + b"?" + query if query else raw).decode("latin-1")


def _asks_health(scope: Scope, headers: Headers) -> bool:
    """Tell whether it only asks if the program lives, without showing who it is."""
    bare = not any(name in headers for name in _SECRETS)
    return scope["path"] in _HEALTH and scope["method"] in _SAFE and bare


def _peer(scope: Scope) -> Address:
    """Return who is at the other end of the connection."""
    try:
        return ip_address(scope["client"][0])
    except (TypeError, ValueError):
        # A socket in the file system has no addresses: only this machine can reach it.
        return IPv6Address("::1")


def _host(values: Sequence[str]) -> tuple[str, int | None]:
    """Read the one ``Host`` that a request has (RFC 9112 section 3.2): a name, maybe a port."""
    found = _HOST.fullmatch(values[0]) if len(values) == 1 else None
    if found is None:
        raise NoHost
    return (found[1] or found[2]).lower(), int(found[3]) if found[3] else None
