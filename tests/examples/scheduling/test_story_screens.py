"""What people see of their rights, of a change and of a breach, once all of that has happened."""

import json
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from looking import opened, press
from miqat import Member, Miqat
from miqat_pages import centre, come_in
from playwright.sync_api import Page

from scheduling import stories

pytestmark = pytest.mark.browser
_TRIES = 60


@pytest.mark.promise("A1", "A17", "A23", "A29")
def test_who_closes_the_account_is_told_what_comes_and_is_gone_from_their_page(
    tab: Page, miqat: Miqat
) -> None:
    """The page of the business stays for who books there, without the name of who ran it."""
    owner = miqat.business("منال الشمري")
    page = stories.own_page(owner.visitor)
    come_in(tab, owner, miqat)
    assert "منال الشمري" in opened(tab, page)
    assert "ويبقى ما كتبته عن منشأتك دون اسمك" in opened(tab, "/way-out")
    press(tab, "main form button.danger")
    said = tab.inner_text("main")
    assert "بدأ المحو الآن" in said
    assert "ونبيّن لك ما يبقى ولماذا وإلى متى" in said
    miqat.until(lambda: "منال الشمري" not in owner.visitor.open(page).text)
    shown = opened(tab, page)
    assert "عيادة النخيل" in shown
    assert "أُغلق حساب صاحبها، وبقي ما كتبه عنها دون اسمه" in shown
    answer = miqat.letter(owner.who.email, "أُنجز طلبك")
    assert "منال الشمري" not in answer
    assert tab.locator("header a[href='/enter']").is_visible()


@pytest.mark.promise("A21", "A31")
def test_a_copy_is_fetched_in_forms_that_other_services_read(
    tab: Page, miqat: Miqat, page: str, tmp_path: Path
) -> None:
    """JSON with the rows of both databases, and CSV: prepared and downloaded with two buttons."""
    someone = miqat.client(page, "تركي")
    come_in(tab, someone, miqat)
    centre(tab, miqat, "copies")
    press(tab, "form[action$='/me/copies'] button")
    fetch = tab.locator("form[action$='/me/copies/file']")
    for _ in range(_TRIES):
        if fetch.count():
            break
        tab.wait_for_timeout(500)
        tab.reload()
    for form in ("json", "csv"):
        fetch.first.locator("select").select_option(form)
        with tab.expect_download() as saved:
            fetch.first.locator("button").click()
        saved.value.save_as(tmp_path / form)
    copy = json.dumps(json.loads((tmp_path / "json").read_bytes()), ensure_ascii=False)
    assert "appointment_appointment" in copy
    assert someone.who.email in copy
    assert someone.who.email.encode() in _csv(tmp_path / "csv")


def _csv(path: Path) -> bytes:
    """Return all lines of a table, or of an archive of tables."""
    if not is_zipfile(path):
        return path.read_bytes()
    with ZipFile(path) as archive:
        return b"".join(archive.read(each) for each in archive.namelist())


@pytest.mark.promise("A25")
def test_who_received_data_is_named(tab: Page, miqat: Miqat, page: str) -> None:
    """The centre lists each: the company that supports, and the one that mails."""
    someone = miqat.client(page, "بندر")
    stories.write_support(someone.visitor, "متى تفتح العيادة؟")
    come_in(tab, someone, miqat)
    received = centre(tab, miqat, "received")
    assert "عون" in received
    assert "ساعي" in received


@pytest.mark.promise("A26")
def test_the_answer_to_a_complaint_names_the_authority(tab: Page, miqat: Miqat, page: str) -> None:
    """That of the country which somebody declared, where they read the answer."""
    someone = miqat.client(page, "ليان")
    miqat.amana.persons.declare_countries(someone.id, ["DE"])
    request = miqat.request("complaint", someone.id)
    miqat.post(f"/v1/requests/{request}/approve")
    come_in(tab, someone, miqat)
    centre(tab, miqat, "requests")
    answer = tab.locator("li.panel", has_text=request[-12:]).inner_text()
    assert "سلطة حماية البيانات في بلدك من دول الاتحاد الأوروبي" in answer


@pytest.mark.promise("A20")
def test_the_promise_about_breaches_shows_that_it_was_kept(tab: Page, miqat: Miqat) -> None:
    """After a breach of which people heard in time, its sentence says so to everybody."""
    opened(tab, f"{miqat.shown.amana_url}/scheduling/privacy")
    told = tab.locator(".row", has_text="72 ساعة").first
    assert told.locator("#p-A20.kept").count() == 1


@pytest.mark.promise("A33", "A36")
def test_a_change_is_shown_in_the_service_and_who_declines_is_led_out(
    tab: Page, miqat: Miqat, khaled: Member
) -> None:
    """Who has not agreed yet is asked first; the versions stand side by side in the policy."""
    come_in(tab, khaled, miqat)
    opened(tab, "/profile")
    tab.fill("[name=phone]", "+966522222222")
    press(tab, "main form button")
    assert tab.url.endswith("/accept")
    assert "تغيّرت السياسة، فهل توافق؟" in tab.inner_text("main")
    press(tab, "button[name=says][value=no]")
    assert tab.url.endswith("/way-out")
    assert "خذ بياناتك معك" in tab.inner_text("main")
    assert "أغلق الحساب" in tab.inner_text("main")
    press(tab, "footer a")
    assert tab.locator("ol.versions li").count() == 2
    press(tab, "ol.versions a.more")
    assert "سنة" in tab.inner_text("main")
