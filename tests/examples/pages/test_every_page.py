"""Every page there is: in Arabic on a phone, in English on a desk, full and empty."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest
from every_page import Found, find_pages
from looking import faults
from playwright.sync_api import Browser, ConsoleMessage, Page

from amana.http.serving import app_of

if TYPE_CHECKING:
    from tests.examples.pages.conftest import House

NOBODY: Final = "00000000-0000-0000-0000-000000000000"
GIVEN: Final = {
    **dict.fromkeys(("reading", "breach", "asked"), NOBODY),
    **dict.fromkeys(("token", "code"), "x" * 40),
    "promise": "P1",
    "name": "shop",
    "provider": "google",
    "law": "gdpr",
    "deed": "refuse",
    "entry": "00000000-0000-7000-8000-000000000000",
    "number": "1",
    "path": "0/000",
}
"""For what no page leads to: a link of a letter that is used up, a program's file."""
USED_UP: Final = frozenset(
    {
        "/metrics",
        "/.well-known/security.txt",
        "/console/sign-in/openid",
        "/console/sign-in/openid/back",
        "/console/{service}/documents/aggregates/{entry}",
        "/console/{service}/requests/together",
        "/{service}/ledger/keys/{number}",
        "/{service}/ledger/tile/{path:path}",
        "/{service}/me/confirm/{code}",
        "/{service}/me/confirm/request/{code}",
        "/{service}/me/sign-in/confirm",
        "/{service}/me/sign-in/with/{provider}/back",
        "/{service}/privacy/changes",
        "/{service}/sharing/{token}",
        "/{service}/unsubscribe/{token}",
    }
)
"""What shows an error, in words, to whom comes by an address that was typed or is over."""
FILES: Final = frozenset(
    {
        "/health/live",
        "/health/ready",
        "/static/{name}",
        "/.well-known/gpc.json",
        "/{service}/banner.js",
        "/{service}/certificate/schema.json",
        "/{service}/ledger/checkpoint",
        "/{service}/ledger/key",
        "/{service}/ledger/tile/{path:path}",
        "/{service}/privacy/feed.atom",
        "/{service}/privacy/feed.json",
        "/{service}/published.json",
    }
)
"""For programs."""
SIZES: Final = (("ar", 390), ("en", 1280))
DIRECTION: Final[Mapping[str, str]] = {"ar": "rtl", "en": "ltr"}

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A house and its pages."""

    house: "House"
    found: Found


@pytest.fixture(scope="module")
def through_full(full: "House") -> Walk:
    """Find the pages of the service where much happened."""
    return _walk(full)


@pytest.fixture(scope="module")
def through_empty(empty: "House") -> Walk:
    """Find the pages of the service where nothing did."""
    return _walk(empty)


def _walk(house: "House") -> Walk:
    with house.browser as browser:
        app = app_of(house.shown.amana)
        found = find_pages(app, browser, house.service, links=house.links, given=GIVEN)
    return Walk(house=house, found=found)


def test_every_page_shows_something(through_full: Walk) -> None:
    """No route is opened by nobody: each is a file, or a page that a link or a form leads to."""
    found = through_full.found
    assert {each.path for each in found.routes} - set(found.pages) <= FILES
    wrong = {path: found.wrong[at] for path, at in found.pages.items() if at in found.wrong}
    assert set(wrong) <= USED_UP, wrong


@pytest.mark.slow
@pytest.mark.parametrize(("language", "width"), SIZES)
def test_no_page_has_a_fault(
    through_full: Walk, through_empty: Walk, browser: Browser, language: str, width: int
) -> None:
    """Neither where much happened nor where nothing did."""
    assert _look(through_full, browser, language, width) == {}
    assert _look(through_empty, browser, language, width) == {}


def _look(walk: Walk, browser: Browser, language: str, width: int) -> dict[str, list[str]]:
    """Return what is wrong, by address."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    url = walk.house.shown.amana_url
    held = walk.house.cookies.items()
    context.add_cookies([{"name": n, "value": v, "url": url} for n, v in held])
    page = context.new_page()
    told: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # That the page itself is an error is expected, and no fault of what it loads.
        if message.type == "error" and not message.location["url"].startswith(page.url):
            told.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: told.append(str(error)))
    wrong: dict[str, list[str]] = {}
    for address in walk.found.pages.values():
        told.clear()
        page.goto(f"{url}{address}{'&' if '?' in address else '?'}lang={language}")
        if here := [*told, *_wrong_words(page, language), *faults(page)]:
            wrong[address] = here
    context.close()
    return wrong


def _wrong_words(page: Page, language: str) -> list[str]:
    """Return what is wrong with the language of a page and its headings."""
    root = page.locator("html")
    said, side = root.get_attribute("lang"), root.get_attribute("dir")
    wrong = [] if (said, side) == (language, DIRECTION[language]) else [f"said {said} {side}"]
    return wrong + ([] if page.locator("h1").count() == 1 else ["not one first heading"])
