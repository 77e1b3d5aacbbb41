"""What proxies say of a request: read strictly, believed only from those that were named."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.http.errors import BadForwarding
from amana.http.forwarding import Arrival, Hop, arrival, read_forwarded, read_x_forwarded

NEAR = ip_address("10.0.0.2")
FAR = ip_address("198.51.100.7")
TRUSTED = (ip_network("10.0.0.0/24"), ip_network("fd00::/8"))


def _arrive(
    peer: str = "10.0.0.2", *, forwarded: str = "", x_for: str = "", x_proto: str = ""
) -> Arrival:
    """Return who asked, where the connection itself is plain."""
    return arrival(
        ip_address(peer),
        "http",
        forwarded=[forwarded] if forwarded else [],
        x_for=[x_for] if x_for else [],
        x_proto=[x_proto] if x_proto else [],
        trusted=TRUSTED,
    )


@pytest.mark.parametrize(
    ("said", "client", "scheme"),
    [
        ({"forwarded": "for=198.51.100.7;proto=https"}, "198.51.100.7", "https"),
        ({"forwarded": 'For="[2001:db8::7]:4711";Proto=HTTPS;by=_me'}, "2001:db8::7", "https"),
        ({"forwarded": 'for="198.51.100.7:80" ; proto=http'.replace(" ", "")}, FAR, "http"),
        ({"forwarded": "for=203.0.113.9;proto=http, for=198.51.100.7;proto=https"}, FAR, "https"),
        ({"forwarded": "for=198.51.100.7;proto=https,for=10.0.0.9;proto=http"}, FAR, "https"),
        ({"forwarded": "for=198.51.100.7,for=unknown;proto=https"}, NEAR, "https"),
        ({"forwarded": "for=_hidden;proto=https"}, NEAR, "https"),
        ({"forwarded": "for=10.0.0.8;proto=https, for=10.0.0.9"}, "10.0.0.8", "https"),
        ({"forwarded": 'for=198.51.100.7;proto="h\\ttps"'}, FAR, "https"),
        ({"x_for": "198.51.100.7", "x_proto": "https"}, FAR, "https"),
        ({"x_for": "203.0.113.9, 198.51.100.7", "x_proto": "https"}, FAR, "https"),
        ({"x_for": "198.51.100.7, 10.0.0.9", "x_proto": "https, http"}, FAR, "https"),
        ({"x_for": "2001:db8::7", "x_proto": "https"}, "2001:db8::7", "https"),
        ({"x_for": "::ffff:198.51.100.7"}, FAR, "http"),
        ({"x_proto": "https"}, NEAR, "https"),
        ({}, NEAR, "http"),
    ],
)
def test_the_client_is_the_right_most_hop_that_is_not_ours(
    said: dict[str, str], client: object, scheme: str
) -> None:
    """What stands to the left of it the client wrote, and it counts for nothing."""
    assert _arrive(**said) == Arrival(client=ip_address(str(client)), scheme=scheme)


def test_fields_of_a_stranger_say_nothing() -> None:
    """Not even that they cannot be read."""
    said = _arrive("198.51.100.7", forwarded="for=127.0.0.1;proto=https", x_for="\x00")
    assert said == Arrival(client=FAR, scheme="http")


def test_an_address_in_the_longer_form_is_the_same() -> None:
    """A socket of both families shows an IPv4 proxy as ``::ffff:10.0.0.2``."""
    said = _arrive("::ffff:10.0.0.2", x_for="198.51.100.7", x_proto="https")
    assert said == Arrival(client=FAR, scheme="https")


def test_two_fields_that_disagree_are_refused_and_two_that_agree_are_not() -> None:
    """A proxy writes one of them; the other came from the client, who would choose an address."""
    both = {"x_for": "198.51.100.7", "x_proto": "https"}
    with pytest.raises(BadForwarding):
        _arrive(forwarded="for=127.0.0.1;proto=https", **both)
    assert _arrive(forwarded="for=198.51.100.7;proto=https", **both).client == FAR


@pytest.mark.parametrize(
    "text",
    [
        "for",
        "for=",
        "for=198.51.100.7;",
        ";for=198.51.100.7",
        "for=198.51.100.7;for=10.0.0.9",
        "for = 198.51.100.7",
        'for="198.51.100.7',
        "for=[2001:db8::7]",
        "for=2001:db8::7",
        "for=198.51.100.256",
        "for=198.51.100.7:x",
        "for=example.org",
        "proto=ftp",
        "for=198.51.100.7 proto=https",
        "for=10.0.0.9," * 17,
        "for=10.0.0.9;ext=" + "x" * 3_000,
        "for=10.0.0.9;ext=\xe9",
    ],
)
def test_a_forwarded_that_is_not_right_is_refused(text: str) -> None:
    """Half read is misread (RFC 7239 section 4)."""
    with pytest.raises(BadForwarding):
        _arrive(forwarded=text)


@pytest.mark.parametrize(
    ("x_for", "x_proto"),
    [
        ("198.51.100.7,", "https"),
        ("198.51.100.7", "https, http"),
        ("198.51.100.7", "wss"),
        ("example.org", "https"),
        ("198.51.100.7" + ", 10.0.0.9" * 16, "https"),
        ("1:2:3", "https"),
    ],
)
def test_an_x_forwarded_that_is_not_right_is_refused(x_for: str, x_proto: str) -> None:
    """Neither addresses that are none, nor schemes that belong to no hop."""
    with pytest.raises(BadForwarding):
        _arrive(x_for=x_for, x_proto=x_proto)


@given(st.lists(st.ip_addresses(), max_size=8), st.sampled_from(["http", "https"]))
def test_what_a_proxy_writes_is_read_back(addresses: list[object], scheme: str) -> None:
    """In either form, for all addresses."""
    nodes = [f'"[{each}]"' if ":" in str(each) else str(each) for each in addresses]
    hops = tuple(Hop(address=ip_address(str(each)), scheme=scheme) for each in addresses)
    written = [f"for={node};proto={scheme}" for node in nodes]
    assert read_forwarded([", ".join(written)] if written else []) == hops
    assert read_forwarded(written) == hops
    plain = [", ".join(str(each) for each in addresses)] if addresses else []
    assert read_x_forwarded(plain, [scheme] if addresses else []) == hops


@given(st.text(max_size=200))
def test_whatever_stands_in_a_field_is_read_or_refused(text: str) -> None:
    """No text makes it fall."""
    for said in ({"forwarded": text}, {"x_for": text}, {"x_proto": text}):
        try:
            assert _arrive(**said).scheme in {"http", "https"}
        except BadForwarding:
            continue
