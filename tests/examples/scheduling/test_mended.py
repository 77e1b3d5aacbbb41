"""What Miqat keeps whole: a booking in both places, codes by the hour, an account half opened."""

from dataclasses import replace

import pytest
from miqat import Miqat
from scheduling.made_up import MadeUpBusiness

from scheduling import stories

MOST_IN_AN_HOUR = 5


def _letters(miqat: Miqat, email: str) -> int:
    letters = miqat.shown.mailbox.latest()
    return sum(it.to == email and "رمز" in it.subject for it in letters)


@pytest.mark.promise("A18", "A28")
def test_a_moved_booking_is_put_right_and_a_cancelled_one_goes(miqat: Miqat) -> None:
    """What is kept for the business says the new day, and nothing after the end."""
    owner = miqat.business("وفاء الدوسري")
    client = miqat.client(stories.own_page(owner.visitor), "سلمان")
    (before,) = miqat.records(owner.id, "booking")
    assert stories.move_first(client.visitor).went_well
    (after,) = miqat.records(owner.id, "booking")
    assert before != after
    page = client.visitor.open("/bookings")
    (path,) = page.paths(r'action="(/bookings/\d+/cancel)"')
    assert client.visitor.send(page, path, {}).went_well
    assert miqat.records(owner.id, "booking") == []
    assert client.who.email not in owner.visitor.open("/business").text


@pytest.mark.promise("A18")
def test_an_appointment_to_come_stays_without_its_record(miqat: Miqat) -> None:
    """Neither looking at the bookings nor the round deletes what is not over."""
    owner = miqat.business("هيفاء القرني")
    client = miqat.client(stories.own_page(owner.visitor), "بندر")
    assert stories.keep_bookings(owner.visitor, "0").went_well
    (held,) = (it for it in miqat.amana.records.of(owner.id) if it.type == "booking")
    assert miqat.amana.record_sets.delete(type="booking", key=held.key) == 1
    assert client.who.email in owner.visitor.open("/business").text
    assert stories.go_round(miqat.officer(), "times").went_well
    assert client.who.email in owner.visitor.open("/business").text
    assert client.visitor.open("/bookings").paths(r'action="(/bookings/\d+/cancel)"')


@pytest.mark.promise("A4")
def test_signing_up_again_before_the_code_sends_a_new_one(miqat: Miqat) -> None:
    """The latest code opens; after so many letters an hour no more go out to an address."""
    someone, first, second = miqat.made_up("لولوة"), miqat.visitor(), miqat.visitor()
    firm = MadeUpBusiness(owner=someone, name="ورشة", about="", services=())

    assert stories.sign_up(first, firm, lambda _: "x").path == "/code"
    for wanted in (2, 3, 4, MOST_IN_AN_HOUR, MOST_IN_AN_HOUR):
        seen = stories.sign_up(second, firm, lambda _: "x")
        assert seen.path == "/code", seen.text
        assert _letters(miqat, someone.email) == wanted
    opened = second.fill("/code", {"code": miqat.code_for(someone.email)})
    assert opened.path == "/business"
    again = stories.enter(miqat.visitor(), someone.email, someone.password)
    assert again.path == "/business"


def test_no_code_goes_out_to_whoever_runs_the_service(miqat: Miqat) -> None:
    """A booking with the officer's address meets the same page, and no letter and no code fit."""
    owner = miqat.business("أمل الزهراني")
    officer = miqat.shown.app.officer
    someone = replace(miqat.made_up("راكان"), email=officer)
    before = _letters(miqat, officer)
    page = stories.own_page(owner.visitor)
    seen = stories.book(miqat.visitor(), someone, page, lambda _: "000000", nth=7)
    assert seen.path == "/code"
    assert _letters(miqat, officer) == before
