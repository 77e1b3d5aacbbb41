"""Names of hosts: which of them are this machine itself."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Tell whether a host's name is this machine's own; any other could lead anywhere."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
