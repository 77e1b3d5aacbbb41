"""The pages in a real browser: both languages, phone and desk, nothing that axe-core finds."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from phone import CHOSEN, press, sign_in
from playing.browsing import Visitor
from playwright.sync_api import Browser, BrowserContext, Page
from services_app.application import Credentials
from services_app.people import MadeUp

from services_app import stories

SIZES = {"phone": {"width": 390, "height": 800}, "desk": {"width": 1280, "height": 800}}
OF_NOBODY = ("/", "/sign-up", "/sign-up?as=provider", "/sign-in", "/nothing")
OF_CUSTOMER = ("/requests", "/requests/new", "/profile", "/my-data")

pytestmark = pytest.mark.browser


@pytest.fixture(params=["ar-phone", "ar-desk", "en-phone", "en-desk"])
def page(request: pytest.FixtureRequest, browser: Browser, app_url: str) -> Iterator[Page]:
    """Open a page without script, in a language and a size."""
    language, size = str(request.param).split("-")
    context: BrowserContext = browser.new_context(
        viewport=SIZES[size],  # type: ignore[arg-type] # a typed dictionary of two integers
        base_url=app_url,
    )
    context.add_cookies(
        [
            {"name": "language", "value": language, "url": app_url},
            # Who chose already is not asked.
            {"name": "amana-services-app", "value": CHOSEN, "url": app_url},
        ]
    )
    yield context.new_page()
    context.close()


def check(page: Page) -> None:
    """Nothing stands over the edge, and axe-core finds nothing."""
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    found = Axe().run(page)
    where = page.url
    assert over <= 0, where
    assert found.violations_count == 0, f"{where}: {found.generate_report()}"


@pytest.fixture
def served(visitor: Visitor, someone: MadeUp) -> MadeUp:
    """Sign someone up who asked for a service."""
    wisher = replace(someone, service="plumbing")
    stories.sign_up(visitor, wisher)
    stories.ask_for_service(visitor, wisher)
    return wisher


@pytest.mark.promise("W19")
def test_pages_of_nobody(page: Page) -> None:
    """The front page, both sign-ups, sign-in, and a page that is not there."""
    for path in OF_NOBODY:
        page.goto(path)
        check(page)


@pytest.mark.promise("W19")
def test_pages_of_a_customer(page: Page, served: MadeUp) -> None:
    """Requests, the form, the account, and what is held with its history unfolded."""
    sign_in(page, served.email, served.password)
    for path in OF_CUSTOMER:
        page.goto(path)
        check(page)
    page.fill("#password", served.password)
    press(page, "main button")
    assert served.phone in page.inner_text("main")
    page.click("summary")
    check(page)


def test_pages_of_the_unit(page: Page, served: MadeUp, credentials: Credentials) -> None:
    """The desk, a refusal, a file with its reason, and a round."""
    sign_in(page, credentials.email, credentials.password)
    check(page)
    number = page.locator("#numbers option").first.get_attribute("value")
    assert number is not None
    for reason in ("", "complaint 1"):
        page.goto("/unit")
        page.fill("#examined", number)
        page.fill("#reason", reason)
        press(page, "form[action='/unit/examine'] button")
        check(page)
    page.goto("/unit")
    press(page, "form[action='/unit/rounds/offer'] button")
    check(page)
    assert served.email not in page.content()
