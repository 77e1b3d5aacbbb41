"""What a customer does, and what Amana knows of it afterwards."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from playing.browsing import Visitor
from services_app.people import MadeUp

from amana.sdk import Act, Amana, HeldRecord
from services_app import stories

NUMBER = re.compile(r"<bdi>(p-[0-9a-f]{12})</bdi>")


def done(amana: Amana, page: str) -> tuple[Act, ...]:
    """Return the history of the person whose data page this is."""
    match = NUMBER.search(page)
    assert match is not None
    return amana.history(match.group(1))


def held(amana: Amana, page: str) -> dict[str, HeldRecord]:
    """Return the records of the person whose data page this is, by type; of visits the latest."""
    match = NUMBER.search(page)
    assert match is not None
    return {each.type: each for each in amana.records.of(match.group(1))}


@pytest.mark.promise("W2")
def test_what_someone_gives_is_kept_with_its_origin_occasion_and_notice(
    customer: Visitor, someone: MadeUp, amana: Amana
) -> None:
    """Signing up and asking for a service make records that say who gave them, when, under what."""
    assert stories.ask_for_service(customer, someone).status == 200
    page = stories.look_at_own_data(customer, someone.password).text
    records, version = held(amana, page), amana.policy().version
    given = {
        ("profile", "name"): (someone.name, "registration"),
        ("profile", "phone"): (someone.phone, "registration"),
        ("profile", "email"): (someone.email, "registration"),
        ("address", "address"): (someone.address, "registration"),
        ("request", "address"): (someone.address, "service_request"),
        ("request", "details"): (someone.details, "service_request"),
        ("request", "area"): (someone.area, "service_request"),
    }
    kept = {}
    for type_, name in given:
        now = records[type_].fields[name].now
        assert now is not None
        assert (now.origin, now.source, now.notice_version) == ("person", None, version)
        kept[type_, name] = (now.value, now.occasion)
    assert kept == given
    assert any(act.act == "accept" for act in done(amana, page))
    assert all(str(value) in page for value, _ in given.values() if value != someone.area)
    assert "you wrote it, when you asked for a service" in page


@pytest.mark.promise("W3")
def test_the_app_notes_by_itself_which_pages_are_opened(
    customer: Visitor, someone: MadeUp, amana: Amana
) -> None:
    """Each note is a record of automatic origin under its own promise, and shown to the person."""
    customer.open("/profile")
    page = stories.look_at_own_data(customer, someone.password).text
    match = NUMBER.search(page)
    assert match is not None
    visits = [each for each in amana.records.of(match.group(1)) if each.type == "visit"]
    notes = [each.fields["page"].now for each in visits]
    assert {(note.origin, note.occasion) for note in notes if note} == {("automatic", "visit")}
    assert {"requests", "profile"} <= {str(note.value) for note in notes if note}
    assert all(each.expires_at is not None for each in visits)
    assert any(act.promises == ("W3",) for act in done(amana, page))
    assert "The app noted these by itself" in page


@pytest.mark.promise("W5")
def test_offers_end_with_the_choice_and_the_rest_goes_on(
    customer: Visitor, someone: MadeUp, amana: Amana
) -> None:
    """Values come for offers after a yes and not after a no; for the request they always do."""
    stories.ask_for_service(customer, someone)
    request = held(amana, stories.look_at_own_data(customer, someone.password).text)["request"]

    def comes(purpose: str) -> bool:
        given = amana.records.use(id=request.id, purposes=[purpose])
        return (given.answer.permitted, given.text("details")) == (True, someone.details)

    assert not comes("marketing")
    assert "Stop offers" in stories.choose_offers(customer, "yes").text
    assert comes("marketing")
    assert "I agree to offers" in stories.choose_offers(customer, "no").text
    assert not comes("marketing")
    assert all(comes(purpose) for purpose in ("provide_service", "payment", "communicate"))
    assert stories.ask_for_service(customer, someone).status == 200


def test_a_changed_profile_keeps_what_stood_there(
    customer: Visitor, someone: MadeUp, amana: Amana
) -> None:
    """What differs is a correction of the person's own; with a new e-mail address they sign in."""
    new = replace(someone, address="شارع الريّان، مبنى 5", email=f"new.{someone.email}")
    assert stories.change_profile(customer, customer.open("/profile"), new).status == 200
    page = stories.look_at_own_data(customer, someone.password).text
    records = held(amana, page)
    for type_, name in (("address", "address"), ("profile", "email")):
        field = records[type_].fields[name]
        assert field.now is not None
        assert (field.now.value, field.now.occasion) == (getattr(new, name), "profile")
        assert [before.value for before in field.earlier] == [getattr(someone, name)]
    assert not records["profile"].fields["name"].earlier
    assert f"<del><bdi>{someone.address}</bdi></del>" in page
    assert stories.sign_in(customer, someone.email, someone.password).status == 422
    assert stories.sign_in(customer, new.email, someone.password).status == 200


@pytest.mark.promise("W12")
def test_what_is_held_is_shown_only_after_the_password(customer: Visitor, someone: MadeUp) -> None:
    """Being signed in is not enough; a wrong password shows nothing."""
    before = customer.open("/my-data")
    wrong = customer.fill("/my-data", {"password": "not-the-password"})
    assert someone.email not in before.text
    assert (wrong.status, someone.email in wrong.text) == (422, False)
    assert someone.email in stories.look_at_own_data(customer, someone.password).text


@pytest.mark.promise("W12")
def test_tries_of_the_password_are_limited(customer: Visitor, someone: MadeUp) -> None:
    """After five wrong ones even the right one has to wait."""
    for _ in range(5):
        customer.fill("/my-data", {"password": "not-the-password"})
    late = stories.look_at_own_data(customer, someone.password)
    assert (late.status, someone.email in late.text) == (429, False)


@pytest.mark.promise("W13")
def test_a_session_can_be_seen_and_ended(
    customer: Visitor, someone: MadeUp, provider: Visitor
) -> None:
    """The other browser is signed out from here."""
    stories.sign_in(provider, someone.email, someone.password)
    profile = customer.open("/profile")
    assert "end every session that you do not know" in profile.text
    (other,) = re.findall(r'name="session" value="([0-9a-f]{16})"', profile.text)
    customer.send(profile, "/profile/sessions", {"session": other})
    assert "Sign in" in provider.open("/profile").text
    assert someone.phone in customer.open("/profile").text


@pytest.mark.promise("W5")
def test_someone_else_s_request_is_not_there(
    customer: Visitor, someone: MadeUp, provider: Visitor
) -> None:
    """Missing and forbidden look alike."""
    stories.ask_for_service(customer, someone)
    form = customer.open("/requests/new")
    assert customer.send(form, "/requests/r-0123456789/pay", {}).status == 404
    assert customer.open("/work").status == 404
    assert provider.open("/requests").text.count("Sign in") > 0


def test_nobody_signs_up_without_agreeing_to_the_policy(visitor: Visitor, someone: MadeUp) -> None:
    """An unticked box and an outdated version are both refused; no account is opened."""
    form = visitor.open("/sign-up")
    fields = {
        "role": "person",
        "version": form.version,
        "name": someone.name,
        "phone": someone.phone,
        "email": someone.email,
        "address": someone.address,
        "password": someone.password,
    }
    assert visitor.send(form, "/sign-up", fields).status == 422
    outdated = fields | {"accepts": "yes", "version": "999"}
    assert visitor.send(form, "/sign-up", outdated).status == 422
    assert stories.sign_in(visitor, someone.email, someone.password).status == 422


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "12345678"),
        ("phone", "+1 202 555 0100"),
        ("email", "not an address"),
        ("name", "x" * 81),
        ("name", "a\u202eb\x00c"),
        ("address", ""),
        ("password", "short"),
    ],
    ids=["phone", "foreign", "email", "long", "control", "empty", "password"],
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    visitor: Visitor, someone: MadeUp, field: str, value: str
) -> None:
    """The page comes back with the fault; nothing is stored."""
    form = visitor.open("/sign-up")
    fields = {
        "role": "person",
        "version": form.version,
        "accepts": "yes",
        "name": someone.name,
        "phone": someone.phone,
        "email": someone.email,
        "address": someone.address,
        "password": someone.password,
        field: value,
    }
    page = visitor.send(form, "/sign-up", fields)
    assert page.status == 422
    assert f'id="{field}-fault"' in page.text


def test_arabic_digits_are_taken(visitor: Visitor, someone: MadeUp) -> None:
    """A phone number written with Arabic digits and spaces is the same number."""
    arabic = someone.phone[4:].translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    form = visitor.open("/sign-up")
    fields = {
        "role": "person",
        "version": form.version,
        "accepts": "yes",
        "name": someone.name,
        "phone": f"{arabic[:4]} {arabic[4:]}",
        "email": someone.email,
        "address": someone.address,
        "password": someone.password,
    }
    assert visitor.send(form, "/sign-up", fields).status == 200
    assert someone.phone in visitor.open("/profile").text


def test_a_password_is_stored_as_a_hash_only(
    customer: Visitor, someone: MadeUp, app_folder: Path
) -> None:
    """The database holds no password."""
    assert customer.open("/profile").status == 200
    with closing(sqlite3.connect(app_folder / "maeen.sqlite3")) as db:
        stored = [row[0] for row in db.execute("SELECT password FROM account")]
    assert someone.password not in stored
    assert all(len(one.partition("$")[2]) == 44 for one in stored)


@pytest.mark.promise("W8", "W13", "W19")
def test_a_customer_enters_the_privacy_centre_without_another_password(
    app_url: str, customer: Visitor, someone: MadeUp
) -> None:
    """The button hands them over; the app's channels are those of the centre."""
    profile = customer.open("/profile")
    customer.send(profile, "/profile/channels", {"email": "yes", "chat": "yes"})
    way = customer.open("/privacy-centre")
    (action,) = way.paths(r'action="([^"]*/me/hand-over[^"]*)"')
    (ticket,) = way.paths(r'name="ticket" value="([^"]+)"')
    with httpx.Client(follow_redirects=True, headers={"origin": app_url}) as browser:
        entered = browser.post(action, data={"ticket": ticket})
        assert entered.status_code == 200
        held = browser.get(entered.url.copy_with(path="/services-app/me/held"))
        assert someone.name in held.text
        messages = browser.get(entered.url.copy_with(path="/services-app/me/messages"))
    assert 'aria-label="Open: phone"' in messages.text
    assert 'aria-label="Close to what is not essential: chat"' in messages.text
    again = customer.open("/privacy-centre")
    assert again.paths(r'name="ticket" value="([^"]+)"') != (ticket,)


def test_what_was_said_in_the_banner_holds_for_the_account_after_signing_in(
    visitor: Visitor, someone: MadeUp, amana: Amana
) -> None:
    """The browser's refusal counts for the person; a cookie that is no number is left alone."""
    number = "b" * 22
    amana.choose(f"visitor:{number}", "withdraw", ["marketing"])
    visitor.keep_cookie("amana-services-app", f"{number}.1...x.")
    assert stories.sign_up(visitor, someone).status == 200
    page = stories.look_at_own_data(visitor, someone.password).text
    match = NUMBER.search(page)
    assert match is not None
    said = amana.agreeing.history(match.group(1)).lines
    assert ("marketing", "withdrawn") in {(line.purpose, line.state) for line in said}
    visitor.keep_cookie("amana-services-app", "..//x")
    assert stories.sign_in(visitor, someone.email, someone.password).status == 200
