"""What stands between the network and the app, and what it does when nobody answers it."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from playing.browsing import NoForm, Visitor
from services_app.people import MadeUp

from services_app import stories


def test_without_an_answer_nothing_is_stored_or_shown(
    alone: Visitor, someone: MadeUp, tmp_path: Path
) -> None:
    """Signing up needs Amana; where it is away, a clear page says so and no account is made."""
    page = alone.open("/sign-up")
    assert page.status == 503
    assert "not possible right now" in page.text
    with pytest.raises(NoForm):
        stories.sign_up(alone, someone)
    with closing(sqlite3.connect(tmp_path / "app" / "maeen.sqlite3")) as db:
        (count,) = db.execute("SELECT count(*) FROM account WHERE role = 'person'").fetchone()
    assert count == 0


def test_signing_in_needs_an_answer_too(alone: Visitor) -> None:
    """Pages that touch nobody's data still open."""
    assert alone.open("/").status == 200
    assert alone.fill("/sign-in", {"email": "a@b.example", "password": "x"}).status == 422


def test_waiting_does_not_tell_which_addresses_have_an_account(
    customer: Visitor, someone: MadeUp, app_url: str
) -> None:
    """Six wrong passwords look alike, for an address that is known and for one that is not."""
    del customer
    with Visitor(app_url) as stranger:
        known, unknown = (
            [stories.sign_in(stranger, email, f"wrong password {n}").status for n in range(6)]
            for email in (someone.email, "nobody-at-all@example.org")
        )
    assert known == [422] * 5 + [429]
    assert unknown == known


@pytest.mark.promise("W10")
def test_a_connection_in_the_clear_is_refused_outside_this_machine(app_url: str) -> None:
    """A name of another machine over plain HTTP gets no page, and the cookie no way out."""
    response = httpx.get(app_url, headers={"Host": "maeen.example"}, trust_env=False)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


@pytest.mark.promise("W11")
def test_each_answer_carries_the_strict_headers(app_url: str) -> None:
    """Pages, style sheets and faults alike; no script but of this answer, not in a frame."""
    for path in ("/", "/static/style.css", "/nothing"):
        headers = httpx.get(f"{app_url}{path}", trust_env=False).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert re.search(r"script-src 'nonce-[\w-]{22}';", policy)
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_a_form_of_another_site_is_not_taken(customer: Visitor, app_url: str) -> None:
    """Without the visitor's own token nothing is done."""
    page = customer.open("/profile")
    forged = page.text.replace(page.form_token, "0" * 64)
    assert page.form_token not in forged
    response = httpx.post(
        f"{app_url}/sign-in",
        data={"form_token": "0" * 64, "email": "x", "password": "y"},
        trust_env=False,
    )
    assert response.status_code == 403


def test_a_form_that_is_too_large_is_not_read(app_url: str) -> None:
    """Sixteen kilobytes are enough for any of the forms."""
    response = httpx.post(f"{app_url}/sign-in", content=b"a=" + b"x" * 20_000, trust_env=False)
    assert response.status_code == 413


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_choice_of_language_leads_nowhere_else(app_url: str, back: str) -> None:
    """Only a path of this app is gone back to."""
    response = httpx.get(f"{app_url}/language", params={"to": "en", "back": back}, trust_env=False)
    assert response.headers["Location"] == "/"


@pytest.mark.promise("W19")
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_each_page_speaks_the_chosen_language(app_url: str, language: str, direction: str) -> None:
    """Arabic is the default; direction and links to the notice follow."""
    with Visitor(app_url, language=language) as visitor:
        text = visitor.open("/").text
    assert f'<html lang="{language}" dir="{direction}">' in text
    assert f"/services-app/privacy?lang={language}" in text
