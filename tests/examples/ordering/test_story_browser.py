"""The ordering app in a real browser: what a person sees of each row, at two widths."""

import re
from collections.abc import Iterator
from itertools import count

import pytest
from looking import check
from ordering.people import MadeUp
from playwright.sync_api import Browser, Page
from telling import Story
from town import Town, someone

from amana.sdk import AmanaRejected

SIZES = {"phone": (390, 800), "desk": (1280, 800)}
OF_NOBODY = ("/", "/sign-up", "/sign-in", "/write", "/list", "/tasting", "/elsewhere", "/policy")
OF_CUSTOMER = ("/orders", "/order/harees", "/survey", "/account", "/privacy-centre", "/close")
pytestmark = pytest.mark.browser
_numbers = count(100)


@pytest.fixture(params=sorted(SIZES))
def page(request: pytest.FixtureRequest, browser: Browser, zuwwada: Town) -> Iterator[Page]:
    """Open a browser of a size."""
    width, height = SIZES[str(request.param)]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=zuwwada.url)
    yield context.new_page()
    context.close()


def press(page: Page, button: str) -> None:
    """Press a button that leads to another page."""
    with page.expect_navigation():
        page.click(button)


def sign_up(page: Page, town: Town, who: MadeUp) -> None:
    """Open an account, with the code of the letter."""
    page.goto("/sign-up")
    for name in ("name", "email", "phone", "password"):
        page.fill(f"#{name}", str(getattr(who, name)))
    page.check("input[name=accepts]")
    press(page, "main button")
    page.fill("#code", town.heard(who.email))
    press(page, "form.code button")


@pytest.mark.promise("C13", "C16", "C17")
def test_pages_of_nobody(page: Page) -> None:
    """The menu, the forms, links to others, and the policy's page."""
    for path in OF_NOBODY:
        page.goto(path)
        assert "support@zuwwada.example" in page.inner_text("footer")
        check(page)
    page.goto("/elsewhere")
    assert page.locator("main a[rel~=external]").count() == 2
    assert page.locator("main .tag").all_inner_texts() == ["موقع لغيرنا"] * 2


@pytest.mark.promise("C1", "C6", "C11", "C15")
def test_a_customer_orders_pays_objects_and_declines(page: Page, zuwwada: Town) -> None:
    """From the menu to the receipt, and to what one may say to the policy."""
    who = someone(next(_numbers))
    sign_up(page, zuwwada, who)
    for path in OF_CUSTOMER:
        page.goto(path)
        check(page)
    page.goto(f"/order/{who.dish}")
    page.fill("#portions", "٢")
    press(page, "main button")
    check(page)
    page.fill("#card", who.card)
    press(page, "main button")
    check(page)
    assert who.card[-4:] in page.inner_text("main")
    assert who.card not in page.content()
    page.goto("/account")
    press(page, "form[action='/account/partners'] button")
    assert "اعترضت" in page.inner_text("main")
    page.goto("/list")
    page.fill("#email", who.email)
    press(page, "main button")
    page.goto(f"/list/confirm/{zuwwada.heard(f'list:{who.email}')}")
    press(page, "main form button")
    assert "أهلًا بك" in page.inner_text("h1")
    page.goto("/policy")
    press(page, "main button.quiet")
    assert "لا توافق" in page.inner_text("[role=status]")
    page.goto(f"/order/{who.dish}")
    press(page, "main button")
    assert "لم تقبل سياسة الخصوصية" in page.inner_text("h1")
    check(page)


@pytest.mark.promise("C7")
@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_the_list_is_left_by_the_link_in_the_foot_of_its_letter(page: Page, zuwwada: Town) -> None:
    """The letter says how; one press on the page it leads to, and the next issue does not come."""
    who = someone(next(_numbers))
    sign_up(page, zuwwada, who)
    page.goto("/list")
    page.fill("#email", who.email)
    press(page, "main button")
    assert page.inner_text("h1") == "بقيت خطوة"
    page.goto(f"/list/confirm/{zuwwada.heard(f'list:{who.email}')}")
    press(page, "main form button")
    zuwwada.wait(lambda: len(_ids(zuwwada, who)) == 1, what="the person on the list")
    zuwwada.at_desk("news", {"subject": "عدد للمغادرين", "text": "في هذا العدد طبق جديد."})
    letter = zuwwada.letter(who.email, "طبق جديد")
    foot = letter.text.partition("طبق جديد")[2]
    assert "support@zuwwada.example" in foot
    assert "لإيقاف هذه الرسائل:" in foot
    (link,) = re.findall(r"(http\S+/unsubscribe/\S+)", foot)
    page.goto(link)
    assert page.inner_text("h1") == "أتريد إيقاف هذه الرسائل؟"
    assert _ids(zuwwada, who)
    check(page)
    press(page, "main form button")
    assert page.inner_text("h1") == "أُوقفت هذه الرسائل"
    assert "لن تصلك بعد الآن" in page.inner_text("[role=status]")
    check(page)
    zuwwada.wait(lambda: not _ids(zuwwada, who), what="the person off the list")
    zuwwada.at_desk("news", {"subject": "عدد بعدهم", "text": "وفي هذا طبقان."})
    assert not any("طبقان" in it.text for it in zuwwada.letters(who.email))


def _ids(town: Town, who: MadeUp) -> set[str]:
    """Return under which numbers an issue of the list would go to somebody."""
    return set(town.audience()).intersection(town.amana.persons.find("email", who.email))


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_who_closes_an_account_with_orders_leaves_nothing(page: Page, zuwwada: Town) -> None:
    """The page says so and warns of the open order; Amana finds nobody, and the desk goes on."""
    who = someone(next(_numbers))
    sign_up(page, zuwwada, who)
    page.goto(f"/order/{who.dish}")
    press(page, "main button")
    number = zuwwada.id_of(who)
    page.goto("/close")
    said = page.inner_text("main")
    assert "ومعها طلباتك" in said
    assert "لك طلب لم تستلمه بعد" in said
    check(page)
    press(page, "main form button")
    assert "محونا ما عندنا عنك" in page.inner_text("main")
    assert number not in zuwwada.amana.persons.find("email", who.email)
    with pytest.raises(AmanaRejected) as rejected:
        tuple(zuwwada.amana.records.of(number))
    assert rejected.value.fields["problem"] == "person.erased"
    page.goto("/sign-in")
    page.fill("#email", who.email)
    page.fill("#password", who.password)
    press(page, "main button")
    assert page.locator("form [type=password]").count() == 1


@pytest.mark.promise("C2")
def test_the_privacy_centre_shows_what_is_held(page: Page, zuwwada: Town) -> None:
    """One button leads there; phone and connection stand in a record of their own."""
    who = someone(next(_numbers))
    sign_up(page, zuwwada, who)
    page.goto("/privacy-centre")
    press(page, "main form button")
    assert page.url.startswith(zuwwada.run.amana_url)
    page.goto(f"{zuwwada.run.amana_url}/ordering/me/held")
    assert "هاتفك حين تدخل" in page.inner_text("main")


@pytest.mark.promise("C3", "C4", "C5", "C10", "C12")
def test_the_desk_names_nobody_and_sells_nothing(page: Page, zuwwada: Town, story: Story) -> None:
    """Without a reason nothing shows; the buttons that would break a promise are refused."""
    page.goto("/sign-in")
    page.fill("#email", zuwwada.run.app.officer)
    page.fill("#password", zuwwada.run.password)
    press(page, "main button")
    check(page)
    assert not any(it.name in page.inner_text("main") for it in (story.layla, story.basim))
    press(page, "form[action='/desk/look'] button")
    assert "لم نأخذ ما كتبته" in page.inner_text("h1")
    for deed in ("sell", "offer", "partners", "surveyor", "feedback", "phones"):
        page.goto("/desk")
        press(page, f"form[action='/desk/{deed}'] button")
        check(page)
        if deed in {"sell", "offer"}:
            assert "مرفوض" in page.inner_text("main")
    page.goto("/desk")
    page.fill("#reason", "شكوى عن طلب بارد")
    press(page, "form[action='/desk/look'] button")
    check(page)
    assert "ويراهما صاحب الطلب" in page.inner_text("main")


@pytest.mark.promise("C14")
def test_the_notice_shows_its_date_and_its_promises(
    page: Page, zuwwada: Town, story: Story
) -> None:
    """After the change the second version stands there."""
    assert story.report["C14"].state == "kept"
    page.goto(f"{zuwwada.run.amana_url}/ordering/privacy?lang=ar")
    assert "مطعم قريب منك" in page.inner_text("body")
    page.goto("/policy")
    assert "النسخة 2" in page.inner_text("main")
