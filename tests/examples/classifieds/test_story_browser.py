"""Souq al-Hayy in a real browser: its banner, its tags, and its pages at two widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page
from souq import Coming, Site, come_in, look, refusing

from classifieds import stories

WIDTHS = (390, 1280)
pytestmark = pytest.mark.browser


def _cookies(context: BrowserContext) -> set[str]:
    return {str(each.get("name")) for each in context.cookies()}


def _from_others(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.mark.promise("K9", "K17")
def test_nothing_of_others_before_a_yes(site: Site, context: BrowserContext) -> None:
    """No tag, cookie or frame of others comes before a choice; after it just what was agreed to."""
    page = context.new_page()
    asked = _from_others(page)
    tags = str(site.run.app.tags)
    page.goto("/")
    page.get_by_role("button", name="أرفض الكل").click()
    page.goto("/sign-up/")
    page.goto("/")
    assert not [url for url in asked if url.startswith(tags)]
    assert not {name for name in _cookies(context) if name.startswith(("rasid_", "lafita_"))}
    page.get_by_role("link", name="ملفات تعريف الارتباط").click()
    with page.expect_request(lambda request: request.url.endswith("/rasid.js")):
        page.get_by_role("button", name="أقبل الكل").click()
    page.wait_for_function("document.cookie.includes('lafita_seen')")
    assert {"rasid_visit", "lafita_seen"} <= _cookies(context)
    look(site, "banner")
    assert {site.state("K9"), site.state("K17")} == {"kept"}


@pytest.mark.promise("K2", "K4", "K8", "K12")
def test_somebody_comes_to_post_an_ad(site: Site, context: BrowserContext) -> None:
    """From the empty form to the ad that everybody sees, with nothing of its owner on it."""
    page = refusing(context, site)
    page.goto("/sign-up/")
    for name, value in (
        ("الاسم", "هالة المومني"),
        ("الهاتف", "0797770001"),
        ("العنوان", "شارع المدينة المنورة"),
        ("البريد الإلكتروني", "hala@hay.example"),
        ("كلمة المرور", "تسعة-أبواب-قديمة"),
    ):
        page.get_by_label(name, exact=True).fill(value)
    page.get_by_role("button", name="أرسلوا إليّ رمزًا").click()
    code = stories.code_in(site.letter("hala@hay.example", "رمز التحقق"))
    page.get_by_label("الرمز").fill(code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    page.get_by_role("button", name="تأكيد").click()
    page.goto("/new/")
    page.get_by_label("القسم").select_option(label="عقارات - شقق للإيجار")
    page.get_by_label("العنوان", exact=True).fill("غرفة مفروشة")
    page.get_by_label("نص الإعلان").fill("قرب السوق.")
    page.get_by_label("السعر بالدينار").fill("90")
    page.get_by_role("button", name="انشر الإعلان").click()
    assert page.get_by_role("heading", name="لم نفعل، ولم نحفظ شيئًا").is_visible()
    page.get_by_role("link", name="اقرأ السياسة ووافق عليها").click()
    page.get_by_role("button", name="قرأتها وأوافق عليها").click()
    page.goto("/new/")
    page.get_by_label("القسم").select_option(label="عقارات - شقق للإيجار")
    page.get_by_label("العنوان", exact=True).fill("غرفة مفروشة")
    page.get_by_label("نص الإعلان").fill("قرب السوق.")
    page.get_by_label("السعر بالدينار").fill("90")
    page.get_by_role("button", name="انشر الإعلان").click()
    assert "لم يختر صاحب هذا الإعلان" in page.inner_text("main")
    assert "هالة" not in page.inner_text("main")
    page.goto("/mine/choices/")
    assert page.get_by_text("لم توافق").count() == 7
    page.get_by_role("button", name="أوافق: النشرة البريدية").click()
    assert page.get_by_role("button", name="أوقف: النشرة البريدية").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_fit_and_axe_finds_nothing(
    site: Site, context: BrowserContext, member: Coming, width: int
) -> None:
    """No page is wider than its window, none has a fault that axe-core knows."""
    ad = stories.post_ad(member.visitor, member.who, shows=("name", "phone"))
    page = refusing(context, site)
    page.set_viewport_size({"width": width, "height": 800})
    come_in(page, member)
    faults: list[str] = []
    for path in ("/", "/mine/", "/mine/choices/", "/new/", "/search/", "/write/", ad.url):
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{path}: wider than {width}")
        found = Axe().run(page)
        faults += [f"{path}: {each['id']}" for each in found.response["violations"]]
    assert faults == []
