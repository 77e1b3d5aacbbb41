"""Addresses at which a service is public, as its operator declares them."""

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
