"""Every page of the console in a real browser, in both languages, with something in it."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Browser, Page

from amana.acts.team.first_owner import first_owner_link
from amana.storage import Storage

WIDTHS = (390, 1280)
BOTH = (
    "We collect your name. We never sell your data. We share your e-mail with advertisers.\n\n"
    "نجمع اسمك ورقم هاتفك. لا نبيع بياناتك أبدًا. نستخدم هذه البيانات للتسويق.\n"
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["ar", "en"])
def test_console_pages_are_accessible(
    browser: Browser,
    faults: Callable[[Page], list[str]],
    console: str,
    service: str,
    language: str,
) -> None:
    """From signing in to attesting, on a phone and on a desk, axe finds nothing."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{console}&lang={language}")
    assert faults(page) == []
    with page.expect_navigation():
        page.locator("main button").click()
    root = page.url.partition("?")[0]
    page.goto(f"{root}/{service}/readings?lang={language}")
    page.locator("textarea").fill(BOTH)
    with page.expect_navigation():
        page.locator("main button").click()
    _review_by_keyboard(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{page.url.partition('?')[0]}?lang={language}&languages=true")
        assert faults(page) == []
    _invite(page, f"{root}/{service}/team?lang={language}")
    assert faults(page) == []
    parts: tuple[str, ...] = (
        "",
        f"/{service}/readings",
        f"/{service}/policy",
        f"/{service}/policy/plan",
        f"/{service}/requests",
    )
    parts += ("/sign-ins", f"/{service}/team", f"/{service}/keys")
    attested = f"{root}/{service}/attestations"
    for address in (page.url.partition("?")[0], attested, *(root + part for part in parts)):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{address}?lang={language}")
            assert (address, faults(page)) == (address, [])
    context.close()


def _review_by_keyboard(page: Page) -> None:
    """Confirm the most doubtful one by Enter alone, and be at the next."""
    first = page.locator("#said").inner_text()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".verdict.confirmed").count() == 1
    assert page.locator("#said").inner_text() != first


def _invite(page: Page, team: str) -> None:
    """Invite somebody, so that the page of the team shows a link and an invitation."""
    page.goto(team)
    page.locator("input[name=name]").fill("هدى")
    page.locator("input[name=email]").fill("huda@dar.example")
    page.locator("input[name=role][value=auditor]").check()
    with page.expect_navigation():
        page.locator("section[aria-labelledby=invite] button").click()


@pytest.fixture
def console(published: httpx.Client, storage: Storage, service: str) -> str:
    """Return a one-time link to the console of a service with a published policy."""
    link = first_owner_link(storage, service=service, name="Layla", email="layla@dar.example")
    return f"{str(published.base_url).rstrip('/')}/console/sign-in?token={link}"
