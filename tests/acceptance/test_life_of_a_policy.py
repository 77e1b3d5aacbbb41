"""A policy's life at the console: from a text, sentence by sentence, to a second version."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.acceptance.conftest import Desk, Served

TEXT = """\
# سياسة خصوصية عيادة الحياة

نجمع اسمك ورقم هاتفك عند التسجيل لنقدم لك الخدمة.

لا نبيع بياناتك الشخصية لأحد.

نتمنى لك يومًا سعيدًا مع خدماتنا التي نشاركك إياها.

# Privacy policy of Life Clinic

We collect your name and your phone number when you register, to provide the service.

We never sell your personal data to anybody.
"""
NOTHING = "نتمنى لك يومًا سعيدًا"
CHANGED = "collect: [name, phone]\nfrom: person\nat: [registration]\nfor: [account]"

CORRECTIONS = {
    '{ar: "عيادة الحياة", en: "Life Clinic"}': '{ar: "عيادة الحياة", en: "The Life Clinic"}',
}
ADDED = "ولا نؤجرها، ونعطي المختبر رقم هاتفك."
RECIPIENT = """\
recipients:
  lab: {kind: service_providers, name: {ar: "المختبر", en: "The laboratory"}, country: QA}
"""
PROMISE = f"""\
  N1:
    share: [phone]
    to: [lab]
    for: [account]
    quote: {{ar: "{ADDED}"}}
"""


def _action(page: str) -> str:
    """Return where the form about the sentence in question is sent."""
    found = re.search(r'action="([^"?]+/readings/[^"/]+/\d+)[?"]', page)
    assert found is not None
    return found[1]


def _sentence(page: str) -> str:
    return page.partition('<blockquote class="sentence"')[2].partition("</blockquote>")[0]


def _judge_all(desk: "Desk", reading: str) -> dict[str, int]:
    """Decide every proposal: one changed, idle words rejected, the rest confirmed."""
    done = {"confirmed": 0, "changed": 0, "rejected": 0}
    for _ in range(30):
        page = desk.get(f"{reading}?lang=en")
        if "Every sentence has been decided." in page:
            return done
        sentence, form = _sentence(page), {}
        verdict = "rejected" if NOTHING in sentence else "confirmed"
        if "when you register" in sentence:
            wrong = desk.post(_action(page), verdict="changed", kind="collect", form="collect: [x")
            assert wrong.status_code == 422
            assert "collect: [x</textarea>" in wrong.text
            verdict, form = "changed", {"kind": "collect", "form": CHANGED}
        assert desk.post(_action(page), verdict=verdict, **form).status_code == 303
        done[verdict] += 1
    pytest.fail("the review did not end")


def _drafted(page: str) -> dict[str, str]:
    """Return what the editor's fields hold, ready to be sent back."""
    fields = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    plain = {"&#34;": '"', "&#39;": "'", "&gt;": ">", "&lt;": "<", "&amp;": "&"}
    held = dict(fields)
    for written, character in plain.items():
        held = {name: text.replace(written, character) for name, text in held.items()}
    return held


def test_from_a_text_to_a_second_version(desk: "Desk") -> None:
    """Each proposal is decided by a person; a version stays for ever; a change is told in words."""
    where = "/console/fresh-life"
    sent = {"file": ("policy.md", TEXT.encode(), "text/markdown")}
    reading = desk.post(f"{where}/readings", files=sent).headers["location"].partition("?")[0]
    done = _judge_all(desk, reading)
    assert done["changed"] == 1
    assert done["confirmed"] >= 3
    assert desk.client.get("/fresh-life/privacy").status_code == 404

    assert desk.post(f"{reading}/draft").status_code == 303
    draft = _drafted(desk.get(f"{where}/policy"))
    assert "collect: [name, phone]\n    from: person\n    at: [registration]" in draft["text"]
    assert NOTHING not in draft["text"].partition("promises:")[2]
    assert NOTHING in draft["text_ar"]
    misspelt = {"text": draft["text"].replace("languages:", "langages:")}
    wrong = desk.post(f"{where}/policy?lang=en", **(draft | misspelt))
    assert wrong.status_code == 422
    assert "langages: [ar, en]" in _drafted(desk.get(f"{where}/policy"))["text"]
    for before, after in CORRECTIONS.items():
        assert before in draft["text"]
        draft["text"] = draft["text"].replace(before, after)
    saved = desk.post(f"{where}/policy?lang=en", **draft)
    assert saved.status_code == 303, saved.text.partition('role="alert"')[2][:1_000]
    plan = desk.get(f"{where}/policy/plan?lang=en")
    assert "first version" in plan
    seen = {"number": "1", "digest": _planned(plan)}
    assert desk.post(f"{where}/policy/publish", **seen).status_code == 303
    first = desk.get("/fresh-life/privacy")
    assert "لا نبيع بياناتك الشخصية لأحد." in first
    assert NOTHING in first

    _publish_a_second(desk, where, draft)
    assert "لا نبيع بياناتك الشخصية لأحد." in desk.get("/fresh-life/privacy?version=1")
    assert "ولا نؤجرها" in desk.get("/fresh-life/privacy")
    assert "ولا نؤجرها" not in desk.get("/fresh-life/privacy?version=1")


def _planned(page: str) -> str:
    """Return the digest of the draft whose plan the page shows."""
    (digest,) = re.findall(r'name="digest" value="(\w+)"', page)
    return str(digest)


def _publish_a_second(desk: "Desk", where: str, draft: dict[str, str]) -> None:
    """Promise something more, look at the plan, judge it, and read the change in both tongues."""
    text = draft["text"].replace("recipients: {}\n", RECIPIENT) + PROMISE
    more = {"text": text, "text_ar": f"{draft['text_ar']}\n{ADDED}\n"}
    saved = desk.post(f"{where}/policy?lang=en", **(draft | more))
    assert saved.status_code == 303, saved.text.partition('role="alert"')[2][:1_000]
    plan = desk.get(f"{where}/policy/plan?lang=en")
    assert "N1" in plan
    assert 'name="material" value="yes"' in plan
    seen = {"number": "2", "digest": _planned(plan)}
    assert desk.post(f"{where}/policy/publish", **seen).status_code == 422
    judged = {**seen, "material": "yes", "reason": "متلقٍّ جديد هو المختبر"}
    assert desk.post(f"{where}/policy/publish", **judged).status_code == 303
    assert desk.post(f"{where}/policy/publish", **judged).status_code == 409
    for language, laboratory in (("ar", "المختبر"), ("en", "The laboratory")):
        changes = desk.get(f"/fresh-life/privacy/changes?from=1&to=2&lang={language}")
        assert laboratory in changes
        assert "متلقٍّ جديد هو المختبر" in changes


@pytest.fixture
def page(desk: "Desk", shop: "Served", browser: Browser) -> "Iterator[Page]":
    """Open a browser that is signed in."""
    context = browser.new_context(java_script_enabled=False)
    session = desk.client.cookies["amana"]
    context.add_cookies([{"name": "amana", "value": session, "url": shop.url}])
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.slow
def test_the_same_life_in_a_browser_without_script(page: Page, shop: "Served") -> None:
    """Read, decide, draft, plan and publish by clicking alone."""
    page.goto(f"{shop.url}/console/fresh-browser/readings?lang=en")
    page.fill("textarea[name=text]", "We never sell your personal data to anybody.")
    page.click("text=Read it")
    page.click("text=Confirm >> nth=0")
    page.click("text=Make the draft from it")
    page.click("text=Save and check")
    with page.expect_navigation():
        page.click("text=See what would change")
    assert "first version" in page.inner_text("main")
    with page.expect_navigation():
        page.click("main form[action*=publish] button")
    page.goto(f"{shop.url}/fresh-browser/privacy?lang=en")
    assert "We never sell your personal data to anybody." in page.inner_text("main")
