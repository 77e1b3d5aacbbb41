"""What a breach shows where people are found late, nobody can tell, or promises change."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.breaches.case import HandedIn, Phase
from amana.acts.breaches.finding import Search
from amana.acts.breaches.noting import close_breach, hand_in, tell_otherwise
from amana.acts.breaches.sending import go_on, settle, tell_all
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.promises.law import Law

if TYPE_CHECKING:
    from tests.integration.acts.breaches.conftest import House

pytestmark = pytest.mark.promise("A20")
WITHOUT: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  A21: {{use: email, for: [orders]}}
"""


def test_a_draft_stands_beside_the_law_in_force_and_keeps_nothing_open(house: "House") -> None:
    """A customer in Oman is protected by the service's law; the draft's clocks bind nobody."""
    house.add({"amal": "OM"}, without=("amal",))
    breach = house.open()
    assert house.find(breach, Search(persons=("amal",))) == 1
    clocks = {each["name"]: each for each in house.shown(breach)["clocks"]}
    assert clocks["law:qatar:authority"]["in_force"]
    assert not clocks["law:oman:authority"]["in_force"]
    assert not clocks["law:oman:authority"]["certain"]
    house.approve(breach)
    house.begin(breach)
    tell_all(house.storage, house.service, breach)
    done = HandedIn(law=Law.QATAR, phase=Phase.INITIAL, at=None, how="portal")
    with house.storage.work(house.service) as work:
        hand_in(Act(actor=OPERATOR, work=work), breach, done)
    with house.storage.work(house.service) as work:
        tell_otherwise(Act(actor=OPERATOR, work=work), breach, at=None, how="notice in the daily")
    with house.storage.work(house.service) as work:
        close_breach(Act(actor=OPERATOR, work=work), breach, reason="told")
    assert house.shown(breach)["closed_at"] is not None


def test_who_is_found_after_a_public_notice_was_not_told_by_it(house: "House") -> None:
    """The clock runs again until they are told too."""
    house.add({"amal": "QA"}, without=("amal",))
    breach = house.open()
    house.find(breach, Search(persons=("amal",)))
    house.approve(breach)
    house.begin(breach)
    tell_all(house.storage, house.service, breach)
    with house.storage.work(house.service) as work:
        tell_otherwise(Act(actor=OPERATOR, work=work), breach, at=None, how="notice in the daily")

    def told() -> object:
        clocks = house.shown(breach)["clocks"]
        return next(each for each in clocks if each["promise"] == "A20")["ended_at"]

    assert told() is not None
    house.add({"badr": "QA"}, without=("badr",))
    house.find(breach, Search(persons=("badr",)))
    tell_all(house.storage, house.service, breach)
    assert told() is None


def test_where_no_map_tells_who_has_such_data_everybody_is_affected(house: "House") -> None:
    """In doubt somebody is affected, and how they were found says so."""
    house.add({"amal": "QA", "badr": "SA"})
    breach = house.open()
    assert house.find(breach, Search(categories=("email",))) == 2
    assert house.shown(breach)["found_by"] == {"anybody": 2}


def test_ids_that_nobody_is_known_by_are_noted(house: "House") -> None:
    """They are counted in the search's note, and nobody is added for them."""
    house.add({"amal": "QA"})
    breach = house.open()
    assert house.find(breach, Search(persons=("amal", "stranger"))) == 1
    with house.storage.reading(house.service) as view:
        says = view.breaches.notes(breach)[-1].says
    assert (says["listed"], says["unknown"], says["unread"]) == (2, 1, 0)


def test_a_clock_that_was_late_stays_where_the_promise_is_dropped(house: "House") -> None:
    """A later version makes nobody forget that the promise was broken."""
    then = (datetime.now(UTC) - timedelta(hours=90)).isoformat()
    breach = house.open(discovered=then, aware=then)
    with house.storage.work(house.service) as work:
        given = Publication(
            source=WITHOUT.format(service=house.service), texts={}, material=False, reason="dropped"
        )
        publish_policy(Act(actor=OPERATOR, work=work), given)
    go_on(house.storage, house.service)
    settle(house.storage, house.service, breach)
    with house.storage.reading(house.service) as view:
        late = view.transaction.rows("breaches", "answered", service=house.service)
    assert [(row["promise"], row["late"]) for row in late] == [("A20", 1)]
