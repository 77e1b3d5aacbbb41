"""Whether an address answers, and what its answer carries."""

import ssl
from dataclasses import dataclass
from typing import Final

import httpx

from amana.channels.errors import NotReached

_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer without its body."""

    status: int
    hsts: bool
    """Whether browsers are told to come by TLS alone (RFC 6797)."""


def ask(address: str) -> Answered:
    """Ask for a page once; raises ``NotReached``."""
    try:
        with (
            httpx.Client(timeout=_SECONDS, verify=ssl.create_default_context()) as client,
            client.stream("GET", address) as answer,
        ):
            return Answered(
                status=answer.status_code, hsts="strict-transport-security" in answer.headers
            )
    except httpx.HTTPError:
        raise NotReached(status=0) from None
