"""What a person sees at Souq al-Hayy of the promises about them, on a phone."""

import pytest
from playing.browsing import Visitor
from playwright.sync_api import BrowserContext, Page
from souq import Coming, Site, come_in, comes_in, refusing

from classifieds import stories

pytestmark = pytest.mark.browser


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Page:
    """Open a page on which the banner lies over nothing."""
    return refusing(context, site)


def _fits(page: Page) -> None:
    """Nothing stands over the edge, and the page reads from the right."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert page.evaluate("document.documentElement.dir") == "rtl"


def _centre(page: Page, site: Site, part: str) -> str:
    """Go to a part of one's privacy centre by the site's own button; return what stands there."""
    page.goto("/mine/")
    page.get_by_role("button", name="خصوصيتي").click()
    page.wait_for_url(f"{site.run.amana_url}/**")
    page.goto(f"{site.run.amana_url}/{site.run.service}/me/{part}")
    _fits(page)
    return page.inner_text("main")


@pytest.mark.promise("K1")
def test_who_signs_up_reads_what_is_asked_and_finds_it_again(
    page: Page, site: Site, member: Coming
) -> None:
    """Just the four, with the reason; what was given stands in one's own pages, to be corrected."""
    page.goto("/sign-up/")
    assert "لنفتح حسابك ونراسلك في شأنه" in page.inner_text("main")
    asked = page.locator("main form.fields label").all_inner_texts()
    assert asked == ["الاسم", "الهاتف", "العنوان", "البريد الإلكتروني", "كلمة المرور"]
    _fits(page)
    come_in(page, member)
    page.goto("/user/profile/")
    assert page.get_by_label("الاسم").input_value() == member.who.name
    page.get_by_label("العنوان").fill("شارع الملك طلال، الزرقاء")
    page.get_by_role("button", name="احفظ").click()
    assert "صحّحنا بياناتك" in page.inner_text("[role=status]")
    kept = site.rows("select address from account where id = ?", member.person)
    assert kept == [("شارع الملك طلال، الزرقاء",)]


@pytest.mark.promise("K3")
def test_the_notice_says_whom_it_covers(page: Page, site: Site) -> None:
    """The foot of each page leads to it; the sentence stands there with its state."""
    page.goto("/")
    page.get_by_role("link", name="سياسة الخصوصية، ووفاؤنا بكل وعد فيها").click()
    page.wait_for_url(f"{site.run.amana_url}/{site.run.service}/privacy**")
    _fits(page)
    assert "ولا تسري على شركات لا نملكها" in page.inner_text("main")


@pytest.mark.promise("K7")
def test_service_notices_have_no_switch_and_no_way_out(
    page: Page, site: Site, member: Coming
) -> None:
    """One is told so before giving an address, and again where one chooses."""
    page.goto("/sign-up/")
    assert "إعطاؤك البريد يعني أن إشعارات الخدمة تصلك ولا تُوقف" in page.inner_text("main")
    come_in(page, member)
    page.goto("/mine/choices/")
    assert "لا تُوقف ولا ترويج فيها" in page.inner_text("main .note")
    switched = page.locator("main [name=purpose]").evaluate_all("all => all.map(it => it.value)")
    assert "communicate" not in switched
    [letter] = [it for it in site.run.mailbox.latest() if it.to == member.who.email]
    assert (letter.stop, "رمز التحقق" in letter.subject) == (None, True)


@pytest.mark.promise("K10", "K11")
def test_what_a_network_tells_stands_on_the_page_before_it_is_taken(page: Page, site: Site) -> None:
    """Name, mobile, address and picture, and what they serve; then a yes, and the account."""
    page.goto("/sign-up/")
    page.get_by_role("link", name="دوّار").click()
    page.get_by_role("link", name="لجين المجالي").click()
    shown = page.inner_text("main")
    for words in ("لم نأخذ شيئًا بعد", "لجين المجالي", "0775550103", "lujain@liqa.example"):
        assert words in shown
    assert page.get_by_alt_text("صورتك في دوّار").is_visible()
    _fits(page)
    taken = "select 1 from social_account where network = 'dawwar'"
    assert site.rows(taken) == []
    page.get_by_role("button", name="خذوها وافتحوا لي حسابًا").click()
    assert "لا يخدم إلا تسجيلك والتحقق منك" in page.inner_text("[role=status]")
    assert site.rows(taken) == [(1,)]


@pytest.mark.promise("K15")
def test_who_agreed_sees_that_the_marketer_got_their_address(
    page: Page, site: Site, member: Coming, desk: Visitor
) -> None:
    """Off until one agrees; what was handed over then stands in the privacy centre."""
    come_in(page, member)
    page.goto("/mine/choices/")
    page.get_by_role("button", name="أوافق: إعطاء بريدك").click()
    assert page.get_by_role("button", name="أوقف: إعطاء بريدك").is_visible()
    stories.press(desk, "/desk/marketer/")
    received = _centre(page, site, "received")
    assert "رواج" in received
    page.goto("/mine/choices/")
    page.get_by_role("button", name="أوقف: إعطاء بريدك").click()
    assert page.get_by_role("button", name="أوافق: إعطاء بريدك").is_visible()
    asked = site.amana.disclose(
        member.person, ["email"], purpose="partner_marketing", recipient="marketer"
    )
    assert not asked.permitted


@pytest.mark.promise("K18")
def test_writing_to_the_site_stops_all_offers(page: Page, site: Site, member: Coming) -> None:
    """The page says so, a letter confirms it, and the switches are off."""
    come_in(page, member)
    page.goto("/mine/choices/")
    page.get_by_role("button", name="أوافق: النشرة البريدية").click()
    page.goto("/write/")
    page.get_by_label("رسالتك").fill("أوقفوا العروض والإعلانات عني من فضلكم")
    page.get_by_role("button", name="أرسل").click()
    assert "أوقفنا العروض والإعلانات" in page.inner_text("[role=status]")
    _fits(page)
    assert "لن يصلك" in site.letter(member.who.email, "أوقفنا العروض")
    page.goto("/mine/choices/")
    assert page.get_by_role("button", name="أوافق: النشرة البريدية").is_visible()


@pytest.mark.promise("K18")
def test_a_letter_from_one_s_own_mailbox_stops_them_too(
    page: Page, site: Site, member: Coming
) -> None:
    """What comes in by mail is followed and answered; one's page shows it."""
    come_in(page, member)
    page.goto("/mine/choices/")
    page.get_by_role("button", name="أوافق: النشرة البريدية").click()
    assert page.get_by_role("button", name="أوقف: النشرة البريدية").is_visible()
    before = len(site.letters(member.who.email))
    text = "السلام عليكم، لا أريد نشرتكم ولا عروضكم في بريدي، أرجو إلغاء اشتراكي."
    assert comes_in(site, member.who.email, text) == "stopped"
    assert {*stories.LETTERS} <= {*site.amana.choices(member.person).objected}
    site.wait(lambda: len(site.letters(member.who.email)) > before, what="an answer by letter")
    page.goto("/mine/choices/")
    assert page.get_by_role("button", name="أوافق: النشرة البريدية").is_visible()


@pytest.mark.promise("K19")
def test_signing_in_says_how_to_take_care_and_signing_out_is_one_button(
    page: Page, member: Coming
) -> None:
    """A password of one's own for the site; on a shared device, out again."""
    page.goto("/sign-up/")
    assert "لا تستعملها في موقع آخر" in page.inner_text("main")
    page.goto("/sign-in/")
    assert "إن كان الجهاز مشتركًا فاخرج من حسابك" in page.inner_text("main")
    come_in(page, member)
    page.get_by_role("button", name="خروج").click()
    page.goto("/mine/")
    assert "/sign-in/" in page.url
    assert member.who.name not in page.content()
