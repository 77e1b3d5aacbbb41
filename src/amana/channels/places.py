"""Where a message may go: the addresses behind a name, looked at before anything is sent."""

import socket
from contextlib import suppress
from ipaddress import ip_address

from amana.channels.errors import NotReached, PlaceForbidden
from amana.domain.hosts import Address, is_link_local, is_public


def addresses_of(host: str, port: int) -> tuple[Address, ...]:
    """Return the addresses that the name has; raises ``NotReached`` where it has none."""
    with suppress(ValueError):
        return (ip_address(host),)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotReached(status=0) from error
    hosts = (str(each[4][0]).partition("%")[0] for each in found)
    return tuple(dict.fromkeys(ip_address(each) for each in hosts))


def open_address(host: str, port: int, *, private: bool) -> Address:
    """Return an address to connect to, if all that the name has are open to us.

    All of them, for whoever gives out names could else hide one of the own network among others.
    The caller connects to the address that was looked at, never to the name again. ``private``
    opens the own network, and never what clouds keep a machine's secrets at.
    """
    found = addresses_of(host, port)
    if any(is_link_local(each) for each in found):
        raise PlaceForbidden
    if not private and any(not is_public(each) for each in found):
        raise PlaceForbidden
    return found[0]
