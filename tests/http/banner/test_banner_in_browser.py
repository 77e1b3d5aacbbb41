"""The banner in a real browser, on a page of another origin with others' tags."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page

if TYPE_CHECKING:
    from tests.http.banner.conftest import House

ACCEPT = {"ar": "أقبل الكل", "en": "Accept all"}
REFUSE = {"ar": "أرفض الكل", "en": "Refuse all"}
CHOOSE = {"ar": "أختار واحدًا واحدًا", "en": "Choose one by one"}
SAVE = {"ar": "احفظ اختياري", "en": "Save my choice"}
HOLDS = {"ar": "اختيارك سارٍ", "en": "Your choice holds"}
LANGUAGES = ("ar", "en")


def visit(page: Page, house: "House", language: str = "ar") -> None:
    """Open the page and wait for the banner's script."""
    house.page(language)
    page.goto(house.site.url)
    page.locator("[data-amana-banner]").wait_for(state="attached")


def press(page: Page, name: str) -> None:
    """Press a button of the banner."""
    page.get_by_role("button", name=name, exact=True).click()


def visitor(page: Page, house: "House") -> str:
    """Return the browser's own id."""
    kept = {it["name"]: it["value"] for it in page.context.cookies()}
    return kept[f"amana-{house.service}"].split(".")[0]


@pytest.mark.promise("M13", "K9", "K17")
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_others_is_asked_for_before_a_choice(
    page: Page, house: "House", language: str
) -> None:
    """Neither scripts nor frames nor images, and no cookie is set."""
    visit(page, house, language)
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(300)
    assert house.others.asked == []
    assert page.context.cookies() == []


@pytest.mark.promise("M13", "K9", "K17")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_holds_and_is_recorded(page: Page, house: "House", language: str) -> None:
    """One click, nothing of others, a receipt, and no question on the next page."""
    visit(page, house, language)
    press(page, REFUSE[language])
    page.get_by_role("heading", name=HOLDS[language]).wait_for()
    page.reload()
    page.wait_for_timeout(300)
    assert page.get_by_role("dialog").count() == 0
    assert house.others.asked == []
    assert house.said(visitor(page, house)) == [
        ("ads", "withdrawn", 1),
        ("analytics", "withdrawn", 1),
    ]


@pytest.mark.promise("M13", "K9", "K17")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_consent_to_one_purpose_runs_its_tags_alone(
    page: Page, house: "House", language: str
) -> None:
    """The others stay where they are; the choice survives another page."""
    visit(page, house, language)
    press(page, CHOOSE[language])
    page.get_by_role("switch").first.check()
    press(page, SAVE[language])
    page.wait_for_function("() => window.stat && window.inline")
    page.reload()
    page.wait_for_function("() => window.stat && window.inline")
    assert set(house.others.asked) == {"/stat.js"}
    assert page.evaluate("[amana.allowed('analytics'), amana.allowed('ads')]") == [True, False]
    assert house.said(visitor(page, house)) == [
        ("ads", "withdrawn", 1),
        ("analytics", "consented", 1),
    ]


def agree(page: Page, language: str = "ar") -> None:
    """Accept all, and wait until it is recorded."""
    press(page, ACCEPT[language])
    page.get_by_role("heading", name=HOLDS[language]).wait_for()


@pytest.mark.promise("M13")
def test_a_withdrawal_clears_the_named_cookies_and_says_what_a_reload_ends(
    page: Page, house: "House"
) -> None:
    """On the parent's domain and the path too; what others' scripts still hold goes with them."""
    visit(page, house, "en")
    agree(page, "en")
    page.wait_for_function("() => window.stat && window.ad")
    page.evaluate("document.cookie = '_stat_far=1;Path=/;Domain=house.localhost'")
    page.evaluate("document.cookie = 'own=1;Path=/'")
    press(page, "Close")
    press(page, "Cookie choice")
    assert page.get_by_role("switch", checked=True).count() == 2
    press(page, "Refuse all")
    page.get_by_text("What already ran on this page").wait_for()
    assert {it["name"] for it in page.context.cookies()} == {f"amana-{house.service}", "own"}
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("iframe").get_attribute("src") is None
    press(page, "Load the page again")
    page.locator("[data-amana-banner]").wait_for(state="attached")
    assert page.evaluate("[window.stat, window.ad]") == [None, None]
    assert [it[1] for it in house.said(visitor(page, house))] == ["consented"] * 2 + [
        "withdrawn"
    ] * 2


@pytest.mark.promise("K9")
def test_consent_mode_denies_before_any_tag_and_tells_the_choice(
    page: Page, house: "House"
) -> None:
    """The default stands first; what was agreed to is granted, and nothing else."""
    visit(page, house)
    told = "dataLayer.map((it) => [...it])"
    [[_, how, said]] = page.evaluate(told)
    assert how == "default"
    assert {"ad_storage", "analytics_storage", "ad_user_data", "ad_personalization"} < said.keys()
    assert {name for name, each in said.items() if each != "denied"} == {"security_storage"}
    press(page, CHOOSE["ar"])
    page.get_by_role("switch").first.check()
    press(page, SAVE["ar"])
    page.get_by_role("heading", name=HOLDS["ar"]).wait_for()
    *_, (_, how, said) = page.evaluate(told)
    assert (how, said["analytics_storage"], said["ad_storage"]) == ("update", "granted", "denied")


@pytest.mark.promise("M13")
def test_a_signal_of_the_browser_holds_and_is_no_choice(browser: Browser, house: "House") -> None:
    """Advertising stays off though all is accepted; turned on by hand, it is taken at that word."""
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(
        "Object.defineProperty(navigator, 'globalPrivacyControl', {get: () => true})"
    )
    page = context.new_page()
    with page.expect_response("**/banner/signal") as told:
        visit(page, house, "en")
    assert told.value.ok
    assert house.acts("M13")[:-1] == ["signal"]
    agree(page, "en")
    page.wait_for_function("() => window.stat")
    who = visitor(page, house)
    assert house.said(who) == [("analytics", "consented", 1)]
    assert sorted(house.acts("M13")[:-1]) == ["choose", "signal", "signal"]
    assert house.may(who, "ads") is False
    press(page, "Close")
    press(page, "Cookie choice")
    page.get_by_role("switch").nth(1).check()
    press(page, "Save my choice")
    page.wait_for_function("() => window.ad")
    assert house.may(who, "ads") is True
    page.reload()
    page.wait_for_function("() => window.ad")
    context.close()


@pytest.mark.promise("M13")
def test_a_consent_of_before_the_signal_stops_with_it(browser: Browser, house: "House") -> None:
    """The signal is newer: it holds until the person says otherwise."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    visit(page, house, "en")
    agree(page, "en")
    page.wait_for_function("() => window.stat && window.ad")
    who, before = visitor(page, house), house.others.asked.count("/ad.js")
    assert house.may(who, "ads") is True
    context.add_init_script(
        "Object.defineProperty(navigator, 'globalPrivacyControl', {get: () => true})"
    )
    with page.expect_response("**/banner/signal"):
        page.reload()
    page.wait_for_function("() => window.stat")
    assert house.others.asked.count("/ad.js") == before
    assert house.may(who, "ads") is False
    assert page.get_by_role("dialog").count() == 0
    context.close()


def test_without_script_nothing_of_others_runs(browser: Browser, house: "House") -> None:
    """The markup alone keeps them back."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(house.site.url)
    page.wait_for_timeout(200)
    assert house.others.asked == []
    context.close()


@pytest.mark.promise("M13")
def test_it_asks_again_when_the_words_changed_and_says_about_what(
    page: Page, house: "House"
) -> None:
    """A change judged not material asks nothing; a material one stops what it is about."""
    visit(page, house, "en")
    agree(page, "en")
    # Some minutes later: what the browser kept of the script is asked for again.
    page.route("**/banner.js", lambda route: route.continue_())
    house.publish(data="cookies, visits", material=False)
    page.reload()
    page.wait_for_function("() => window.stat")
    assert page.get_by_role("dialog").count() == 0
    house.publish(data="cookies", material=True)
    house.others.asked.clear()
    page.reload()
    page.get_by_role("dialog").wait_for()
    assert page.get_by_text("Since your last choice the words have changed about").inner_text() == (
        "Since your last choice the words have changed about:"
        " analysing use and performance. See what changed"
    )
    link = page.get_by_role("link", name="See what changed").get_attribute("href")
    assert link is not None
    assert link.endswith(f"/{house.service}/privacy/changes?from=1&to=3&lang=en")
    page.wait_for_timeout(200)
    assert "/stat.js" not in house.others.asked
    agree(page, "en")
    page.wait_for_function("() => window.stat")
    assert house.said(visitor(page, house))[-1][2] == 3


def test_words_that_changed_while_the_page_was_open_are_not_agreed_to(
    page: Page, house: "House", faults_in_page: list[str]
) -> None:
    """The consent is refused, nothing runs, and the banner says what to do."""
    visit(page, house, "en")
    house.publish(data="cookies", material=True)
    with page.expect_response("**/banner/choice") as told:
        press(page, "Accept all")
    assert told.value.status == 409
    page.get_by_role("alert").wait_for()
    assert house.others.asked == []
    assert house.said(visitor(page, house)) == []
    faults_in_page.clear()


def test_a_consent_that_cannot_be_recorded_switches_nothing_on(
    page: Page, house: "House", faults_in_page: list[str]
) -> None:
    """A refusal holds all the same, and is recorded with the next page."""
    visit(page, house, "en")
    page.route("**/banner/choice", lambda route: route.abort())
    press(page, "Accept all")
    page.get_by_role("alert").wait_for()
    assert house.others.asked == []
    press(page, "Refuse all")
    page.get_by_text("could not be recorded yet").wait_for()
    page.unroute("**/banner/choice")
    with page.expect_response("**/banner/choice"):
        page.reload()
    assert house.said(visitor(page, house)) == [
        ("ads", "withdrawn", 1),
        ("analytics", "withdrawn", 1),
    ]
    faults_in_page.clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_alone_is_enough(page: Page, house: "House", language: str) -> None:
    """Focus comes to the dialog and goes back where it was; Escape chooses nothing."""
    house.page(language, link=True)
    page.goto(house.site.url)
    focused = "document.querySelector('[data-amana-banner]').shadowRoot.activeElement"
    page.get_by_role("dialog").wait_for()
    assert page.evaluate(f"{focused}.getAttribute('role')") == "dialog"
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.context.cookies() == []
    page.locator("#way").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    while page.evaluate(f"{focused}.textContent") != SAVE[language]:
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=HOLDS[language]).wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "way"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_both_answers_are_equally_easy(
    page: Page, house: "House", language: str, width: int
) -> None:
    """One click each, on one line, of one size; nothing is too wide, and direction is right."""
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, house, language)
    boxes = [
        page.get_by_role("button", name=name, exact=True).bounding_box()
        for name in (ACCEPT[language], REFUSE[language])
    ]
    accept, refuse = [box for box in boxes if box is not None]
    assert abs(accept["width"] - refuse["width"]) < 1
    assert (accept["height"], accept["y"]) == (refuse["height"], refuse["y"])
    assert (accept["x"] < refuse["x"]) is (language == "ar")
    assert page.get_by_role("dialog").get_attribute("dir") == {"ar": "rtl", "en": "ltr"}[language]
    press(page, CHOOSE[language])
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
