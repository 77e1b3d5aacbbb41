"""What a person sees of each row, in a real browser: in Arabic, on a phone."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from phone import Hand, Phone
from services_app.application import Credentials
from services_app.people import MadeUp, MadeUpBusiness

Firm = Callable[[str], MadeUpBusiness]
NEW_ADDRESS = "شارع الوسيل، مبنى 12"
REASON = "شكوى 4711"
GROUND = "أمر المحكمة 12/2026"
REFUSED = "لم نفعل ذلك، فسياسة الخصوصية لا تسمح به"
OFFER = "عرض لك: خصم"
TAKEN = "تولّى مقدّم خدمة طلبك"

pytestmark = pytest.mark.browser


@pytest.fixture
def wisher(someone: MadeUp) -> MadeUp:
    """Make up someone who asks for plumbing."""
    return replace(someone, service="plumbing")


@pytest.fixture
def customer(hand: Hand, empty_app_url: str, wisher: MadeUp) -> Phone:
    """Hand a phone to someone, who signs up."""
    phone = hand(empty_app_url)
    phone.sign_up(wisher)
    return phone


@pytest.fixture
def provider(hand: Hand, empty_app_url: str, firm: Firm) -> Phone:
    """Hand a phone to a plumber, who signs up."""
    phone = hand(empty_app_url)
    phone.sign_up(firm("plumbing"))
    return phone


@pytest.fixture
def officer(hand: Hand, empty_app_url: str, empty_app_credentials: Credentials) -> Phone:
    """Hand a phone to the unit's officer, who signs in."""
    phone = hand(empty_app_url)
    phone.sign_in(empty_app_credentials.email, empty_app_credentials.password)
    return phone


def go_round(officer: Phone) -> str:
    """Let the officer send an offer to all; return what the desk says of it."""
    officer.open("/unit")
    officer.press("form[action='/unit/rounds/offer'] button")
    return officer.main()


@pytest.mark.promise("W1")
def test_a_file_opens_for_a_written_reason_which_its_owner_reads(
    customer: Phone, officer: Phone, wisher: MadeUp
) -> None:
    """Without one the officer sees a refusal and nothing of the person."""
    customer.own_data(wisher.password)
    number = customer.number()
    for reason in ("", REASON):
        officer.open("/unit")
        officer.page.fill("#examined", number)
        officer.page.fill("#reason", reason)
        officer.press("form[action='/unit/examine'] button")
        seen = officer.main()
        assert (REFUSED in seen) == (not reason)
        assert (wisher.email in seen) == (wisher.phone in seen) == bool(reason)
    customer.open("/my-data")
    region = customer.page.get_by_role("region", name="من اطّلع عليها ومن تسلّمها").first
    looks = region.get_by_role("row", name="اطّلع عليها موظف").all_inner_texts()
    assert [REASON in look for look in looks].count(True) > 0
    assert any("رُفض" in look and REASON not in look for look in looks)


@pytest.mark.promise("W2")
def test_each_value_that_was_written_stands_with_when_and_on_which_occasion(
    customer: Phone, wisher: MadeUp
) -> None:
    """What was written at sign-up, and what was written with a request."""
    customer.ask(wisher)
    customer.own_data(wisher.password)
    lines = customer.page.locator("section.held dd").all_inner_texts()
    for value, occasion in (
        (wisher.name, "عند التسجيل"),
        (wisher.phone, "عند التسجيل"),
        (wisher.email, "عند التسجيل"),
        (wisher.address, "عند التسجيل"),
        (wisher.address, "عند طلب الخدمة"),
        (wisher.details, "عند طلب الخدمة"),
    ):
        (line,) = [each for each in lines if value in each and occasion in each]
        assert f"كتبته أنت، {occasion}" in line


@pytest.mark.promise("W3")
def test_what_the_app_noted_by_itself_is_told(customer: Phone, wisher: MadeUp) -> None:
    """Each page that was opened, and how often."""
    for _ in range(3):
        customer.open("/profile")
    said = customer.own_data(wisher.password)
    assert "سجّلها التطبيق من تلقاء نفسه" in said
    times = customer.page.locator("dt:text-is('صفحة حسابي') + dd").inner_text()
    assert times == "المرات: 3"
    assert customer.page.locator("dt:text-is('صفحة طلب جديد')").count() == 0


@pytest.mark.promise("W4")
def test_who_set_an_address_right_stands_beside_it_with_what_stood_before(
    customer: Phone, provider: Phone, wisher: MadeUp
) -> None:
    """And the next request begins with the right one."""
    customer.ask(wisher)
    provider.take()
    provider.page.fill("#address", NEW_ADDRESS)
    provider.press("form[action$='/address'] button")
    customer.own_data(wisher.password)
    lines = customer.page.locator("section.held dd", has=customer.page.locator("del"))
    for line in lines.all():
        assert line.locator("ins").inner_text() == NEW_ADDRESS
        assert line.locator("del").inner_text() == wisher.address
        assert re.search(r"صحّحه مقدّم الخدمة.*عند تنفيذ الطلب", line.inner_text())
    assert lines.count() == 2
    customer.open("/requests/new")
    assert customer.page.input_value("#address") == NEW_ADDRESS


@pytest.mark.promise("W5")
def test_no_offer_comes_before_a_yes_nor_after_a_no_while_the_request_goes_on(
    customer: Phone, provider: Phone, officer: Phone, wisher: MadeUp
) -> None:
    """The offers come and end with the person's word; word of the request comes all the same."""
    customer.ask(wisher)
    assert "لا تصلك منا عروض" in customer.main("/profile")
    seen = []
    for before in (False, True, True):
        if before:
            customer.open("/profile")
            customer.press("form[action='/profile/offers'] button")
        go_round(officer)
        seen.append(customer.main("/requests").count(OFFER))
    assert seen == [0, 1, 1]
    provider.take()
    assert TAKEN in customer.main("/requests")
    provider.press("form[action$='/finish'] button")
    customer.open("/requests")
    customer.press("form[action$='/pay'] button")
    assert "الإيصال" in customer.main("/requests")


@pytest.mark.promise("W7")
def test_a_business_alone_is_asked_for_its_account_and_sees_four_digits_of_it(
    hand: Hand, empty_app_url: str, firm: Firm
) -> None:
    """Place and bank account stand on one form only; no page shows the whole number."""
    phone, business = hand(empty_app_url), firm("cleaning")
    phone.open("/sign-up")
    assert phone.page.locator("#bank_account, #place").count() == 0
    phone.sign_up(business)
    last = f"•••• {business.bank_account[-4:]}"
    for said in (phone.main("/work"), phone.own_data(business.password)):
        assert business.place in said
        assert last in said
        assert business.bank_account[:-4] not in phone.page.content()


@pytest.mark.promise("W8")
def test_a_closed_channel_brings_what_is_essential_alone(
    customer: Phone, provider: Phone, officer: Phone, wisher: MadeUp
) -> None:
    """Offers were agreed to, yet none comes into the closed chat; word of the request does."""
    customer.ask(wisher)
    customer.open("/profile")
    customer.press("form[action='/profile/offers'] button")
    customer.page.uncheck("input[name=chat]")
    customer.press("form[action='/profile/channels'] button")
    assert not customer.page.is_checked("input[name=chat]")
    assert customer.page.is_checked("input[type=checkbox][name=email]")
    go_round(officer)
    provider.take()
    said = customer.main("/requests")
    assert (OFFER in said, TAKEN in said) == (False, True)
    customer.open("/profile")
    customer.page.check("input[name=chat]")
    customer.press("form[action='/profile/channels'] button")
    go_round(officer)
    assert OFFER in customer.main("/requests")


@pytest.mark.promise("W12")
def test_what_is_held_opens_with_the_password_once_more(customer: Phone, wisher: MadeUp) -> None:
    """Being signed in shows nothing, a wrong password nothing, and many of them end the tries."""
    assert "نطلب كلمة مرورك مرة أخرى" in customer.main("/my-data")
    said = customer.own_data("not-the-password")
    assert "كلمة المرور غير صحيحة" in said
    assert wisher.email not in customer.page.content()
    assert wisher.email in customer.own_data(wisher.password)


@pytest.mark.promise("W12")
def test_after_many_wrong_passwords_the_right_one_waits(customer: Phone, wisher: MadeUp) -> None:
    """After five tries the page says to wait, and shows nothing."""
    for _ in range(5):
        customer.own_data("not-the-password")
    assert "جرت محاولات كثيرة" in customer.own_data(wisher.password)
    assert wisher.email not in customer.page.content()


@pytest.mark.promise("W13")
def test_a_session_that_one_does_not_know_is_ended_from_the_account(
    customer: Phone, hand: Hand, empty_app_url: str, wisher: MadeUp
) -> None:
    """The page says to guard the password; the other phone has to sign in again."""
    other = hand(empty_app_url)
    other.sign_in(wisher.email, wisher.password)
    other.open("/profile")
    assert other.page.input_value("#phone") == wisher.phone
    assert "كلمة مرورك وأجهزتك في عهدتك" in customer.main("/profile")
    ends = customer.page.locator("form[action='/profile/sessions'] button")
    assert (ends.count(), customer.page.get_by_text("هذه الجلسة").count()) == (1, 1)
    customer.press("form[action='/profile/sessions'] button")
    assert customer.page.locator("form[action='/profile/sessions'] button").count() == 0
    other.open("/profile")
    assert other.page.inner_text("h1") == "الدخول"
    assert customer.page.input_value("#phone") == wisher.phone


@pytest.mark.promise("W15")
def test_the_centre_shows_what_a_partner_got_for_the_transaction(
    hand: Hand, empty_app_url: str, amana_url: str, someone: MadeUp
) -> None:
    """The courier of a document got name, phone and address; a request at home gives it nothing."""
    courier = "ساعي الدوحة"
    phone = hand(empty_app_url)
    phone.sign_up(someone)
    card = phone.page.locator("main li.panel", has_text=courier)
    for service, got in (("plumbing", False), ("documents", True)):
        phone.open(empty_app_url)
        phone.ask(replace(someone, service=service))
        phone.centre(amana_url, "received")
        assert bool(card.count()) is got
    (facts,) = card.all_inner_texts()
    assert all(word in facts for word in ("الاسم", "الهاتف", "العنوان"))
    assert "إتمام معاملة مع طرف آخر" in facts
    assert "البريد" not in facts


@pytest.mark.promise("W17")
def test_nothing_is_handed_to_an_authority_on_one_officer_s_word(
    customer: Phone, officer: Phone, wisher: MadeUp
) -> None:
    """The officer reads why, and the person reads that it was refused."""
    customer.own_data(wisher.password)
    number = customer.number()
    for ground in ("", GROUND):
        officer.open("/unit")
        officer.page.fill("#handed", number)
        officer.page.fill("#ground", ground)
        officer.press("form[action='/unit/authority'] button")
        assert REFUSED in officer.main()
        assert officer.page.locator("main a", has_text="W17").count() == 1
        assert wisher.phone not in officer.page.content()
    customer.open("/my-data")
    looks = customer.page.get_by_role("region", name="من اطّلع عليها ومن تسلّمها").first
    tries = looks.get_by_role("row", name="جهة رسمية").all_inner_texts()
    assert len(tries) == 2
    assert all("رُفض" in each and "واجب قانوني" in each for each in tries)
