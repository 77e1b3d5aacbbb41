"""Which addresses may be asked: HTTPS anywhere, plain HTTP only on this machine's loopback."""

from urllib.parse import urlsplit

from amana.domain.hosts import is_loopback
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
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not host or secret or not safe or parts.query or parts.fragment:
        raise InsecureAddress
    return url.rstrip("/")
