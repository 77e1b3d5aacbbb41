"""From where a request comes, in as few words as a person needs to know their own again."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Final

from fastapi import Request

from amana.acts.team.sign_in import Coming
from amana.http.gate import session_secret

_FAMILIES: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""Sign and name, in this order: most browsers name several others beside themselves."""
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_KEPT_BITS: Final = {4: 24, 6: 48}
"""What is kept of an address: enough to tell the office from abroad."""
_COUNTED_BITS: Final = {4: 32, 6: 64}
"""What counts as one comer: in IPv6 a house has a whole /64 (RFC 6177)."""


def coming(request: Request, cookie: str) -> Coming:
    """Return from where somebody signs in, and the session that their browser had before."""
    return Coming(
        browser=family(request.headers.get("user-agent", "")),
        address=network(address_of(request)),
        before=session_secret(request, cookie),
    )


def family(agent: str) -> str:
    """Return the browser's family and its system; what is not known is left out."""
    parts = (_first(_FAMILIES, agent), _first(_SYSTEMS, agent))
    return ", ".join(part for part in parts if part)


def network(address: str) -> str:
    """Return the network of an address, its end cut off; nothing for what is no address."""
    return _cut(address, _KEPT_BITS)


def counted_network(address: str) -> str:
    """Return the network whose requests are counted together."""
    return _cut(address, _COUNTED_BITS)


def address_of(request: Request) -> str:
    """Return the client's address, as the server or a trusted proxy before it gave it."""
    return request.client.host if request.client else ""


def _cut(address: str, bits: Mapping[int, int]) -> str:
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(ip_network(f"{mapped}/{bits[mapped.version]}", strict=False))


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for sign, name in known if sign in agent), "")
