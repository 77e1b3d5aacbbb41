"""A business and those who book with it, from the first page to the last, as Amana saw it."""

import re
from urllib.parse import quote

import pytest
from miqat import Ended, Member, Miqat
from playing.browsing import Page, Visitor
from scheduling.made_up import MadeUpBusiness

from scheduling import stories

CARD = stories.CARD.replace(" ", "")


def _acts(miqat: Miqat, person: str) -> set[tuple[str, str, str | None, str | None]]:
    return {(it.act, it.outcome, it.purpose, it.recipient) for it in miqat.amana.history(person)}


@pytest.mark.promise("A4", "A2", "A8")
def test_a_business_signs_up_and_each_field_is_asked_about(miqat: Miqat, reem: Member) -> None:
    """What it gives is collected at sign-up; the data centre stores it on instruction."""
    collected = {
        name
        for act in miqat.amana.history(reem.id)
        if act.act == "collect" and act.outcome == "done"
        for name in act.data
    }
    assert {"name", "email", "phone", "account_credentials", "company_content"} <= collected
    assert ("disclose", "done", "hosting", "cloud") in _acts(miqat, reem.id)
    undeclared = miqat.amana.collect(
        reem.id, ["profile_photo"], at="booking", purposes=["provide_service"]
    )
    assert not undeclared.permitted
    grants = miqat.http.get("/v1/recipient-grants").json()["grants"]
    cloud = next(it for it in grants if it["recipient"] == "cloud")
    assert "instructions" in cloud["safeguards"]
    assert cloud["instruction"]


@pytest.mark.promise("A36", "A32")
def test_who_is_under_sixteen_is_refused_and_nothing_stays(miqat: Miqat) -> None:
    """The page says why; no account, no address, no letter."""
    child, visitor = miqat.made_up("سارة"), miqat.visitor()
    firm = MadeUpBusiness(owner=child, name="ركن", about="", services=())
    seen = stories.sign_up(visitor, firm, miqat.code_for, age="no")
    assert seen.status == 403
    assert "سن" in seen.text, seen.text
    assert miqat.amana.persons.find("email", child.email) == ()
    assert not any(it.to == child.email for it in miqat.shown.mailbox.latest())


@pytest.mark.promise("A36")
def test_without_agreement_there_is_no_account(miqat: Miqat) -> None:
    """The form asks for it, and keeps nothing; Amana refuses who agreed to no version."""
    someone, visitor = miqat.made_up("نورة"), miqat.visitor()
    form = visitor.open("/sign-up")
    seen = visitor.send(
        form,
        "/sign-up",
        {
            "name": someone.name,
            "email": someone.email,
            "password": someone.password,
            "business": "متجر",
            "of_age": "yes",
            "version": form.version,
        },
    )
    assert "fault" in seen.text
    assert miqat.amana.persons.find("email", someone.email) == ()
    answer = miqat.amana.collect("u-nobody", ["name"], at="registration", purposes=["account"])
    assert "accepted" in {it.need for it in answer.refused_by}


@pytest.mark.promise("A3", "A7")
def test_a_booking_gives_each_side_what_it_needs(
    miqat: Miqat, reem: Member, khaled: Member
) -> None:
    """Khaled is an end user of the business, which sees his name and address, and no phone."""
    seen = reem.visitor.open("/business")
    assert khaled.who.name in seen.text
    assert khaled.who.email in seen.text
    done = _acts(miqat, khaled.id)
    assert ("disclose", "done", "provide_service", "people_who_meet") in done
    assert ("collect", "done", None, None) in {(a, o, None, None) for a, o, *_ in done}
    phone = miqat.amana.disclose(
        khaled.id, ["phone"], purpose="provide_service", recipient="people_who_meet"
    )
    assert not phone.permitted
    slug = stories.own_page(reem.visitor).removeprefix("/b/")
    customers = {it["id"] for it in miqat.http.get("/v1/customers").json()["customers"]}
    assert slug in customers


@pytest.mark.promise("A3", "A18")
def test_a_business_says_how_long_bookings_stay(miqat: Miqat, ended: Ended) -> None:
    """Miqat acts on its word: the booking is still there until that time is over."""
    times = miqat.post("/v1/retention/settings/list", person=ended.owner.id)["settings"]
    assert [(it["promise"], it["from"], it["period"]) for it in times] == [
        ("A18", "booking_over", "PT1M")
    ]
    assert len(miqat.records(ended.owner.id, "booking")) == 1


@pytest.mark.promise("A5")
def test_visits_are_noted_by_themselves(miqat: Miqat, khaled: Member) -> None:
    """What was used, from where and with what, of automatic origin."""
    held = [it for it in miqat.amana.records.of(khaled.id) if it.type == "visit"]
    assert {it.fields["feature"].now.value for it in held if it.fields["feature"].now} >= {
        "sign_in",
        "booking",
    }
    assert {it.now.origin for each in held for it in each.fields.values() if it.now} == {
        "automatic"
    }


@pytest.mark.promise("A14", "A4", "A19")
def test_of_a_card_four_digits_stay(miqat: Miqat, reem: Member) -> None:
    """The page shows them masked; the number stands in no record and no row."""
    assert stories.upgrade(reem.visitor).went_well
    assert "1111" in reem.visitor.open("/upgrade").text
    (card,) = miqat.records(reem.id, "card")
    assert str(card["number"]).endswith("1111")
    assert CARD not in str(card)
    assert len(miqat.records(reem.id, "payment")) == 1
    assert ("disclose", "done", "payment", "biller") in _acts(miqat, reem.id)


@pytest.mark.promise("A14")
def test_a_card_number_in_a_note_is_refused(miqat: Miqat, page: str) -> None:
    """It goes nowhere: no booking, no account, no letter."""
    someone, visitor = miqat.made_up("هدى"), miqat.visitor()
    hours = visitor.open(visitor.open(page).paths(r'href="(/hours/\d+)"')[0])
    form = visitor.open(hours.paths(r'href="(/book/[^"]+)"')[0])
    fields = {"name": someone.name, "email": someone.email, "of_age": "yes", "accepts": "on"}
    seen = visitor.send(
        form, form.path, fields | {"version": form.version, "note": f"بطاقتي {stories.CARD}"}
    )
    assert "لا تكتب رقم بطاقة" in seen.text
    assert miqat.amana.persons.find("email", someone.email) == ()


@pytest.mark.promise("A13")
def test_no_value_can_be_found_in_the_files_of_the_database(
    miqat: Miqat, reem: Member, khaled: Member
) -> None:
    """Names, addresses and texts are there, and the file shows none in any encoding."""
    files = [it for it in miqat.shown.data.iterdir() if it.is_file()]
    database = miqat.shown.data / "miqat.db"
    assert database in files
    assert not database.read_bytes().startswith(b"SQLite format 3")
    planted = [reem.who.name, reem.who.email, khaled.who.name, khaled.who.email, "عيادة النخيل"]
    for text in planted:
        forms = {
            text.encode(),
            text.encode("utf-16-le"),
            quote(text).encode(),
            text.encode().hex().encode(),
        }
        for file in files:
            assert not any(form in file.read_bytes() for form in forms)
    assert not list(miqat.shown.data.glob("*.key"))


@pytest.mark.promise("A7")
def test_the_administrator_sees_members_by_name_and_address(
    miqat: Miqat, reem: Member, khaled: Member
) -> None:
    """Who accepts is shown as far as the promise goes, and nobody before."""
    invited = reem.visitor.fill("/business/members", {"email": khaled.who.email})
    nobody = reem.visitor.fill("/business/members", {"email": "nobody@example.org"})
    assert _but_token(invited) == _but_token(nobody)
    assert khaled.who.email not in invited.text
    profile = khaled.visitor.open("/profile")
    (path,) = re.findall(r'action="(/profile/invitations/\d+)"', profile.text)
    assert (
        reem.visitor.send(reem.visitor.open("/profile"), path, {"answer": "accept"}).status == 404
    )
    assert khaled.visitor.send(profile, path, {"answer": "accept"}).status == 200
    assert khaled.who.email in reem.visitor.open("/business/members").text
    assert ("disclose", "done", "account", "administrators") in _acts(miqat, khaled.id)


def _but_token(page: Page) -> str:
    """Return a page without the token of its forms, which is another on each."""
    return re.sub(r'value="\w{64}"', "", page.text)


@pytest.mark.promise("A9")
def test_a_partner_gets_data_by_own_choice_alone(miqat: Miqat, reem: Member, page: str) -> None:
    """Before the link nothing, with it the appointment, after its end nothing again."""
    before = _meet(miqat, reem)
    assert stories.partner(reem.visitor, linked=True).went_well
    someone, visitor = miqat.made_up("ماجد"), miqat.visitor()
    assert miqat.book(visitor, someone, page).path == "/bookings"
    assert "liqauk.example" in miqat.letter(someone.email, "موعدك")
    assert ("disclose", "done", "connect", "meetings") in _acts(miqat, reem.id)
    assert stories.partner(reem.visitor, linked=False).went_well
    assert (before, _meet(miqat, reem)) == (False, False)


def _meet(miqat: Miqat, reem: Member) -> bool:
    return miqat.amana.disclose(
        reem.id, ["name", "email"], purpose="connect", recipient="meetings"
    ).permitted


@pytest.mark.promise("A6", "A9", "A34")
def test_support_reads_with_a_reason_that_its_person_sees(
    miqat: Miqat, khaled: Member, officer: Visitor
) -> None:
    """The message goes to the company that answers; staff name a reason, or see nothing."""
    assert stories.write_support(khaled.visitor, "لم تصلني رسالة الموعد.").went_well
    assert ("disclose", "done", "support", "helpdesk") in _acts(miqat, khaled.id)
    refused = stories.look(officer, khaled.who.email, "")
    assert "لم تصلني" not in refused.text
    seen = stories.look(officer, khaled.who.email, "شكوى من رسالة لم تصل")
    assert "لم تصلني رسالة الموعد." in seen.text
    assert "شكوى من رسالة لم تصل" in khaled.visitor.open("/privacy").text


@pytest.mark.promise("A22", "A9", "A6")
def test_an_objection_stops_the_use_at_once(miqat: Miqat, khaled: Member, officer: Visitor) -> None:
    """Usage goes to the developers with who did not object, and without who did."""
    assert stories.go_round(officer, "develop").went_well
    assert ("disclose", "done", "improve_research", "developer") in _acts(miqat, khaled.id)
    stories.choose(khaled.visitor, "tailoring")
    given = _times_given(miqat, khaled)
    assert stories.go_round(officer, "develop").went_well
    assert _times_given(miqat, khaled) == given
    assert not miqat.amana.use(khaled.id, ["device"], purpose="improve_research").permitted


def _times_given(miqat: Miqat, khaled: Member) -> int:
    return sum(it.recipient == "developer" for it in miqat.amana.history(khaled.id))


@pytest.mark.promise("A30", "A22")
def test_offers_come_after_consent_and_one_click_ends_them(
    miqat: Miqat, khaled: Member, officer: Visitor
) -> None:
    """Before the yes none; the letter's own button ends them; letters of bookings go on."""
    stories.go_round(officer, "offer")
    stories.choose(khaled.visitor, "improving", "tailoring", "offers")
    assert "marketing" in miqat.amana.choices(khaled.id).consented
    stories.go_round(officer, "offer")
    miqat.letter(khaled.who.email, "شهر مجاني")
    box = miqat.shown.mailbox
    (offer,) = [it for it in box.latest() if it.to == khaled.who.email and "شهر" in it.subject]
    miqat.shown.leave(offer)
    assert not miqat.amana.message(
        khaled.id, ["email"], purpose="marketing", channel="email"
    ).permitted
    stories.choose(khaled.visitor, "improving", "tailoring", "offers")
    stories.choose(khaled.visitor, "improving", "tailoring")
    assert "marketing" not in miqat.amana.choices(khaled.id).consented
    assert stories.move_first(khaled.visitor).went_well
    miqat.letter(khaled.who.email, "تغيّر موعدك")


@pytest.mark.promise("A30")
def test_whoever_leaves_gets_no_more_offers_and_others_still_do(
    miqat: Miqat, page: str, officer: Visitor
) -> None:
    """Two made-up subscribers: one leaves by the letter's own button before the other agrees."""
    gone, staying = miqat.client(page, "مشاري"), miqat.client(page, "لمى")
    for each in (gone, staying):
        stories.choose(each.visitor, "improving", "tailoring", "offers")
        stories.go_round(officer, "offer")
        offer = miqat.shown.letter(each.who.email, "شهر مجاني")
        if each is gone:
            miqat.shown.leave(offer)
    assert miqat.shown.kept_in_mail(gone.who.email, staying.who.email) == {"A30"}


@pytest.mark.promise("A28")
def test_a_profile_and_a_booking_are_set_right_in_the_service(khaled: Member) -> None:
    """The name is another from now on, also for the business."""
    seen = khaled.visitor.fill("/profile", {"name": "خالد بن سعد", "phone": ""})
    assert "خالد بن سعد" in seen.text
    assert "خالد بن سعد" in khaled.visitor.open("/profile").text
