"""The desk's pages of legal holds, and of what an erasure in part is to erase."""

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.http.console.conftest import Shop

NOBODY = "00000000-0000-0000-0000-00000000000a"


def _again(shop: "Shop") -> str:
    with shop.storage.reading(shop.service) as view:
        day: date = view.now.date() + timedelta(days=30)
    return day.isoformat()


@pytest.mark.promise("A24")
def test_a_hold_is_put_shown_and_lifted_at_the_desk(shop: "Shop") -> None:
    """Its scope, reason and days are shown, never whom it is about; lifted it is gone."""
    shop.approve_map()
    assert "There is no hold now" in shop.page("holds")
    day = _again(shop)
    scope = {"person": "p-2", "category": "email", "source": "shop", "table": "customer"}
    assert shop.send("holds", reason="Case 12", again_on=day, **scope).status_code == 303
    page = shop.page("holds")
    for said in ("On the data of one person", "email", "shop", "customer", "Case 12", day):
        assert said in page
    assert "p-2" not in page
    (hold,) = re.findall(r'name="hold" value="([0-9a-f-]{36})"', page)
    assert shop.send("holds/lift", hold=hold, reason="over").status_code == 422
    assert "Case 12" in shop.page("holds")
    lifted = shop.send("holds/lift", hold=hold, reason="over", sure="yes")
    assert lifted.status_code == 303
    assert "There is no hold now" in shop.page("holds")
    told = lifted.headers["location"]
    for language, said in (("en", "The hold is lifted."), ("ar", "رُفع الحفظ.")):
        page = shop.desk.get(told.replace("lang=en", f"lang={language}")).text
        assert said in page
        assert "The role was changed." not in page
        assert "تغيّر الدور" not in page


def test_a_hold_over_nothing_and_one_that_is_not_there_are_refused_in_words(shop: "Shop") -> None:
    """The page comes again with what is wrong; no hold is put."""
    day = _again(shop)
    for wrong in ({}, {"source": "till"}, {"category": "post"}):
        answer = shop.send("holds", reason="Case 12", again_on=day, **wrong)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
    for broken in ({"reason": "", "again_on": day}, {"reason": "Case 12", "again_on": "soon"}):
        assert shop.send("holds", category="email", **broken).status_code == 422
    lifted = shop.send("holds/lift", hold=NOBODY, reason="over", sure="yes")
    assert lifted.status_code == 404
    assert "There is no hold now" in shop.page("holds")


@pytest.mark.promise("A29")
def test_what_an_erasure_in_part_erases_is_chosen_before_it_is_carried_out(shop: "Shop") -> None:
    """What is kept beside is said with its reason; the source loses what was chosen alone."""
    shop.approve_map()
    asked = shop.ask("p-1", "part_erasure")
    page = shop.page(f"requests/{asked}/categories")
    assert re.findall(r'name="category" value="(\w+)"', page) == ["email"]
    for said in ("Tax law", "10 years"):
        assert said in page
    assert shop.send(f"requests/{asked}/carry-out").status_code == 403
    for wrong in ([], ["unheard_of"]):
        refused = shop.send(f"requests/{asked}/categories", category=wrong)
        assert refused.status_code == 422
        assert 'role="alert"' in refused.text
    assert shop.send(f"requests/{asked}/categories", category=["email"]).status_code == 303
    assert "Chosen now: email" in shop.page(f"requests/{asked}/categories")
    shop.send(f"requests/{asked}/carry-out")
    assert shop.carry() == 1
    assert "partly done" in shop.page(f"requests/{asked}")
    assert shop.send(f"requests/{asked}/categories", category=["email"]).status_code == 403


def test_nothing_is_chosen_for_a_request_of_another_kind(shop: "Shop") -> None:
    """Nor for one that is not there."""
    asked = shop.ask("p-1")
    wrong = shop.send(f"requests/{asked}/categories", category=["email"])
    assert wrong.status_code in {403, 422}
    gone = shop.desk.get(f"/console/{shop.service}/requests/{NOBODY}/categories")
    assert gone.status_code == 404
