"""Somebody has some of their data erased: out of what is held, and out of what was held before."""

import re
from typing import TYPE_CHECKING

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.requests.carry_out import begin
from amana.acts.requests.prove import prove_request
from amana.domain.request.states import State
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.domain.vocabulary.requests import RequestKind

if TYPE_CHECKING:
    from uuid import UUID

    from tests.http.centre.conftest import Home

    from amana.storage.records.row import StoredRecord


def _record(home: "Home") -> "StoredRecord":
    with home.storage.reading(home.service) as view:
        (found,) = view.records.page(view.persons.group(home.person), after=None, limit=10)
    return found


def _request(home: "Home") -> "UUID":
    with home.storage.reading(home.service) as view:
        rows = view.requests.of(view.persons.group(home.person), limit=10)
    (found,) = (each for each in rows if each.kind is RequestKind.PART_ERASURE)
    return found.id


def _carried_out(home: "Home", request: "UUID") -> None:
    """Approve it as the operator does, who knows who asks."""
    with home.storage.reading(home.service) as view:
        proven = view.requests.one(request).state is not State.RECEIVED
    if not proven:
        with home.storage.work(home.service) as work:
            prove_request(Act(actor=OPERATOR, work=work), request, means=IdentityMeans.SIGNED_IN)
    with home.storage.work(home.service) as work:
        begin(Act(actor=OPERATOR, work=work), request)


@pytest.mark.promise("A29", "A23")
def test_what_was_chosen_is_erased_out_of_every_version(home: "Home") -> None:
    """The rest of the record stays, with where it came from."""
    before = _record(home)
    browser = home.enter()
    page = home.page(browser, "requests").text
    assert 'value="email"' in page
    assert home.send(browser, "requests/in-part", category=["email", "phone"]).status_code == 303
    _carried_out(home, _request(home))
    now = _record(home)
    assert now.current.content.values.keys() == before.current.content.values.keys() - {
        "email",
        "phone",
    }
    assert [set(each.content.values) & {"email", "phone"} for each in now.past] == [set()]
    assert now.brought("name").entry == before.current.entry
    with home.storage.reading(home.service) as view:
        assert view.requests.one(_request(home)).state is State.DONE


@pytest.mark.promise("A29")
def test_a_record_of_which_nothing_is_left_goes(home: "Home") -> None:
    """Visits hold a page alone: erased, they are not there."""
    home.visit(2)
    browser = home.enter()
    home.send(browser, "requests/in-part", category=["visits"])
    _carried_out(home, _request(home))
    assert _record(home).type == "profile"


def test_what_cannot_be_chosen_says_why_and_nothing_is_asked_without_a_choice(
    home: "Home",
) -> None:
    """A category that no map knows is listed, not offered, and refused from whoever sends it."""
    browser = home.enter()
    page = home.page(browser, "requests").text
    assert 'value="post"' not in page
    assert "not held in any place" in page
    for chosen in ([], ["post"], ["unheard_of"]):
        assert home.send(browser, "requests/in-part", category=chosen).status_code != 303
    assert not re.search(r"Erasure of some", home.page(browser, "requests").text)
