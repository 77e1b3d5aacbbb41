"""Which names of hosts are this machine itself."""

from ipaddress import ip_address

import pytest

from amana.domain.hosts import contact_of, is_link_local, is_loopback, is_public, networks_of


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "::1"])
def test_loopback_is_this_machine(host: str) -> None:
    """By name, and by any of its addresses."""
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "10.0.0.1", "localhost.example.org", "[::1]", "::"])
def test_any_other_name_could_lead_anywhere(host: str) -> None:
    """A name that only looks like it, and the address that stands for all."""
    assert not is_loopback(host)


def test_networks_are_named_one_by_one() -> None:
    """As a text or a list; never all of them, and never too many."""
    assert [str(each) for each in networks_of("10.0.0.2, fd00::/8")] == ["10.0.0.2/32", "fd00::/8"]
    for wrong in (5, {"a": 1}, ["0.0.0.0/0"], "::/0", "proxy", ["10.0.0.1"] * 65):
        with pytest.raises(ValueError, match=r"."):
            networks_of(wrong)


def test_a_contact_is_one_that_can_be_written_to() -> None:
    """By mail, over TLS, or by telephone (RFC 9116 section 2.5.3)."""
    for right in ("mailto:a@b.example", "https://b.example/report", "tel:+974-4400"):
        assert contact_of(right) == right
    for wrong in ("a@b.example", "http://b.example", "mailto:", "https://a b"):
        with pytest.raises(ValueError, match="contact"):
            contact_of(wrong)


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "::",
        "::1",
        "fd00::1",
        "fec0::1",
        "ff02::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
        "2002:a00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
    ],
)
def test_what_leads_into_a_network_of_ones_own_is_not_public(address: str) -> None:
    """However it is written: IPv6 has several forms that wrap an address of IPv4."""
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_lies_in_the_open_internet_is_public(address: str) -> None:
    """Also behind the gateway of a network that speaks IPv6 alone."""
    assert is_public(ip_address(address))


def test_an_address_of_the_one_cable_is_known_in_every_form() -> None:
    """Where clouds tell a machine its secrets; a network of one's own is something else."""
    for local in ("169.254.169.254", "fe80::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"):
        assert is_link_local(ip_address(local))
    for other in ("10.0.0.1", "127.0.0.1", "fd00::1", "::ffff:10.0.0.1"):
        assert not is_link_local(ip_address(other))
