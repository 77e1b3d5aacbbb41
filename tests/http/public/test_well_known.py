"""What stands under ``/.well-known/``."""

from dataclasses import replace
from datetime import UTC, datetime

import httpx

from amana.http.pages.well_known import security_txt
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
    for name in ("security.txt", "change-password", "gpc.json", ""):
        assert client.get(f"/.well-known/{name}").status_code == 404
