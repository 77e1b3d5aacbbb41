"""Miqat in a real browser, at the widths of a phone and of a desk, without script of its own."""

from datetime import UTC, datetime, timedelta

import pytest
from looking import check, opened, press
from miqat import Member, Miqat
from miqat_pages import centre, come_in, send
from playwright.sync_api import Page

from scheduling import stories

OF_BUSINESS = ("/business", "/business/settings", "/business/members", "/upgrade", "/privacy")
OF_CLIENT = ("/bookings", "/profile", "/privacy", "/support", "/way-out")

pytestmark = pytest.mark.browser


def _fill_in(tab: Page, email: str, *, age: str = "yes") -> None:
    """Fill the form of a new business in, but for the agreement."""
    tab.goto("/sign-up")
    for name, value in (
        ("name", "أمل الشهري"),
        ("email", email),
        ("password", "tawila-wa-saaba-9"),
        ("business", "ورشة الخط"),
    ):
        tab.fill(f"[name={name}]", value)
    tab.check(f"[name=of_age][value={age}]")


@pytest.mark.promise("A4")
def test_somebody_opens_a_business_and_sees_what_was_taken(tab: Page, miqat: Miqat) -> None:
    """The code of a letter first; then business and profile stand there, and what Amana holds."""
    for path in ("/", "/enter"):
        opened(tab, path)
    assert "سياسة الخصوصية" in opened(tab, "/sign-up")
    email = miqat.made_up("أمل الشهري").email
    _fill_in(tab, email)
    tab.check("[name=accepts]")
    send(tab)
    assert tab.url.endswith("/code")
    tab.fill("[name=code]", miqat.code_for(email))
    send(tab)
    assert "ورشة الخط" in tab.inner_text("h1")
    opened(tab, "/profile")
    assert tab.input_value("[name=name]") == "أمل الشهري"
    assert email in centre(tab, miqat, "held")


@pytest.mark.promise("A32")
def test_who_is_too_young_is_told_so_and_gets_no_account(tab: Page, miqat: Miqat) -> None:
    """The question is answered by yes or no; after the no a page says why nothing was kept."""
    email = miqat.made_up("سارة").email
    _fill_in(tab, email, age="no")
    assert tab.locator("[name=of_age]").count() == 2
    tab.check("[name=accepts]")
    send(tab)
    check(tab)
    assert not tab.url.endswith("/code")
    assert "سن" in tab.inner_text("main")
    assert miqat.amana.persons.find("email", email) == ()


@pytest.mark.promise("A36")
def test_without_agreement_the_form_goes_nowhere(tab: Page, miqat: Miqat) -> None:
    """The browser itself holds it back, and names the box that was left empty."""
    email = miqat.made_up("نورة").email
    _fill_in(tab, email)
    tab.click("main form button")
    tab.wait_for_timeout(300)
    assert tab.url.endswith("/sign-up")
    assert tab.locator("[name=accepts]:invalid").count() == 1
    assert miqat.amana.persons.find("email", email) == ()


@pytest.mark.promise("A7")
def test_a_business_sees_who_booked_and_no_more_of_them(
    tab: Page, miqat: Miqat, reem: Member, khaled: Member
) -> None:
    """Name, address and hour; of its members name and address. Phones stand on neither page."""
    come_in(tab, reem, miqat)
    for path in OF_BUSINESS:
        opened(tab, path)
    seen = opened(tab, "/business")
    assert khaled.who.email in seen
    assert "الساعة" in seen
    assert khaled.who.phone not in tab.content()
    members = opened(tab, "/business/members")
    assert "اسم كل عضو وبريده، لا أكثر" in members
    assert reem.who.email in members
    assert reem.who.phone not in tab.content()


@pytest.mark.promise("A3")
def test_a_business_decides_how_long_its_bookings_stay(tab: Page, miqat: Miqat) -> None:
    """Its word stands there from then on, and in what Amana follows."""
    owner = miqat.business("هيا الدوسري")
    come_in(tab, owner, miqat)
    assert "أنت من يقرر، ونحن نعمل بتعليماتك" in opened(tab, "/business/settings")
    tab.select_option("select[name=days]", "30")
    press(tab, "form:has(select[name=days]) button")
    assert tab.locator("select[name=days]").input_value() == "30"
    (set_,) = miqat.post("/v1/retention/settings/list", person=owner.id)["settings"]
    assert (set_["promise"], set_["period"]) == ("A18", "P30D")


@pytest.mark.promise("A9")
def test_a_partner_is_linked_and_let_go_by_a_button(tab: Page, miqat: Miqat) -> None:
    """It says that nothing goes there before the link, nor after its end."""
    owner = miqat.business("جواهر العتيبي")
    come_in(tab, owner, miqat)
    assert "غير مربوطة، ولا تُعطى شيئًا" in opened(tab, "/business/settings")
    press(tab, "button[name=linked][value=yes]")
    assert "مربوطة بحسابك" in tab.inner_text("main")
    assert "لقاؤك" in centre(tab, miqat, "received", at="/privacy")
    tab.goto("/business/settings")
    press(tab, "button[name=linked][value=no]")
    assert "فُصلت «لقاؤك»، ولا تُعطى شيئًا بعد الآن" in tab.inner_text("main")


@pytest.mark.promise("A14")
def test_of_a_card_four_digits_show_and_none_goes_into_a_note(
    tab: Page, miqat: Miqat, page: str
) -> None:
    """The upgrade shows its end; the form of a booking says that no number belongs there."""
    come_in(tab, miqat.business("ندى القحطاني"), miqat)
    opened(tab, "/upgrade")
    tab.fill("[name=card]", stories.CARD)
    press(tab, "main form button")
    assert "1111" in tab.inner_text("main .lead")
    assert stories.CARD.replace(" ", "") not in tab.content().replace(" ", "")
    tab.goto(page)
    press(tab, "main a[href^='/hours/']")
    press(tab, "main a[href^='/book/']")
    tab.fill("[name=note]", f"بطاقتي {stories.CARD}")
    press(tab, "main form button")
    assert "لا تكتب رقم بطاقة هنا" in tab.inner_text("main .fault")


@pytest.mark.promise("A22")
def test_an_objection_shows_at_once(tab: Page, miqat: Miqat, page: str) -> None:
    """What was picked from earlier bookings is gone with the next page; the switch stays off."""
    someone = miqat.client(page, "مشاري")
    come_in(tab, someone, miqat)
    for path in OF_CLIENT:
        opened(tab, path)
    assert "اخترنا لك مما حجزته" in opened(tab, "/bookings")
    opened(tab, "/privacy")
    tab.uncheck("[name=tailoring]")
    press(tab, "main form:has([name=tailoring]) button")
    assert "يسري اختيارك من الآن" in tab.inner_text("main")
    assert not tab.is_checked("[name=tailoring]")
    assert "اخترنا لك مما حجزته" not in opened(tab, "/bookings")


@pytest.mark.promise("A28")
def test_profile_and_booking_are_set_right_in_the_service(
    tab: Page, miqat: Miqat, page: str
) -> None:
    """A name and an hour are changed where they stand."""
    someone = miqat.client(page, "راشد")
    come_in(tab, someone, miqat)
    opened(tab, "/profile")
    tab.fill("[name=name]", "راشد بن علي")
    press(tab, "main form button")
    assert tab.input_value("[name=name]") == "راشد بن علي"
    before = opened(tab, "/bookings")
    press(tab, "a[href$='/move']")
    tab.locator("button.hour").nth(3).scroll_into_view_if_needed()
    with tab.expect_navigation():
        tab.locator("button.hour").nth(3).click()
    assert opened(tab, "/bookings") != before


@pytest.mark.promise("A30")
def test_the_foot_of_an_offer_leads_to_a_page_that_ends_them(
    tab: Page, miqat: Miqat, page: str
) -> None:
    """Ticked at the service, ended behind the letter's link: the switch is off again."""
    someone = miqat.client(page, "سلطان")
    come_in(tab, someone, miqat)
    opened(tab, "/privacy")
    tab.check("[name=offers]")
    press(tab, "main form:has([name=offers]) button")
    stories.go_round(miqat.officer(), "offer")
    text = miqat.letter(someone.who.email, "شهر مجاني")
    (link,) = {each for each in text.split() if each.startswith(miqat.shown.amana_url)}
    opened(tab, link)
    press(tab, "main form button")
    tab.goto("/privacy")
    assert not tab.is_checked("[name=offers]")


@pytest.mark.promise("A34")
def test_support_is_written_to_inside_and_by_mail(tab: Page, miqat: Miqat, khaled: Member) -> None:
    """The form takes a message; the address stands at the foot of each page."""
    come_in(tab, khaled, miqat)
    opened(tab, "/support")
    tab.fill("main textarea", "كيف أغيّر بريدي؟")
    press(tab, "main form button")
    assert "وصلت رسالتك، ونجيبك على بريد حسابك" in tab.inner_text("main")
    assert tab.locator("footer a[href='mailto:privacy@miqat.example']").is_visible()


@pytest.mark.promise("A27")
def test_a_request_is_made_inside_by_support_or_by_mail(
    tab: Page, miqat: Miqat, khaled: Member
) -> None:
    """The centre says by when it is answered, within 21 days; the other doors stand open, too."""
    come_in(tab, khaled, miqat)
    opened(tab, "/support")
    assert tab.locator("main textarea").count() == 1
    assert tab.locator("footer a[href^='mailto:']").is_visible()
    centre(tab, miqat, "requests")
    tab.select_option("select[name=kind]", "correction")
    tab.fill("[name=about]", "في اسمي خطأ.")
    with tab.expect_navigation():
        tab.click("form:has(select[name=kind]) button")
    asked = tab.locator("li.panel", has_text="في اسمي خطأ.").first
    due = datetime.fromisoformat(str(asked.locator("time").last.get_attribute("datetime")))
    assert timedelta(0) < due - datetime.now(UTC) <= timedelta(days=21)
    with tab.expect_navigation():
        asked.locator("button").click()


@pytest.mark.promise("A37")
def test_the_policy_stands_behind_each_page(tab: Page, miqat: Miqat) -> None:
    """The foot of each page leads to it; it says, too, that no system is wholly secure."""
    tab.goto("/")
    press(tab, "footer a")
    assert tab.url == f"{miqat.shown.amana_url}/scheduling/privacy"
    said = tab.locator(".row", has_text="ولا يوجد نظام آمن كل الأمان").first
    assert said.locator(".proof.stated").count() >= 1
