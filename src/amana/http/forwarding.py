"""What proxies say of a request: the client's address and the scheme, from their header fields.

``Forwarded`` (RFC 7239) and the older ``X-Forwarded-For`` with ``X-Forwarded-Proto`` are read,
strictly and within bounds. Where a request carries both, they must say the same: a proxy writes
one of them and passes the other on as the client sent it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final

from amana.domain.hosts import Address, Network
from amana.http.errors import BadForwarding

_LONGEST: Final = 2_048
"""Letters of all such fields of one name; a hop takes some 60."""
_MOST_HOPS: Final = 16
_WORD: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_QUOTED: Final = r'"(?:[\t !#-\[\]-~]|\\[\t -~])*"'
_PAIR: Final = re.compile(rf"({_WORD})=({_WORD}|{_QUOTED})")
_ELEMENT: Final = re.compile(rf"{_PAIR.pattern}(?:;{_PAIR.pattern})*")
_ELEMENTS: Final = re.compile(rf"[ \t]*({_ELEMENT.pattern})[ \t]*(?:,|$)")
_PORT: Final = r"(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?"
_NODE: Final = re.compile(rf"(?:\[([0-9A-Fa-f:.]+)\]|([0-9.]+)|(unknown|_[A-Za-z0-9._-]+)){_PORT}")
_SCHEMES: Final = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """What one proxy says of who asked it. ``None`` where it does not say."""

    address: Address | None = None
    scheme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who asked, and how, as far as trusted proxies say so."""

    client: Address
    """The right-most address that is no trusted proxy's; where it is hidden, the nearest known."""
    scheme: str


def arrival(
    peer: Address,
    scheme: str,
    *,
    forwarded: Sequence[str],
    x_for: Sequence[str],
    x_proto: Sequence[str],
    trusted: Sequence[Network],
) -> Arrival:
    """Return who asked, from the fields that stand in a request that came from ``peer``.

    Fields of a peer that is not trusted say nothing. Raises ``BadForwarding`` where a trusted
    proxy's fields cannot be read, or say two things.
    """
    here = Arrival(client=plain(peer), scheme=scheme)
    if not is_trusted(peer, trusted):
        return here
    said = {
        _walk(here, hops, trusted)
        for hops in (read_forwarded(forwarded), read_x_forwarded(x_for, x_proto))
        if hops
    }
    if len(said) > 1:
        raise BadForwarding
    return said.pop() if said else here


def is_trusted(peer: Address, trusted: Sequence[Network]) -> bool:
    """Tell whether the address is of a proxy that was named."""
    return any(plain(peer) in network for network in trusted)


def plain(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 socket shows as ``::ffff:192.0.2.1``."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _walk(here: Arrival, hops: Sequence[Hop], trusted: Sequence[Network]) -> Arrival:
    """Go back from the nearest proxy for as long as each is trusted."""
    client, scheme = here.client, here.scheme
    for hop in reversed(hops):
        scheme = hop.scheme or scheme
        if hop.address is None:
            break
        client = plain(hop.address)
        if not is_trusted(client, trusted):
            break
    return Arrival(client=client, scheme=scheme)


def read_forwarded(values: Sequence[str]) -> tuple[Hop, ...]:
    """Read the hops of ``Forwarded`` (RFC 7239 section 4), the client's first."""
    text, at = _joined(values), 0
    hops: list[Hop] = []
    while at < len(text):
        found = _ELEMENTS.match(text, at)
        if found is None or len(hops) == _MOST_HOPS:
            raise BadForwarding
        hops.append(_hop(found[1]))
        at = found.end()
    return tuple(hops)


def _hop(element: str) -> Hop:
    """Read one element. A parameter may stand only once in it (section 4)."""
    pairs = [(name.lower(), _unquoted(value)) for name, value in _PAIR.findall(element)]
    said = dict(pairs)
    if len(said) != len(pairs):
        raise BadForwarding
    scheme = said.get("proto")
    return Hop(
        address=_node(said["for"]) if "for" in said else None,
        scheme=None if scheme is None else _scheme(scheme),
    )


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


def _node(text: str) -> Address | None:
    """Read a node (section 6); ``None`` where the proxy hides it."""
    found = _NODE.fullmatch(text)
    if found is None:
        raise BadForwarding
    return None if found[3] else _address(found[1] or found[2])


def read_x_forwarded(x_for: Sequence[str], x_proto: Sequence[str]) -> tuple[Hop, ...]:
    """Read the hops of ``X-Forwarded-For``, with one scheme for all or one for each."""
    addresses = _listed(x_for)
    schemes = [_scheme(text) for text in _listed(x_proto)]
    if len(schemes) == 1:
        schemes *= max(1, len(addresses))
    if addresses and schemes and len(schemes) != len(addresses):
        raise BadForwarding
    count = max(len(addresses), len(schemes))
    return tuple(
        Hop(
            address=_x_node(addresses[place]) if addresses else None,
            scheme=schemes[place] if schemes else None,
        )
        for place in range(count)
    )


def _x_node(text: str) -> Address | None:
    """Read an address; there an IPv6 address may stand without brackets."""
    return _address(text) if text.count(":") > 1 and "[" not in text else _node(text)


def _listed(values: Sequence[str]) -> list[str]:
    text = _joined(values)
    parts = [part.strip(" \t") for part in text.split(",")] if text else []
    if len(parts) > _MOST_HOPS:
        raise BadForwarding
    return parts


def _joined(values: Sequence[str]) -> str:
    """Join the fields of one name as one list (RFC 9110 section 5.3)."""
    text = ", ".join(values)
    if len(text) > _LONGEST:
        raise BadForwarding
    return text


def _address(text: str) -> Address:
    try:
        return ip_address(text)
    except ValueError:
        raise BadForwarding from None


def _scheme(text: str) -> str:
    if text.lower() not in _SCHEMES:
        raise BadForwarding
    return text.lower()
