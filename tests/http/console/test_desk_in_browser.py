"""The request desk and its sources in a real browser, in both languages, on a phone and a desk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page

if TYPE_CHECKING:
    from tests.http.console.conftest import Shop

SIZES = (("ar", 390), ("en", 1280))

pytestmark = pytest.mark.browser


def test_pages_of_the_desk_are_accessible_and_none_is_too_wide(
    browser: Browser, faults: Callable[[Page], list[str]], shop: "Shop", real_site: str
) -> None:
    """Axe finds nothing on the queue, a request, a decision, the joint plan, a map, what leaves."""
    shop.approve_map()
    asked = [shop.ask(person) for person in ("p-1", "p-2")]
    shop.send(f"requests/{asked[0]}/plan")
    begun = shop.ask("p-3")
    shop.send(f"requests/{begun}/carry-out")
    pages = (
        "requests?late=false&number=ab12cd",
        "requests",
        f"requests/{asked[0]}",
        f"requests/{asked[0]}/sure/refuse?choice=excessive",
        f"requests/together?chosen={asked[0]}&chosen={asked[1]}",
        f"requests/{begun}/progress?looked=60",
        "sources",
        "sources/shop",
        "keeping?ahead=true",
        "holds",
        "breaches",
        "breaches/register",
        "releases",
        "publications",
        "keys",
    )
    context = browser.new_context(bypass_csp=True)
    context.add_cookies(
        [{"name": n, "value": v, "url": real_site} for n, v in shop.desk.cookies.items()]
    )
    page = context.new_page()
    for part in pages:
        for language, width in SIZES:
            page.set_viewport_size({"width": width, "height": 900})
            more = "&" if "?" in part else "?"
            page.goto(f"{real_site}/console/{shop.service}/{part}{more}lang={language}")
            assert (part, language, faults(page)) == (part, language, [])
    context.close()
