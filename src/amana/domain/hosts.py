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
_CONTACT: Final = re.compile(r"(?:mailto:[^@\s]+@[^@\s]+|https://\S+|tel:[+0-9.-]+)")


def is_loopback(host: str) -> bool:
    """Tell whether a host's name is this machine's own; any other could lead anywhere."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


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
