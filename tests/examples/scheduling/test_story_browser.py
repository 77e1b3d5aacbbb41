"""Miqat in a real browser, at the widths of a phone and of a desk, without script of its own."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from miqat import Member, Miqat
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
SIZES = {"phone": (390, 800), "desk": (1280, 800)}
OF_BUSINESS = ("/business", "/business/settings", "/business/members", "/upgrade", "/privacy")
OF_CLIENT = ("/bookings", "/profile", "/privacy", "/support", "/way-out")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[*sandbox, "--disable-gpu", "--disable-background-networking"],
        )
        yield made
        made.close()


@pytest.fixture(params=sorted(SIZES))
def tab(request: pytest.FixtureRequest, browser: Browser, miqat: Miqat) -> Iterator[Page]:
    """Open a page of one of the sizes."""
    width, height = SIZES[str(request.param)]
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=miqat.shown.app_url
    )
    yield context.new_page()
    context.close()


def _fits(tab: Page, path: str) -> None:
    """Look at a page: Arabic, right to left, and nothing beyond the screen's edge."""
    answer = tab.goto(path)
    assert answer is not None
    assert answer.ok, path
    assert tab.locator("html").get_attribute("dir") == "rtl"
    wide = tab.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0, path
    if folder := os.environ.get("MIQAT_PICTURES"):
        width = (tab.viewport_size or {"width": 0})["width"]
        tab.screenshot(path=f"{folder}/{width}{path.replace('/', '_')}.png", full_page=True)


def _send(tab: Page) -> None:
    """Send the page's form, and wait for what comes."""
    with tab.expect_navigation():
        tab.click("main form button")


def _enter(tab: Page, whose: Member, miqat: Miqat) -> None:
    """Sign in: by password, or by the letter's code."""
    tab.goto("/enter")
    tab.fill("[name=email]", whose.who.email)
    if whose.who.name.startswith("ريم"):
        tab.fill("[name=password]", whose.who.password)
    _send(tab)
    if tab.url.endswith("/code"):
        tab.fill("[name=code]", miqat.code_for(whose.who.email))
        _send(tab)


@pytest.mark.promise("A4", "A32", "A36", "A34")
def test_somebody_opens_a_business_and_publishes_a_service(tab: Page, miqat: Miqat) -> None:
    """From the first page to one's own: age, agreement and code come before anything is kept."""
    for path in ("/", "/sign-up", "/enter"):
        _fits(tab, path)
    owner = miqat.made_up("أمل الشهري")
    tab.goto("/sign-up")
    assert "سياسة الخصوصية" in tab.inner_text("main")
    for name, value in (
        ("name", owner.name),
        ("email", owner.email),
        ("password", owner.password),
        ("business", "ورشة الخط"),
    ):
        tab.fill(f"[name={name}]", value)
    tab.check("[name=of_age][value=yes]")
    tab.check("[name=accepts]")
    _send(tab)
    assert tab.url.endswith("/code")
    tab.fill("[name=code]", miqat.code_for(owner.email))
    _send(tab)
    assert "ورشة الخط" in tab.inner_text("h1")
    assert tab.locator("footer a[href^='mailto:privacy@miqat.example']").count() == 1


@pytest.mark.promise("A3", "A5", "A7", "A13", "A14", "A17", "A18", "A9")
def test_a_business_sees_its_pages(tab: Page, miqat: Miqat, reem: Member, khaled: Member) -> None:
    """Bookings, settings with the time that they stay and the partner, members, the upgrade."""
    _enter(tab, reem, miqat)
    for path in OF_BUSINESS:
        _fits(tab, path)
    tab.goto("/business")
    assert khaled.who.email in tab.inner_text("main")
    tab.goto("/business/settings")
    assert tab.locator("select[name=days]").count() == 1
    assert "لقاؤك" in tab.inner_text("main")


@pytest.mark.promise("A1", "A21", "A22", "A23", "A25", "A28", "A29", "A30", "A31")
def test_who_booked_has_their_data_in_hand(tab: Page, miqat: Miqat, khaled: Member) -> None:
    """Their bookings, profile, switches and the way out; one button opens the privacy centre."""
    _enter(tab, khaled, miqat)
    for path in OF_CLIENT:
        _fits(tab, path)
    tab.goto("/privacy")
    assert tab.locator("[name=improving]").count() == 1
    with tab.expect_navigation():
        tab.click("form.amana-centre button")
    assert tab.url.startswith(miqat.shown.amana_url)
    assert "/scheduling/me" in tab.url


@pytest.mark.promise("A27")
def test_a_request_is_made_inside_by_support_or_by_mail(
    tab: Page, miqat: Miqat, khaled: Member
) -> None:
    """The centre says by when it is answered, within 21 days; the other doors stand open, too."""
    _enter(tab, khaled, miqat)
    _fits(tab, "/support")
    assert tab.locator("main textarea").count() == 1
    assert tab.locator("footer a[href^='mailto:']").is_visible()
    tab.goto("/privacy")
    with tab.expect_navigation():
        tab.click("form.amana-centre button")
    _fits(tab, f"{miqat.shown.amana_url}/scheduling/me/requests")
    tab.select_option("select[name=kind]", "correction")
    tab.fill("[name=about]", "في اسمي خطأ.")
    with tab.expect_navigation():
        tab.click("form:has(select[name=kind]) button")
    asked = tab.locator("li.panel", has_text="في اسمي خطأ.").first
    due = datetime.fromisoformat(str(asked.locator("time").last.get_attribute("datetime")))
    assert timedelta(0) < due - datetime.now(UTC) <= timedelta(days=21)
    with tab.expect_navigation():
        asked.locator("button").click()


@pytest.mark.promise("A33", "A35", "A37", "A26", "A20")
def test_the_policy_stands_behind_each_page(tab: Page, miqat: Miqat) -> None:
    """The foot of each page leads to it; its sentences stand there with their states."""
    tab.goto("/")
    with tab.expect_navigation():
        tab.click("footer a")
    assert tab.url == f"{miqat.shown.amana_url}/scheduling/privacy"
    text = tab.inner_text("main")
    for words in ("GDPR", "سلطة حماية البيانات", "72 ساعة", "ولا يوجد نظام آمن كل الأمان"):
        assert words in text
