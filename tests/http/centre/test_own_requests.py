"""What a person asks for in the privacy centre."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from amana.storage.requests import Term

if TYPE_CHECKING:
    from tests.http.centre.conftest import Home


@pytest.mark.promise("A27", "W12")
def test_one_asks_sees_by_when_and_fetches_the_copy(home: "Home") -> None:
    """The session proves who it is; the copy that is fetched ends the request."""
    browser = home.enter()
    asked = home.send(browser, "requests", kind="copy", about="my orders")
    assert asked.status_code == 303
    page = home.page(browser, "requests").text
    assert "my orders" in page
    assert "We know that it is you" in page
    assert home.send(browser, "copy").status_code == 200
    ended = home.page(browser, "requests").text
    assert "Your request was carried out" in ended


def test_one_takes_a_request_back(home: "Home") -> None:
    """And once only; somebody else's is not there."""
    browser = home.enter()
    home.send(browser, "requests", kind="correction")
    page = home.page(browser, "requests").text
    (request,) = set(re.findall(r'name="asked" value="([0-9a-f-]{36})"', page))
    assert (
        home.send(home.enter("customer-8"), "requests/withdraw", asked=request).status_code == 404
    )
    assert home.send(browser, "requests/withdraw", asked=request).status_code == 303
    assert "You took your request back" in home.page(browser, "requests").text
    assert home.send(browser, "requests/withdraw", asked=request).status_code == 403


def test_one_is_told_the_instant_that_is_kept_whatever_turns_out(home: "Home") -> None:
    """Where two instants count it is the earlier one."""
    browser = home.enter()
    home.send(browser, "requests", kind="correction")
    with home.storage.work(home.service) as work:
        (row,) = work.requests.of(work.persons.group(home.person), limit=2)
        later = row.safe_until + timedelta(days=9)
        term = Term(
            law=row.law,
            article=row.article,
            certain=row.certain,
            safe_until=row.safe_until,
            latest_until=later,
        )
        assert work.requests.extend(row.id, term)
        work.over()
    page = home.page(browser, "requests").text
    assert row.safe_until.isoformat() in page
    assert later.isoformat() not in page


def test_asking_twice_is_answered_as_asking_once(home: "Home") -> None:
    """Whoever sees the answer learns nothing from it; their own list has one request."""
    browser = home.enter()
    first, again = (
        home.send(browser, "requests", kind="correction", about="my name") for _ in range(2)
    )
    assert (again.status_code, again.headers["location"]) == (303, first.headers["location"])
    assert again.content == first.content
    assert home.page(browser, "requests").text.count("my name") == 1
