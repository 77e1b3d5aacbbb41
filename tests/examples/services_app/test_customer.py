"""What a customer does, and what Amana knows of it afterwards."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from services_app.browsing import Visitor
from services_app.people import MadeUp

from amana.sdk import Act, Amana
from services_app import stories

NUMBER = re.compile(r"<bdi>(p-[0-9a-f]{12})</bdi>")


def done(amana: Amana, page: str) -> tuple[Act, ...]:
    """Return the history of the person whose data page this is."""
    match = NUMBER.search(page)
    assert match is not None
    return amana.history(match.group(1))


@pytest.mark.promise("W2")
def test_what_someone_gives_is_taken_in_with_its_occasion(
    customer: Visitor, someone: MadeUp, amana: Amana
) -> None:
    """Signing up and asking for a service are two collections under the promise."""
    assert stories.ask_for_service(customer, someone).status == 200
    acts = done(amana, stories.look_at_own_data(customer, someone.password).text)
    collected = [act for act in acts if act.act == "collect" and "W2" in act.promises]
    assert {"name", "phone", "email", "address"} <= set().union(*(act.data for act in collected))
    assert any("order_booking" in act.data for act in collected)
    assert any(act.act == "accept" for act in acts)


@pytest.mark.promise("W3")
def test_the_app_notes_by_itself_which_pages_are_opened(
    customer: Visitor, someone: MadeUp, amana: Amana
) -> None:
    """Each note is a collection of its own promise, and shown to the person."""
    customer.open("/requests")
    page = stories.look_at_own_data(customer, someone.password).text
    assert any(act.promises == ("W3",) for act in done(amana, page))
    assert "What the app notes by itself" in page


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
