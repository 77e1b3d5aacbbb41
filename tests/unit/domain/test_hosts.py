"""Which names of hosts are this machine itself."""

import pytest

from amana.domain.hosts import is_loopback


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "::1"])
def test_loopback_is_this_machine(host: str) -> None:
    """By name, and by any of its addresses."""
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "10.0.0.1", "localhost.example.org", "[::1]", "::"])
def test_any_other_name_could_lead_anywhere(host: str) -> None:
    """A name that only looks like it, and the address that stands for all."""
    assert not is_loopback(host)
