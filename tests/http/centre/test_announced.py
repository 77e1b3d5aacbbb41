"""Sharing that was announced: the page of a letter's link, and that of the privacy home."""

from typing import TYPE_CHECKING

import pytest

from amana.domain.announced.reach import Answer, Standing
from amana.domain.announced.sharing import USUAL_WAIT, Sharing
from amana.storage.keys.answer_link import Answering, answer_token
from amana.storage.sharing_notices import Announced, Reached
from amana.storage.uuid7 import uuid7

if TYPE_CHECKING:
    from uuid import UUID

    from tests.http.centre.conftest import Home


def _announce(home: "Home") -> "tuple[UUID, str]":
    """Announce a sharing that was told to the person; return it, and the token of the letter."""
    with home.storage.work(home.service) as work:
        identity, key = uuid7(work.now), work.sealer.person_key(home.person)
        given = Announced(
            id=identity,
            sharing=Sharing(recipient="courier", purpose="orders", data=frozenset({"email"})),
            promises=("S1",),
            version=1,
            in_force_at=work.now,
            origin="staff",
            wait=USUAL_WAIT,
            series=identity,
            begun_at=work.now,
        )
        work.sharing_notices.begin(given, entry=work.name_entry(), in_force_at=None)
        work.sharing_notices.affect(identity, [key])
        told = Reached(person=key, message=identity, at=work.now)
        work.sharing_notices.fold(identity, [(told, USUAL_WAIT.after(work.now))])
        token = answer_token(
            work.sealer, Answering(announcement=identity, person=key, language="en")
        )
        work.over()
    return identity, token


@pytest.mark.promise("W18")
def test_the_link_says_what_is_shared_and_takes_a_no(home: "Home") -> None:
    """Without a session; looking at it changes nothing, and a press does."""
    _, token = _announce(home)
    browser = home.browse()
    address = f"/{home.service}/sharing/{token}"
    page = browser.get(address)
    assert page.status_code == 200
    assert "New sharing of your data" in page.text
    assert "الدار" not in page.text
    assert "مشاركة جديدة لبياناتك" in browser.get(address, params={"lang": "ar"}).text
    answered = browser.post(address, data={"answer": "no"})
    assert "You said no" in answered.text
    assert browser.post(f"{address[:-3]}xyz", data={"answer": "no"}).status_code == 422
    assert browser.post(address, data={"answer": "maybe"}).status_code == 422
    with home.storage.reading(home.service) as view:
        group = view.persons.group(home.person)
        assert [it.answer for it in view.sharing_notices.of_group(group)] == [Answer.NO]


@pytest.mark.promise("W18")
def test_the_centre_shows_it_and_keeps_a_standing_choice(home: "Home") -> None:
    """Who is signed in says no to one, and never to all that comes."""
    identity, _ = _announce(home)
    browser = home.enter()
    page = home.page(browser, "announced")
    assert page.status_code == 200
    assert "What do you want of every new sharing?" in page.text
    said = home.send(browser, "announced", announcement=str(identity), answer="no")
    kept = home.send(browser, "announced/standing", standing="never")
    assert (said.status_code, kept.status_code) == (303, 303)
    with home.storage.reading(home.service) as view:
        group = view.persons.group(home.person)
        standing = view.sharing_notices.standing(group)
        assert standing is not None
        assert standing.standing is Standing.NEVER
        assert [it.answer for it in view.sharing_notices.of_group(group)] == [Answer.NO]
