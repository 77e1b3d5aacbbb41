"""People come in by a hand-over, see their sessions, and end them."""

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest

from amana.acts.act import OPERATOR
from amana.acts.erase import erase

if TYPE_CHECKING:
    from tests.http.me.conftest import House


def _sessions(house: "House", browser: httpx.Client) -> httpx.Response:
    return browser.get(f"/{house.service}/me/sessions", params={"lang": "en"})


def _token(page: str) -> str:
    return page.partition('name="form_token" value="')[2].partition('"')[0]


@pytest.mark.promise("W13")
def test_a_hand_over_signs_in_and_leads_to_ones_own_page(house: "House") -> None:
    """No id and no ticket stand in any address; the cookie is out of reach of scripts."""
    ticket = house.door.make_hand_over(house.service, person=house.person)
    browser = house.browse()
    answer = browser.post(f"/{house.service}/me/hand-over", data={"ticket": ticket})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/{house.service}/me"
    assert re.search(r"HttpOnly.*SameSite=lax", answer.headers["set-cookie"], re.IGNORECASE)
    page = _sessions(house, browser)
    assert page.status_code == 200
    assert "Firefox, Linux" in page.text
    assert house.person not in page.text
    assert house.acts()[:2] == [("sign-in", "done"), ("hand-over", "done")]


@pytest.mark.promise("W12")
@pytest.mark.parametrize("kind", ["unknown", "used", "of another service"])
def test_a_ticket_that_is_not_good_opens_nothing(house: "House", kind: str, elsewhere: str) -> None:
    """An unknown one, a second use and one of elsewhere get the same answer."""
    ticket = "x" * 43
    if kind == "used":
        ticket = house.door.make_hand_over(house.service, person=house.person)
        house.browse().post(f"/{house.service}/me/hand-over", data={"ticket": ticket})
    elif kind == "of another service":
        ticket = house.door.make_hand_over(elsewhere, person=house.person)
    browser = house.browse()
    answer = browser.post(
        f"/{house.service}/me/hand-over", params={"lang": "en"}, data={"ticket": ticket}
    )
    assert answer.status_code == 403
    assert "identity.hand_over_not_good" in answer.text
    assert not browser.cookies


@pytest.mark.promise("W12")
def test_a_ticket_that_comes_twice_stands_in_the_persons_history(house: "House") -> None:
    """Whoever took a ticket from somebody is seen by them."""
    ticket = house.door.make_hand_over(house.service, person=house.person)
    for _ in range(2):
        house.browse().post(f"/{house.service}/me/hand-over", data={"ticket": ticket})
    assert house.acts()[0] == ("prove-identity", "refused")


@pytest.mark.promise("W13")
def test_a_person_ends_a_session_of_theirs_elsewhere(house: "House") -> None:
    """From then on the other browser is out; the own one stays."""
    own, other = house.enter(), house.enter()
    page = _sessions(house, own).text
    ids = re.findall(r"/me/sessions/([0-9a-f-]{36})/end", page)
    assert len(ids) == 2
    for each in ids:
        browser = house.browse()
        assert (
            browser.post(
                f"/{house.service}/me/sessions/{each}/end", data={"form_token": _token(page)}
            ).status_code
            == 401
        )
    current = [each for each in ids if _is_own(house, own, each)]
    (there,) = set(ids) - set(current)
    ended = own.post(f"/{house.service}/me/sessions/{there}/end", data={"form_token": _token(page)})
    assert ended.status_code == 303
    assert _sessions(house, other).status_code == 303
    assert _sessions(house, own).status_code == 200
    assert house.acts()[0] == ("end-session", "done")


def _is_own(house: "House", browser: httpx.Client, session: str) -> bool:
    secret = browser.cookies[f"amana-me-{house.service}"]
    found = house.door.visitor(house.service, secret)
    return found is not None and found.session == session


@pytest.mark.promise("W13")
def test_signing_out_ends_the_session_for_the_cookie_too(house: "House") -> None:
    """A cookie that somebody kept aside opens nothing afterwards."""
    browser = house.enter()
    kept = dict(browser.cookies)
    token = _token(_sessions(house, browser).text)
    browser.post(f"/{house.service}/me/sign-out", data={"form_token": token})
    again = house.browse()
    again.cookies.update(kept)
    assert _sessions(house, again).status_code == 303


@pytest.mark.promise("W13")
def test_a_form_without_the_sessions_token_ends_nothing(house: "House") -> None:
    """Another site cannot sign a person out."""
    browser = house.enter()
    assert browser.post(f"/{house.service}/me/sign-out").status_code == 403
    foreign = browser.post(
        f"/{house.service}/me/sign-out",
        data={"form_token": _token(_sessions(house, browser).text)},
        headers={"origin": "https://elsewhere.example"},
    )
    assert foreign.status_code == 403
    assert _sessions(house, browser).status_code == 200


def test_nobody_sees_sessions_who_is_not_signed_in(house: "House") -> None:
    """Without a session, and with one of another person, nothing of anybody is shown."""
    assert _sessions(house, house.browse()).status_code == 303
    other = house.enter("customer-8")
    page = _sessions(house, house.enter()).text
    (theirs,) = re.findall(r"/me/sessions/([0-9a-f-]{36})/end", page)
    token = _token(_sessions(house, other).text)
    answer = other.post(f"/{house.service}/me/sessions/{theirs}/end", data={"form_token": token})
    assert answer.status_code == 404


def test_the_sessions_of_who_is_erased_are_over(house: "House") -> None:
    """From the tombstone on the browser is out, and no ticket brings it in again."""
    browser = house.enter()
    ticket = house.door.make_hand_over(house.service, person=house.person)
    erase(house.storage, house.service, person=house.person, actor=OPERATOR)
    assert _sessions(house, browser).status_code == 303
    answer = house.browse().post(f"/{house.service}/me/hand-over", data={"ticket": ticket})
    assert answer.status_code in {403, 410}


@pytest.mark.parametrize("name", ["No", "a b", "a;b", "-a", "a" * 64])
def test_a_name_that_no_service_can_have_is_nowhere(house: "House", name: str) -> None:
    """Where one has to be signed in as well as at the entrance; no cookie is called by it."""
    for part, status in (("sessions", 404), ("sign-in", 422)):
        answer = house.browse().get(f"/{quote(name)}/me/{part}")
        assert answer.status_code == status, part
        assert "set-cookie" not in answer.headers
