"""Global Privacy Control in decisions: it refuses, over all ids of a person, and is no choice."""

from typing import TYPE_CHECKING

import pytest

from amana.acts.doors.choices import ChoicesDoor
from amana.acts.doors.persons import PersonsDoor
from amana.domain.choice.word import Word
from amana.domain.decision.rule import Doing
from amana.storage.errors import PersonErased

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.integration.acts.choices.conftest import Shop

SHARING = {"more": "}\n  P5: {choice: orders, by: opt_out, of: sharing"}
"""The policy offers to opt out of sharing for the orders: so the signal stops it."""


@pytest.mark.promise("M13")
def test_a_signal_stops_what_it_is_about_and_is_no_choice(unopened: "Callable[..., Shop]") -> None:
    """From its own transaction on; other purposes, and other people, go on."""
    shop = unopened(**SHARING)
    door = ChoicesDoor(shop.storage)
    assert shop.ask(Doing.USE, "orders").answer.permitted
    seen = door.signal(shop.service, person="who-1")
    assert seen.stopped == ("orders",)
    assert seen.entry is not None
    refused = shop.ask(Doing.USE, "orders").answer
    assert [refusal.rule for refusal in refused.refusals] == [5]
    assert shop.ask(Doing.USE, "analysis", data="visits").answer.permitted
    assert shop.ask(Doing.USE, "orders", person="who-2").answer.permitted
    shown = door.choices(shop.service, person="who-1")
    assert (shown.said, shown.consented, shown.objected) == ((), (), ())


def test_it_is_noted_once(unopened: "Callable[..., Shop]") -> None:
    """Whoever is seen with it again leaves no second entry."""
    shop = unopened(**SHARING)
    door = ChoicesDoor(shop.storage)
    assert door.signal(shop.service, person="who-1").entry is not None
    assert door.signal(shop.service, person="who-1").entry is None


@pytest.mark.promise("M13")
def test_of_a_visitor_it_holds_for_the_account(unopened: "Callable[..., Shop]") -> None:
    """Joined, both ids are one person; a later consent of that person lifts it."""
    shop = unopened(**SHARING)
    ChoicesDoor(shop.storage).signal(shop.service, person="visitor:v")
    assert shop.ask(Doing.USE, "orders").answer.permitted
    PersonsDoor(shop.storage).join_visitor(shop.service, visitor="visitor:v", person="who-1")
    assert not shop.ask(Doing.USE, "orders").answer.permitted
    shop.choose(Word.OPT_IN, "orders")
    assert shop.ask(Doing.USE, "orders").answer.permitted


def test_of_who_was_erased_it_is_refused(unopened: "Callable[..., Shop]") -> None:
    """And nothing of it stays."""
    shop = unopened(**SHARING)
    door = ChoicesDoor(shop.storage)
    door.signal(shop.service, person="who-1")
    shop.erase("who-1")
    with pytest.raises(PersonErased):
        door.signal(shop.service, person="who-1")
