"""Post something to a place that was looked at first: the own network is not open by default."""

import ssl
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import httpx

from amana.channels.errors import BadChannel, NotReached, NotTaken
from amana.channels.places import open_address
from amana.domain.hosts import is_loopback

_SECONDS: Final = 10.0
_HTTPS: Final = 443


def check_place(url: str) -> None:
    """Raise ``BadChannel`` for an address that is neither https nor this machine's own."""
    parts = urlsplit(url)
    plain = parts.scheme == "http" and is_loopback(parts.hostname or "")
    if not parts.hostname or not (parts.scheme == "https" or plain) or parts.fragment:
        raise BadChannel(what="url")


def post(
    url: str, body: bytes, *, headers: Mapping[str, str], private: bool, method: str = "POST"
) -> None:
    """Send the body once. Raises ``NotReached``, ``NotTaken`` and ``PlaceForbidden``.

    A redirect is not followed: it would carry the message to a place that nobody chose. Proxies
    of the environment are not asked: they would look the name up again.
    """
    parts = urlsplit(url)
    host, port = str(parts.hostname), parts.port or _HTTPS
    address = open_address(host, port, private=private)
    numeric = f"[{address}]" if address.version == 6 else str(address)  # noqa: PLR2004 - IPv6
    sent = {**headers, "host": parts.netloc.rpartition("@")[2], "user-agent": "amana"}
    with httpx.Client(
        timeout=_SECONDS,
        follow_redirects=False,
        trust_env=False,
        verify=ssl.create_default_context(),
    ) as client:
        try:
            with client.stream(
                method,
                httpx.URL(url).copy_with(host=numeric),
                content=body,
                headers=sent,
                extensions={"sni_hostname": host},
            ) as answer:
                status = answer.status_code
        except httpx.HTTPError:
            # The cause names the address.
            raise NotReached(status=0) from None
    if not httpx.codes.is_success(status):
        raise NotTaken(status=status)
