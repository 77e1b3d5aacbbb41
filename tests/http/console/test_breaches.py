"""Breaches at the desk: noted by a form, with clocks that are read at a glance."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from amana.domain.words import LANGUAGES


@pytest.mark.promise("A20")
def test_a_breach_is_noted_at_the_desk_and_shows_its_clocks(
    published: httpx.Client, service: str, form_token: Callable[[str], str]
) -> None:
    """What is noted has a page with clocks, a drafted notice and the form of an authority."""
    where = f"/console/{service}/breaches"
    then = (datetime.now(UTC) - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    given = {
        "form_token": form_token(published.get(where).text),
        "title": "Open folder",
        "lead": "Layla",
        "nature": "confidentiality",
        "severity": "high",
        "discovered": then,
        "aware": then,
        "what_ar": "بقي مجلد مفتوحًا.",
        "what_en": "A folder was left open.",
        "rehearsal": "true",
    }
    made = published.post(where, data=given, follow_redirects=True)
    assert made.status_code == 200, made.text
    for language in LANGUAGES:
        page = published.get(made.url.path, params={"lang": language})
        assert page.status_code == 200
        assert "A folder was left open." in page.text
    register = published.get(f"{where}/register", params={"lang": "ar"})
    assert 'dir="rtl"' in register.text
