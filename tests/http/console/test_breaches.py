"""Breaches at the desk: noted by a form, with clocks that are read at a glance."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from amana.domain.words import LANGUAGES
from amana.storage import Storage


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


def _given(token: str, **more: object) -> dict[str, object]:
    then = (datetime.now(UTC) - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    return {
        "form_token": token,
        "title": "Open folder",
        "lead": "Layla",
        "nature": ["confidentiality", "weakness"],
        "severity": "high",
        "discovered": then,
        "aware": then,
        "what_ar": "بقي مجلد مفتوحًا.",
        "what_en": "A folder was left open.",
        **more,
    }


@pytest.mark.promise("A20")
def test_times_in_the_wrong_order_are_told_in_words_and_what_was_typed_stays(
    published: httpx.Client, service: str, form_token: Callable[[str], str]
) -> None:
    """In both languages, by what the form calls them; nothing is noted."""
    where = f"/console/{service}/breaches"
    token = form_token(published.get(where).text)
    for wrong, said in (
        ({"discovered": "2026-06-02T10:00", "aware": "2026-06-01T10:00"}, "The times are in"),
        ({"discovered": "0001-01-01T00:00", "aware": "0001-01-01T00:00"}, "too far back"),
        ({"aware": "9999-12-31T23:59"}, "cannot be after"),
        ({"aware": "soon"}, "is missing or does not fit"),
    ):
        refused = published.post(where, params={"lang": "en"}, data=_given(token, **wrong))
        assert refused.status_code == 422, wrong
        assert said in refused.text
        assert "A folder was left open." in refused.text
        assert 'value="weakness" checked' in refused.text
    arabic = published.post(
        where, data=_given(token, discovered="2026-06-02T10:00", aware="2026-06-01T10:00")
    )
    assert "وقت الاكتشاف" in arabic.text
    assert "No breach is noted" in published.get(where, params={"lang": "en"}).text


@pytest.mark.promise("A20")
def test_an_officer_corrects_looks_for_people_and_notes_how_they_were_told(
    published: httpx.Client, storage: Storage, service: str, form_token: Callable[[str], str]
) -> None:
    """A time that nobody touched stays as exact as it was noted; people are counted, not named."""
    with storage.work(service) as work:
        work.people.meet(work.sealer.person_key("customer-31"))
        work.over()
    where = f"/console/{service}/breaches"
    token = form_token(published.get(where).text)
    made = published.post(where, data=_given(token), follow_redirects=True).url.path
    more = {"measures_en": "We closed the folder.", "learnt": "closed at noon"}
    assert published.post(f"{made}/change", data=_given(token, **more)).status_code == 303
    page = published.get(made, params={"lang": "en"}).text
    assert "We closed the folder." in page
    assert "The time of awareness was corrected" not in page
    nothing = published.post(f"{made}/affected", data={"form_token": token})
    assert nothing.status_code == 422
    asked = {"form_token": token, "persons": "customer-31\r\ncustomer-32\r\n"}
    found = published.post(f"{made}/affected", params={"lang": "en"}, data=asked)
    assert found.status_code == 200
    plain = found.text.replace("<bdi>", "").replace("</bdi>", "")
    assert "Affected now: 1. Nobody is known by 1 of these ids" in plain
    assert "customer-31" not in plain
    for part in ("categories", "sources", "recipients"):
        unfit = published.post(f"{made}/affected", data={"form_token": token, part: "a \0"})
        assert unfit.status_code == 422, part
    how = {"form_token": token, "how": "notice in the daily"}
    assert published.post(f"{made}/otherwise", data=how).status_code == 303
    blank = {"form_token": token, "how": " "}
    assert published.post(f"{made}/otherwise", data=blank).status_code == 422
