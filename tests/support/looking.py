"""The one browser of the tests, and what is wrong with a page as it shows it.

For people who cannot see, and on a phone.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM: Final = Path("/usr/bin/chromium")
_ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_ALSO: Final = {"rules": {"target-size": {"enabled": True}}}
"""WCAG 2.2 AA asks for it; axe leaves it out unless told."""
_OPEN_ALL: Final = "document.querySelectorAll('details').forEach((it) => { it.open = true })"
_WIDE: Final = "document.documentElement.scrollWidth > window.innerWidth"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the system's Chromium; the test is skipped, with the reason, where there is none."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))
        yield made
        made.close()


def faults(page: Page) -> list[str]:
    """Return what axe finds with all proofs and details open, and whether the page is too wide."""
    page.evaluate(_OPEN_ALL)
    return _found(page, _ALSO)


def _found(page: Page, options: Mapping[str, object]) -> list[str]:
    found = Axe().run(page, options=dict(options)).response["violations"]
    told = [f"{it['id']}: {it['nodes'][0]['html'][:200]}" for it in found]
    return told + (["wider than the screen"] if page.evaluate(_WIDE) else [])


def check(page: Page) -> None:
    """Fail where a page of an Arabic example, as it stands, has a fault or reads from the left."""
    assert page.evaluate("document.dir") == "rtl", page.url
    assert _found(page, {}) == [], page.url


def press(page: Page, button: str) -> None:
    """Press the first of such buttons or links, which leads to another page, and check that."""
    with page.expect_navigation():
        page.locator(button).first.click()
    check(page)


def opened(page: Page, address: str) -> str:
    """Open a page, check it, and return what it says."""
    page.goto(address)
    check(page)
    return page.inner_text("main")
