"""What holds of each page of an Arabic example, in any browser and at any width."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def check(page: Page) -> None:
    """Nothing stands over the edge, the page reads from the right, and axe-core finds nothing."""
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0, page.url
    assert page.evaluate("document.dir") == "rtl"
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


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
