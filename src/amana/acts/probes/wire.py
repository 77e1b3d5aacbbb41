"""Asks declared addresses over the network, and no others: bounded, without proxies.

A name is resolved here, what it leads to is checked, and the connection goes to just the address
that was checked: a name whose answer changes in between leads nowhere. Redirects are returned,
never followed.
"""

import socket
import ssl
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

import httpx

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.sites import Site
from amana.domain.hosts import is_public

_SECONDS: Final = 10
LARGEST_PAGE: Final = 2 << 20
AGENT: Final = "Amana-Probe/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, its body cut at 2 MiB."""

    status: int
    headers: httpx.Headers
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Handshake:
    """How TLS was agreed upon."""

    protocol: str
    """Such as ``TLSv1.3``."""
    certificate_ends: datetime


@dataclass(frozen=True, slots=True)
class Wire:
    """The network, as far as probes may go."""

    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    """Whom to trust: by default the authorities of this machine."""
    patience_s: float = _SECONDS
    """How long a whole answer may take."""

    def get(self, site: Site, path: str = "/") -> Answer:
        """Ask for a page. Raises ``CannotLook`` where nobody answers or the address is private."""
        return self._ask("GET", site, path)

    def post(self, site: Site, path: str, form: Mapping[str, str]) -> Answer:
        """Send a form, without anything that signs in. Raises what :meth:`get` does."""
        return self._ask("POST", site, path, form)

    def _ask(
        self, method: str, site: Site, path: str, form: Mapping[str, str] | None = None
    ) -> Answer:
        host = checked_address(site)
        url = Site(scheme=site.scheme, host=host, port=site.port).url + path
        named = {"host": site.authority, "user-agent": AGENT, "accept-encoding": "identity"}
        until = time.monotonic() + self.patience_s
        try:
            with (
                httpx.Client(verify=self.context, trust_env=False, timeout=_SECONDS) as client,
                client.stream(
                    method, url, headers=named, data=form, extensions={"sni_hostname": site.host}
                ) as response,
            ):
                return Answer(
                    status=response.status_code,
                    headers=response.headers,
                    body=_bounded(response, until),
                )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise CannotLook(Unseen.UNREACHABLE) from error

    def handshake(self, site: Site) -> Handshake:
        """Agree upon TLS. Raises ``ssl.SSLError`` where that fails, else as :meth:`get`."""
        with (
            _connected(site) as plain,
            self.context.wrap_socket(plain, server_hostname=site.host) as secured,
        ):
            certificate = secured.getpeercert() or {}
            ends = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
            return Handshake(
                protocol=secured.version() or "",
                certificate_ends=datetime.fromtimestamp(ends, UTC),
            )

    def takes_old_protocols(self, site: Site) -> bool:
        """Tell whether the server still agrees upon TLS 1.0 or 1.1 (RFC 8996 forbids both)."""
        try:
            with _connected(site) as plain, _old().wrap_socket(plain, server_hostname=site.host):
                return True
        except (ssl.SSLError, OSError):
            return False


def checked_address(site: Site) -> str:
    """Return an address of the site's host that probes may go to, or raise ``CannotLook``.

    All that the name leads to must be public, or all this machine where the name itself is.
    """
    addresses = _resolved(site)
    for address in addresses:
        fits = address.is_loopback if site.stays_here else is_public(address)
        if not fits:
            raise CannotLook(Unseen.PRIVATE)
    # Of several, IPv4 first: the machine may have no way out over IPv6.
    return str(min(addresses, key=lambda address: address.version))


def _resolved(site: Site) -> list[IPv4Address | IPv6Address]:
    try:
        return [ip_address(site.host)]
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(site.host, site.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise CannotLook(Unseen.UNREACHABLE) from error
    return [ip_address(str(each[4][0]).partition("%")[0]) for each in found]


def _connected(site: Site) -> socket.socket:
    try:
        return socket.create_connection((checked_address(site), site.port), _SECONDS)
    except OSError as error:
        raise CannotLook(Unseen.UNREACHABLE) from error


def _bounded(response: httpx.Response, until: float) -> bytes:
    """Read a body as far as it is looked at."""
    body = bytearray()
    for piece in response.iter_raw():
        body += piece
        if time.monotonic() > until:
            raise CannotLook(Unseen.UNREACHABLE)
        if len(body) >= LARGEST_PAGE:
            break
    return bytes(body[:LARGEST_PAGE])


def _old() -> ssl.SSLContext:
    """Return a context that offers nothing newer than TLS 1.1, whoever the server is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context
