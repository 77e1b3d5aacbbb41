"""The store in a browser: the banner decides what runs, on a phone and on a desk."""

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.examples.store.conftest import Shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("store")]


def _names(context: Any) -> set[str]:  # noqa: ANN401 - Playwright's
    return {str(each["name"]) for each in context.cookies()}


_LOOKS = 60
_LOOK_MS = 250


@pytest.mark.promise("M13")
def test_nothing_of_others_runs_before_a_choice_and_each_purpose_is_chosen_alone(
    shop: "Shop",
    browser: Any,  # noqa: ANN401 - Playwright's
) -> None:
    """Before a choice and after a no neither cookie is there; after a yes both are."""
    context = browser.new_context(locale="ar")
    page = context.new_page()
    page.goto(shop.running.app_url)
    page.get_by_text("أرفض الكل").wait_for()
    assert not _names(context) & {"minwal_reports", "minwal_tracking"}
    page.get_by_text("أرفض الكل").click()
    page.wait_for_timeout(500)
    page.reload()
    assert not _names(context) & {"minwal_reports", "minwal_tracking"}
    page.get_by_text("ملفات تعريف الارتباط").click()
    page.get_by_text("أقبل الكل").click()
    # The page's own policy forbids what a condition in its script would take.
    for _ in range(_LOOKS):
        if {"minwal_reports", "minwal_tracking"} <= _names(context):
            break
        page.wait_for_timeout(_LOOK_MS)
    assert {"minwal_reports", "minwal_tracking"} <= _names(context)
    context.close()
    assert not shop.look("banner")["banner"].looked.broken  # type: ignore[union-attr]  # it could look
    assert shop.states()["M13"] == "kept"


@pytest.mark.promise("M13")
def test_a_browser_that_says_gpc_is_left_alone(
    shop: "Shop",
    browser: Any,  # noqa: ANN401 - Playwright's
) -> None:
    """With the signal on, nothing of others runs."""
    context = browser.new_context(locale="ar", extra_http_headers={"Sec-GPC": "1"})
    context.add_init_script("Object.defineProperty(navigator,'globalPrivacyControl',{value:true})")
    page = context.new_page()
    page.goto(shop.running.app_url)
    page.wait_for_timeout(800)
    assert not _names(context) & {"minwal_reports", "minwal_tracking"}
    context.close()


@pytest.mark.promise("M1", "M2", "M15", "M17", "M22")
@pytest.mark.parametrize("width", [390, 1280])
def test_somebody_opens_an_account_buys_and_writes(
    shop: "Shop",
    browser: Any,  # noqa: ANN401 - Playwright's
    width: int,
) -> None:
    """Registered by code, paid by card: four digits show; no page is wider than the screen."""
    context = browser.new_context(locale="ar", viewport={"width": width, "height": 900})
    page, url = context.new_page(), shop.running.app_url
    address = f"browser.{width}@mail.example"
    page.goto(f"{url}/accounts/register/")
    page.get_by_text("أرفض الكل").click()
    page.fill("#id_name", "نورة الكواري")
    page.fill("#id_phone", "+97455512345")
    page.fill("#id_address", "شارع اللؤلؤ، مبنى 12، الدوحة")
    page.fill("#id_email", address)
    page.fill("#id_password", "long-and-made-up")
    page.get_by_role("button", name="افتح الحساب").click()
    page.fill("#id_code", shop.code_for(address))
    page.get_by_role("button", name="أكّد").click()
    page.goto(url)
    page.locator(".goods a").nth(1).click()
    page.get_by_role("button", name="أضف إلى السلة").click()
    page.goto(f"{url}/checkout/")
    page.fill("#id_card", "4111 1111 1111 1111")
    page.get_by_role("button", name="ادفع").click()
    assert page.locator(".card").inner_text() == "•••• 1111"
    page.goto(f"{url}/review/2/")
    page.fill("#id_text", "لونه كما في الصورة")
    page.get_by_role("button", name="أرسل رأيك").click()
    assert "ينتظر المراجعة" in page.content()
    assert page.evaluate("document.documentElement.dir") == "rtl"
    for path in ("/", "/catalogue/", "/basket/", "/accounts/", "/contact-us/"):
        page.goto(url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert re.search(r"c-[0-9a-f]{12}", page.goto(f"{url}/accounts/").text())
    context.close()
