"""The report says what the page says, in each of its three forms."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from zoneinfo import ZoneInfo

import httpx
import pytest

from amana.acts.policy_page import PolicyPage
from amana.domain.words import LANGUAGES, Language
from amana.http.reports import ReportForm, write_report

PageIn = Callable[[Language], PolicyPage]
ZONE = ZoneInfo("Asia/Qatar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_holds_every_sentence_and_every_promise(
    page_in: PageIn, language: Language
) -> None:
    """Nothing that the page shows is left out."""
    page = page_in(language)
    text = write_report(page, ReportForm.TEXT, language, ZONE)
    assert [it.text for it in page.passages if it.text not in text] == []
    assert [id_ for id_ in page.promises if not re.search(rf"\b{id_}\b", text)] == []
    assert ("وُفي به ١٢٨ مرة" if language == "ar" else "kept 128 times") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_is_one_file(page_in: PageIn, language: Language) -> None:
    """It fetches nothing, runs nothing, and shows every proof opened."""
    html = write_report(page_in(language), ReportForm.HTML, language, ZONE)
    assert "<script" not in html
    assert not re.search(r'(?:src|href)="(?!#|mailto:|tel:)', html)
    assert html.count("<details") >= 7
    assert 'id="p-W1" open' in html


def test_the_json_counts_every_state(page_in: PageIn) -> None:
    """A program gets the same facts, and can tell what is unproven."""
    told = json.loads(write_report(page_in("en"), ReportForm.JSON, "en", ZONE))
    assert told["states"] == {"kept": 3, "broken": 1, "due": 1, "unproven": 1, "stated": 1}
    assert {it["id"]: it["state"] for it in told["promises"]}["W4"] == "unproven"
    assert told["checkpoint"]


def test_the_report_brings_its_own_style_and_no_other_counts(client: httpx.Client) -> None:
    """Its policy names the one style that stands in it; a browser shows it with that alone."""
    answer = client.get("/services-app/privacy/report")
    style = answer.text.partition("<style>")[2].partition("</style>")[0]
    told = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = answer.headers["content-security-policy"]
    assert f"style-src 'sha256-{told}';" in policy
    assert "default-src 'none'" in policy
