"""Names of hosts and networks: which are this machine itself, and which may be named."""

import re
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

MOST_NETWORKS: Final = 64
_NAT64: Final = IPv6Network("64:ff9b::/96")
"""Whose last four bytes are an IPv4 address (RFC 6052 section 2.1)."""
_NO_WAY_OUT: Final = (IPv6Network("::/96"), IPv6Network("::ffff:0:0:0/96"))
"""IPv4-compatible (RFC 4291 section 2.5.5.1) and IPv4-translated (RFC 2765): both given up."""
_CONTACT: Final = re.compile(r"(?:mailto:[^@\s]+@[^@\s]+|https://\S+|tel:[+0-9.-]+)")


def is_loopback(host: str) -> bool:
    """Tell whether a host's name is this machine's own; any other could lead anywhere."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_public(address: Address) -> bool:
    """Tell whether an address lies in the open internet, by itself and by what it stands for.

    An IPv6 address that only wraps an IPv4 address leads, through a gateway, to that one: so what
    it wraps must be public as well. Where an address has no such gateway, it is no way out at all.
    """
    if not address.is_global or address.is_multicast:
        return False
    if isinstance(address, IPv4Address):
        return True
    if address.is_site_local or any(address in network for network in _NO_WAY_OUT):
        return False
    inner = _wrapped(address)
    return inner is None or is_public(inner)


def is_link_local(address: Address) -> bool:
    """Tell whether an address is of the one cable alone, by itself or by what it stands for.

    There clouds tell a machine its own secrets; no other service lies there.
    """
    inner = _wrapped(address) if isinstance(address, IPv6Address) else None
    return address.is_link_local or (inner is not None and inner.is_link_local)


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for; ``None`` for one of its own."""
    if address in _NAT64:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour


def networks_of(value: object) -> tuple[Network, ...]:
    """Read a list of addresses and networks, or a text with commas or spaces between.

    Raises ``ValueError``, also for a network that holds every address: whoever trusted everybody
    would let anybody say who they are.
    """
    given = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or len(given) > MOST_NETWORKS:
        msg = "not a list of networks"
        raise ValueError(msg)
    networks = tuple(ip_network(str(each)) for each in given)
    if any(network.prefixlen == 0 for network in networks):
        msg = "everybody"
        raise ValueError(msg)
    return networks


def contact_of(value: object) -> str:
    """Read an address to report weaknesses to (RFC 9116 section 2.5.3), or raise ``ValueError``."""
    text = str(value)
    if not _CONTACT.fullmatch(text):
        msg = "not a contact"
        raise ValueError(msg)
    return text
