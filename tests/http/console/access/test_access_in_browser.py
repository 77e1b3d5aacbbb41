"""Staff access in a real browser, in both languages, on a phone and on a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from amana.domain.staff import StaffRole

WIDTHS = (390, 1280)
LinkOf = Callable[[StaffRole], str]

pytestmark = pytest.mark.browser


@pytest.fixture
def enter(
    browser: Browser, real_site: str, link_of: LinkOf, service: str
) -> Callable[[StaffRole, str], Page]:
    """Return what signs a member of a role in, in a browser of their own, at the list."""

    def entered(role: StaffRole, language: str) -> Page:
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto(f"{real_site}/console/sign-in?token={link_of(role)}&lang={language}")
        with page.expect_navigation():
            page.locator("main button").click()
        page.goto(f"{real_site}/console/{service}/access?lang={language}")
        return page

    return entered


def press(page: Page, action: str) -> None:
    """Press the button of the form that goes to this address."""
    with page.expect_navigation():
        page.locator(f"form[action*='/{action}'] button").first.click()


@pytest.mark.promise("W1", "W14")
@pytest.mark.parametrize("language", ["ar", "en"])
def test_delicate_data_is_asked_for_approved_and_read(
    enter: Callable[[StaffRole, str], Page],
    faults: Callable[[Page], list[str]],
    held: dict[str, str],
    language: str,
) -> None:
    """From finding a person to whole values, over a second person; axe finds nothing amiss."""

    def looks_right(page: Page, name: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert (name, width, faults(page)) == (name, width, [])
        assert not [value for value in held.values() if value in page.title() or value in page.url]

    support = enter(StaffRole.SUPPORT, language)
    looks_right(support, "empty")
    support.locator("input[name=value]").fill("customer-7")
    press(support, "access/person")
    for data in ("name", "email", "bank_account"):
        support.locator(f"input[name=data][value={data}]").check()
    support.locator("textarea[name=reason]").fill("شكوى رقم ١٢")
    support.locator("input[name=whole]").check()
    looks_right(support, "ask")
    press(support, "access/ask")
    looks_right(support, "waits")
    officer = enter(StaffRole.PRIVACY_OFFICER, language)
    assert "شكوى رقم ١٢" in officer.content()
    looks_right(officer, "answers")
    press(officer, "approve")
    support.reload()
    press(support, "read")
    looks_right(support, "masked")
    assert held["email"] not in support.content()
    press(support, "read")
    looks_right(support, "whole")
    shown = support.content()
    assert held["email"] in shown
    assert held["name"] in shown
    assert held["account"] not in shown
    auditor = enter(StaffRole.AUDITOR, language)
    looks_right(auditor, "auditor")
    assert not [value for value in (*held.values(), "customer-7") if value in auditor.content()]
    for page in (support, officer, auditor):
        page.context.close()
