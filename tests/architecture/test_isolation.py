"""The tests stay on this machine, whatever they run."""

import socket

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "8.8.8.8", "fe80::1", "2001:db8::1"])
def test_no_connection_leaves_this_machine(address: str) -> None:
    """A socket to another machine is refused before it is opened."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as opened, pytest.raises(PermissionError):
        opened.connect((address, 443))


def test_no_name_is_looked_up() -> None:
    """A name would be asked for at a server of names."""
    with pytest.raises(PermissionError):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_itself_can_be_reached() -> None:
    """Servers under test listen on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        with client:
            assert client.getpeername() == server.getsockname()
