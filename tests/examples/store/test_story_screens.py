"""What a customer of the store and its team see of each row, on a phone and on a desk."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from looking import opened, press
from playwright.sync_api import Browser, Page

from amana.acts.act import OPERATOR, Act
from amana.acts.requests.fee import quote_fee
from store import stories

if TYPE_CHECKING:
    from tests.examples.store.conftest import Customer, Shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("store")]
WIDTHS = (390, 1280)
LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
LIKED = "قد يعجبك"
_TRIES = 60


@pytest.fixture
def buyer(shop: "Shop") -> "Customer":
    """Open an account, and buy something."""
    made = shop.customer("عائشة المهندي")
    assert stories.buy(made.visitor, 1).status == 200
    return made


@pytest.fixture(params=WIDTHS)
def tab(request: pytest.FixtureRequest, shop: "Shop", browser: Browser) -> Iterator[Page]:
    """Open a page of a width, on which the banner was answered."""
    context = browser.new_context(
        locale="ar",
        viewport={"width": request.param, "height": 900},
        base_url=shop.running.app_url,
        accept_downloads=True,
    )
    page = context.new_page()
    page.goto("/accounts/sign-in/")
    page.get_by_text("أرفض الكل").click()
    page.get_by_role("button", name="أغلق").click()
    yield page
    context.close()


def _says(tab: Page) -> str:
    return tab.inner_text("main")


def _sign_in(tab: Page, who: "Customer") -> None:
    _enter(tab, who.someone.email, who.someone.password)


def _enter(tab: Page, email: str, password: str) -> None:
    tab.fill("#id_email", email)
    tab.fill("#id_password", password)
    press(tab, "main form button")


def _at_desk(tab: Page, shop: "Shop") -> None:
    """Sign the team in, at its desk."""
    _enter(tab, shop.running.app.officer, shop.running.app.password_file.read_text("ascii"))


def _do(tab: Page, act: str, **fields: str) -> None:
    """Fill one of the desk's forms, and send it."""
    form = f"form[action='/staff/{act}/']"
    for name, value in fields.items():
        tab.fill(f"{form} [name={name}]", value)
    with tab.expect_navigation():
        tab.click(f"{form} button")


def _centre(tab: Page, shop: "Shop", part: str) -> None:
    """Go by the account's button into the privacy centre, and to one of its parts."""
    tab.goto("/accounts/")
    with tab.expect_navigation():
        tab.click("form.amana-centre button")
    assert tab.url.startswith(shop.running.amana_url)
    opened(tab, f"{shop.running.amana_url}/store/me/{part}")


@pytest.mark.promise("M5")
def test_the_account_shows_how_one_is_reached_and_puts_it_right(
    buyer: "Customer", tab: Page
) -> None:
    """What was given at registration stands there; a new phone number does from then on."""
    _sign_in(tab, buyer)
    who = buyer.someone
    assert all(each in _says(tab) for each in (who.name, who.phone, who.address, who.email))
    assert "+97455987654" not in _says(tab)
    opened(tab, "/accounts/contact/")
    tab.fill("[name=phone]", "+97455987654")
    press(tab, "main form button")
    assert "حُفظت بياناتك" in _says(tab)
    assert "+97455987654" in _says(tab)
    assert who.phone not in _says(tab)


@pytest.mark.promise("M4")
def test_a_letter_to_the_shop_is_taken_and_shown_without_the_card_in_it(
    shop: "Shop", buyer: "Customer", tab: Page
) -> None:
    """Somebody writes a card number: their privacy centre shows the letter with its end alone."""
    _sign_in(tab, buyer)
    opened(tab, "/contact-us/")
    tab.fill("#id_text", f"خُصم مرتين من {stories.CARD}")
    press(tab, "main form button")
    assert "وصلت رسالتك" in _says(tab)
    _centre(tab, shop, "held")
    assert "خُصم مرتين من •••• 1111" in _says(tab)
    assert stories.CARD not in tab.content()


@pytest.mark.promise("M4")
def test_who_subscribes_is_asked_by_letter_first(
    shop: "Shop", buyer: "Customer", tab: Page
) -> None:
    """The account says that nothing comes yet, until the letter's link was opened."""
    _sign_in(tab, buyer)
    press(tab, "button[value=newsletter-yes]")
    assert "اشتراكك يبدأ حين تفتح رابطها" in _says(tab)
    assert "النشرة البريدية: لا تصلني" in _says(tab)
    letter = shop.letter(buyer.someone.email, "نشرة")
    link = next(each for each in letter.split() if "/accounts/newsletter/" in each)
    opened(tab, link)
    press(tab, "main form button")
    assert "تأكد" in _says(tab)
    opened(tab, "/accounts/")
    assert "النشرة البريدية: تصلني" in _says(tab)


@pytest.mark.promise("M6", "M16")
def test_an_order_is_seen_from_its_payment_to_its_delivery(
    shop: "Shop", buyer: "Customer", tab: Page, browser: Browser
) -> None:
    """Goods, money and state stand on its page; at delivery the desk says when a rating is asked.

    Two weeks, and no letter before: unless the customer stops it, which the desk says, too.
    """
    _sign_in(tab, buyer)
    press(tab, "main table a")
    assert "يُجهَّز" in _says(tab)
    assert "ر.ق" in _says(tab)
    assert tab.inner_text(".card") == "•••• 1111"
    order = tab.url
    with browser.new_context(locale="ar", base_url=shop.running.app_url) as other:
        desk = other.new_page()
        desk.goto("/accounts/sign-in/")
        _at_desk(desk, shop)
        assert buyer.someone.name not in _says(desk)
        with desk.expect_navigation():
            desk.locator("tr", has_text=buyer.id).locator("button").click()
        assert "رسالة التقييم بعد أسبوعين ما لم يوقفها العميل" in _says(desk)
    opened(tab, order)
    assert "سُلِّم" in _says(tab)
    letters = [it.subject for it in shop.running.mailbox.latest() if it.to == buyer.someone.email]
    assert not [each for each in letters if "قيّم" in each]


@pytest.mark.promise("M7")
def test_an_objection_is_seen_at_once_and_offers_wait_for_a_yes(
    buyer: "Customer", tab: Page
) -> None:
    """What one may like leaves the first page, and comes back; each switch says how it stands."""
    _sign_in(tab, buyer)
    opened(tab, "/")
    assert LIKED in _says(tab)
    opened(tab, "/accounts/")
    assert "العروض المختارة لي: لا تصلني" in _says(tab)
    press(tab, "button[value=analysis-no]")
    assert "تحليل ما أفضّله: متوقف" in _says(tab)
    opened(tab, "/")
    assert LIKED not in _says(tab)
    opened(tab, "/accounts/")
    for said, stands in (
        ("analysis-yes", "تحليل ما أفضّله: يجري"),
        ("offers-yes", "العروض المختارة لي: تصلني"),
        ("offers-no", "العروض المختارة لي: لا تصلني"),
    ):
        press(tab, f"button[value={said}]")
        assert "عملنا بما اخترته" in _says(tab)
        assert stands in _says(tab)
    opened(tab, "/")
    assert LIKED in _says(tab)


@pytest.mark.promise("M8")
def test_who_entered_the_draw_can_be_drawn_and_nobody_else(
    shop: "Shop", buyer: "Customer", tab: Page, browser: Browser
) -> None:
    """The desk is refused, with a page that says so; then its customer enters, and it is not."""
    with browser.new_context(locale="ar", base_url=shop.running.app_url) as other:
        desk = other.new_page()
        desk.goto("/accounts/sign-in/")
        _at_desk(desk, shop)
        _do(desk, "draw", person=buyer.id)
        assert "لا تسمح سياستنا بهذا" in desk.inner_text("body")
        assert buyer.someone.name not in desk.content()
        _sign_in(tab, buyer)
        press(tab, "form[action='/accounts/draw/'] button")
        assert "دخلت السحب" in _says(tab)
        desk.goto("/staff/")
        _do(desk, "draw", person=buyer.id)
        assert f"الفائز في السحب: {buyer.someone.name}" in _says(desk)


@pytest.mark.promise("M9")
def test_an_address_of_a_third_party_shows_where_it_came_from(
    shop: "Shop", buyer: "Customer", tab: Page
) -> None:
    """Corrected at the desk: the centre shows it with its source, and that another stood there."""
    _at_desk(tab, shop)
    new = f"شارع المها، مبنى {len(shop.open)}، الدوحة"
    _do(tab, "verify", person=buyer.id, address=new)
    assert "صُحِّح العنوان من وكالة التحقق" in _says(tab)
    press(tab, "header form button")
    tab.goto("/accounts/sign-in/")
    _sign_in(tab, buyer)
    assert new in _says(tab)
    _centre(tab, shop, "held")
    line = tab.locator("dd", has_text=new)
    assert "تثبّت" in line.inner_text()
    assert "قيمة سابقة واحدة" in line.inner_text()


@pytest.mark.promise("M18")
def test_a_copy_is_asked_for_at_the_account_and_fetched_in_the_centre(
    shop: "Shop", buyer: "Customer", tab: Page, tmp_path: Path
) -> None:
    """Who is signed in asks with one button, and downloads a file that holds their data."""
    _sign_in(tab, buyer)
    press(tab, "form[action='/accounts/copy/'] button")
    assert "وصلنا طلبك" in _says(tab)
    _centre(tab, shop, "requests")
    assert "نسخة من بياناتي" in _says(tab)
    opened(tab, f"{shop.running.amana_url}/store/me/copies")
    press(tab, "form[action$='/me/copies'] button")
    fetch = tab.locator("form[action$='/me/copies/file']")
    for _ in range(_TRIES):
        if fetch.count():
            break
        tab.wait_for_timeout(500)
        tab.goto(f"{shop.running.amana_url}/store/me/copies")
    assert "جاهزة" in _says(tab)
    fetch.first.locator("select").select_option("json")
    with tab.expect_download() as saved:
        fetch.first.locator("button").click()
    saved.value.save_as(tmp_path / "copy.json")
    text = json.dumps(json.loads((tmp_path / "copy.json").read_bytes()), ensure_ascii=False)
    assert buyer.someone.name in text
    assert buyer.someone.address in text


@pytest.mark.promise("M19")
def test_a_fee_is_named_where_the_request_stands(
    shop: "Shop", buyer: "Customer", tab: Page
) -> None:
    """The account says beforehand that there may be one; the centre says how much, and before."""
    _sign_in(tab, buyer)
    assert "ونخبرك به قبل أن نبدأ" in _says(tab)
    asked = shop.post(
        "/v1/requests",
        {"kind": "copy", "person": buyer.id, "about": "نسخة", "proven_by": "signed_in"},
    )
    with shop.running.amana.storage.work(shop.running.service) as work:
        act = Act(actor=OPERATOR, work=work)
        quote_fee(act, UUID(asked["request"]), amount=5000, currency="QAR")
    _centre(tab, shop, "requests")
    quoted = tab.locator("li.panel", has_text=asked["request"][-12:])
    assert "5000 QAR" in quoted.inner_text().translate(LATIN).replace("٬", "").replace(",", "")


@pytest.mark.promise("M20")
def test_the_link_to_others_says_that_it_is_not_ours(tab: Page) -> None:
    """On each page that is open to all there is this one link out, and it is marked."""
    for path in ("/", "/catalogue/", "/accounts/register/"):
        opened(tab, path)
        out = tab.locator("a[href^='http']:not([href*='//127.0.0.1'])")
        assert out.count() == 1
        assert "external" in str(out.get_attribute("rel")).split()
        assert "هذا الرابط إلى موقع ليس لنا" in tab.inner_text("footer")


@pytest.mark.promise("M21")
def test_the_notice_shows_its_date_its_versions_and_a_feed(shop: "Shop", tab: Page) -> None:
    """One link in the footer leads to it; since when it holds stands beside the version."""
    press(tab, "footer a")
    assert tab.url.startswith(f"{shop.running.amana_url}/store/privacy")
    versions = tab.locator("ol.versions li")
    assert versions.count() == len(shop.running.amana.public.policy_page(
        shop.running.service, language="ar", version=None
    ).versions)  # fmt: skip
    assert str(datetime.now(UTC).year) in versions.first.inner_text().translate(LATIN)
    feed = tab.locator("main a[href*='feed.atom']")
    answer = tab.request.get(f"{shop.running.amana_url}{feed.get_attribute('href')}")
    assert answer.ok
    assert "<feed" in answer.text()
