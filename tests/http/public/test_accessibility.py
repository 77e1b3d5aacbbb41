"""Every page in a real browser: axe finds nothing, nothing overflows, keys reach everything."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

Faults = Callable[[Page], list[str]]
PUBLIC = (
    "/",
    "/services-app/privacy",
    "/services-app/privacy/changes?from=1&to=2",
    "/services-app/privacy/promises/W1",
    "/services-app/nothing",
)
WIDTHS = (390, 1280)

pytestmark = pytest.mark.browser


def _look(
    browser: Browser, faults: Faults, address: str, *, width: int, dark: bool = False
) -> list[str]:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        bypass_csp=True,  # for axe itself, which is a script
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.goto(address)
    found = faults(page)
    context.close()
    return found


def _in(language: str, path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_public_pages_are_accessible(
    browser: Browser, faults: Faults, site: str, path: str, language: str
) -> None:
    """On a phone and on a desk, in light and in dark, axe finds nothing."""
    address = site + _in(language, path)
    assert [_look(browser, faults, address, width=width) for width in WIDTHS] == [[], []]
    assert _look(browser, faults, address, width=1280, dark=True) == []


def test_a_proof_opens_by_keyboard_alone(browser: Browser, site: str) -> None:
    """Tab reaches the first proof, Enter opens it, and no script was needed."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/services-app/privacy")
    page.locator("details.proof summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.proof").first.get_attribute("open") is not None
    context.close()


def test_nothing_in_hostile_text_runs_or_overflows(browser: Browser, hostile_site: str) -> None:
    """Script tags show as text, and a word without end does not push the page wide."""
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(f"{hostile_site}/services-app/privacy")
    assert page.locator("script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert said == []
    context.close()


@pytest.mark.parametrize(("language", "side"), [("ar", "right"), ("en", "left")])
def test_the_text_begins_on_the_reading_side(
    browser: Browser, site: str, language: str, side: str
) -> None:
    """Arabic text stands to the right of its proofs, English to the left."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/services-app/privacy?lang={language}")
    row = page.locator(".row", has=page.locator(".proof")).first
    text, proof = row.locator(".said").bounding_box(), row.locator(".proofs").bounding_box()
    assert text is not None
    assert proof is not None
    assert (text["x"] > proof["x"]) is (side == "right")
    context.close()
