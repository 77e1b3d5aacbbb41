"""Which addresses may be asked: HTTPS anywhere, plain HTTP only on this machine's loopback."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from amana.sdk.errors import InsecureAddress


def checked(url: str) -> str:
    """Return the address without a slash at its end.

    Raises :class:`InsecureAddress` for plain HTTP to another machine, for an address that
    carries a user or a password (it would end in logs), and for anything that is no address.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        secret = parts.username is not None or parts.password is not None
        _ = parts.port
    except ValueError as fault:
        raise InsecureAddress from fault
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))
    if not host or secret or not safe or parts.query or parts.fragment:
        raise InsecureAddress
    return url.rstrip("/")


def _is_loopback(host: str) -> bool:
    """Tell whether the host is this machine itself; another name could resolve to anywhere."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
