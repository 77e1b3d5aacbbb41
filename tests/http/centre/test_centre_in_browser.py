"""The privacy centre in a real browser, in both languages, on a phone and on a desk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page

from amana.acts.me.choices import Switching

if TYPE_CHECKING:
    from tests.http.centre.conftest import Home

PAGES = (
    *("", "held", "choices", "messages", "policy", "history", "requests", "sessions", "leave"),
    *("announced", "copies"),
)
SIZES = (("ar", 390), ("en", 1280))

pytestmark = pytest.mark.browser


@pytest.mark.promise("W19")
def test_pages_of_the_centre_are_accessible_and_work_without_script(
    browser: Browser, faults: Callable[[Page], list[str]], home: "Home", real_site: str
) -> None:
    """Axe finds nothing, no page is too wide, and a switch is one press, by keyboard too."""
    home.me.switch(home.visitor, Switching(about="channel:sms", on=False, seen=1))
    home.look("a complaint")
    cookies = home.enter().cookies.items()
    context = browser.new_context(bypass_csp=True)
    context.add_cookies([{"name": n, "value": v, "url": real_site} for n, v in cookies])
    page = context.new_page()
    for part in PAGES:
        for language, width in SIZES:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{real_site}/{home.service}/me/{part}".rstrip("/") + f"?lang={language}")
            assert (part, language, faults(page)) == (part, language, [])
    context.close()
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies([{"name": n, "value": v, "url": real_site} for n, v in cookies])
    page = plain.new_page()
    page.goto(f"{real_site}/{home.service}/me/choices?lang=en")
    toggle = page.get_by_role("switch", name="Switch on: the newsletter")
    assert toggle.get_attribute("aria-checked") == "false"
    toggle.focus()
    with page.expect_navigation():
        page.keyboard.press("Space")
    assert page.get_by_role("switch", name="Switch off: the newsletter").is_visible()
    assert page.get_by_role("status").inner_text()
    plain.close()
