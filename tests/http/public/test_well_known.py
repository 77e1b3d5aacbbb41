"""What stands under ``/.well-known/``."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import httpx
from fastapi import FastAPI

from amana.http.pages.well_known import routes, security_txt
from amana.http.platform import Weakness

NOON = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
WEAKNESS = Weakness(contact="mailto:security@house.example", clock=lambda: NOON)


def test_security_txt_has_what_it_must_have() -> None:
    """Contact and expiry (RFC 9116 section 2.5), the expiry less than a year ahead."""
    told = security_txt(WEAKNESS, "https://privacy.house.example").splitlines()
    assert told == [
        "Contact: mailto:security@house.example",
        "Expires: 2026-10-28T12:00:00Z",
        "Preferred-Languages: ar, en",
        "Canonical: https://privacy.house.example/.well-known/security.txt",
    ]
    assert "Canonical" not in security_txt(replace(WEAKNESS, contact="tel:+974"), None)


def test_without_a_contact_nothing_is_there(client: httpx.Client) -> None:
    """No address is made up; nor is there anything else under the folder."""
    for name in ("security.txt", "change-password", "gpc", ""):
        assert client.get(f"/.well-known/{name}").status_code == 404


def test_it_is_answered_as_plain_text() -> None:
    """In UTF-8, as section 2.2 asks."""
    app = FastAPI()
    app.include_router(routes(WEAKNESS, None))

    async def ask() -> httpx.Response:
        """Ask in this process."""
        wire = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=wire, base_url="http://localhost") as client:
            return await client.get("/.well-known/security.txt")

    answer = asyncio.run(ask())
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("Contact: mailto:security@house.example\n")
