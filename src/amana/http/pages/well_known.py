"""What stands under ``/.well-known/``: how to report a weakness (RFC 9116), honoured signals."""

from datetime import UTC, timedelta
from typing import Final

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse, PlainTextResponse

from amana.acts.permissions import Permission
from amana.http.errors import NotThere
from amana.http.gate import Anybody
from amana.http.platform import Weakness

_HONOURED_SINCE: Final = "2026-11-22"
_HOLDS_FOR: Final = timedelta(days=180)
"""Of the year that RFC 9116 section 2.5.5 recommends at most: whoever keeps a copy asks again."""


def routes(weakness: Weakness | None, public_url: str | None) -> APIRouter:
    """Return the routes; one that the settings say nothing for is not there."""
    router = APIRouter()

    @router.get(
        "/.well-known/security.txt",
        dependencies=[Depends(Anybody(Permission.PUBLIC_WELL_KNOWN_READ))],
    )
    def show_security() -> PlainTextResponse:
        """Say how to report a weakness, in the operator's own words of contact."""
        if weakness is None:
            raise NotThere
        return PlainTextResponse(security_txt(weakness, public_url))

    @router.get(
        "/.well-known/gpc.json",
        dependencies=[Depends(Anybody(Permission.PUBLIC_WELL_KNOWN_READ))],
    )
    def show_gpc() -> JSONResponse:
        """Say that Global Privacy Control is honoured (W3C Global Privacy Control, section 4)."""
        return JSONResponse({"gpc": True, "lastUpdate": _HONOURED_SINCE})

    return router


def security_txt(weakness: Weakness, public_url: str | None) -> str:
    """Return the file: contact and expiry are the fields that it must have (section 2.5)."""
    expires = (weakness.clock() + _HOLDS_FOR).astimezone(UTC)
    lines = [f"Contact: {weakness.contact}", f"Expires: {expires:%Y-%m-%dT%H:00:00Z}"]
    lines.append("Preferred-Languages: ar, en")
    if public_url is not None:
        lines.append(f"Canonical: {public_url}/.well-known/security.txt")
    return "\n".join(lines) + "\n"
