"""Addresses at which a service is public, as its operator declares them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from amana.domain.hosts import is_loopback

PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One origin. ``port`` is that of the scheme where the address names none."""

    scheme: str
    host: str
    port: int

    @property
    def authority(self) -> str:
        """The host as a request names it, with a port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The origin as an address, without a slash at its end."""
        return f"{self.scheme}://{self.authority}"

    @property
    def stays_here(self) -> bool:
        """Whether it is this machine's own name, which nobody else can reach."""
        return is_loopback(self.host)

    @property
    def in_the_clear(self) -> "Site":
        """Where plain HTTP would be spoken: beside TLS's usual port, else at the same one."""
        port = PORTS["http"] if self.port == PORTS["https"] else self.port
        return Site(scheme="http", host=self.host, port=port)


def site_of(url: str) -> Site:
    """Read an origin; ``ValueError`` for what is none, carries a user, or goes further."""
    parts = urlsplit(url)
    host, more = parts.hostname or "", parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in PORTS or not host or more or "@" in parts.netloc:
        msg = "not an origin"
        raise ValueError(msg)
    return Site(scheme=parts.scheme, host=host.lower(), port=parts.port or PORTS[parts.scheme])


def sites_of(value: object) -> dict[str, tuple[str, ...]]:
    """Read ``shop=https://a.example,https://b.example other=…``, or a table of lists.

    Raises ``ValueError``.
    """
    if isinstance(value, str):
        pairs = [word.partition("=") for word in value.split()]
        value = {service: addresses.split(",") for service, _, addresses in pairs}
    if not isinstance(value, Mapping) or not all(isinstance(each, list) for each in value.values()):
        msg = "not services with lists of addresses"
        raise ValueError(msg)
    return {
        str(service): tuple(site_of(str(each)).url for each in addresses)
        for service, addresses in value.items()
    }


def public_url_of(value: object) -> str:
    """Read the origin at which people come: over TLS, or of this machine. Raises ``ValueError``."""
    site = site_of(str(value))
    if site.scheme == "http" and not site.stays_here:
        msg = "plain HTTP"
        raise ValueError(msg)
    return site.url
