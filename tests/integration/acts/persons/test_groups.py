"""Ids of one person: one history while they are merged, and each its own after a split."""

from typing import Any

import pytest

from amana.acts.accept import Acceptance
from amana.acts.persons.errors import NotJoined, SamePerson
from amana.domain.words import ARABIC
from amana.storage.errors import PersonErased
from amana.storage.persons.errors import VisitorTaken

House = Any
"""What ``conftest.py`` makes."""


def _entries(house: House, person: str) -> set[str]:
    return {str(act.entry) for act in house.history(person) if act.act == "use"}


def test_merged_persons_have_one_history_and_split_ones_their_own(house: House) -> None:
    """Nothing is moved, so that a split separates exactly what belongs to each."""
    one, two = str(house.decide("one").entry), str(house.decide("two").entry)
    house.merge("one", "two")
    house.merge("two", "one")
    assert _entries(house, "one") == _entries(house, "two") == {one, two}
    house.door.split(house.service, person="two", other="one")
    assert _entries(house, "one") == {one}
    assert _entries(house, "two") == {two}
    with pytest.raises(NotJoined):
        house.door.split(house.service, person="two", other="one")


def test_an_id_is_taken_out_of_its_group(house: House) -> None:
    """The others stay together as far as they were joined without it."""
    for person in ("one", "two", "three"):
        house.decide(person)
    house.merge("one", "two")
    house.merge("two", "three")
    house.merge("one", "three")
    house.door.split(house.service, person="two", other=None)
    assert house.door.show(house.service, person="one").ids == ("one", "three")
    assert house.door.show(house.service, person="two").ids == ("two",)


def test_neither_history_names_the_other_id(house: House) -> None:
    """A split may show that they were two: then one's copy must not tell of the other."""
    house.merge("first-id", "second-id")
    house.door.split(house.service, person="first-id", other="second-id")
    with house.storage.reading(house.service) as view:
        bodies = str([act.body for act in view.people.acts("first-id")])
    assert "second-id" not in bodies
    assert [act.act for act in house.history("second-id")] == ["split", "merge"]


def test_what_was_accepted_under_one_id_is_accepted(house: House) -> None:
    """The latest word under any of the ids counts."""

    def meet(person: str, how: Acceptance) -> None:
        house.application.accept(house.service, person=person, version=1, how=how, language=ARABIC)

    meet("one", Acceptance.EXPLICIT)
    house.merge("one", "two")
    with house.storage.reading(house.service) as view:
        assert view.people.accepted("two", version=1)
    meet("two", Acceptance.DECLINED)
    with house.storage.reading(house.service) as view:
        assert not view.people.accepted("one", version=1)


def test_a_visitor_becomes_the_account_that_signs_in(house: House) -> None:
    """What was done before belongs to the account; another account does not get it."""
    before = str(house.decide("visitor-7").entry)
    house.door.join_visitor(house.service, visitor="visitor-7", person="account-1")
    assert before in _entries(house, "account-1")
    with pytest.raises(VisitorTaken):
        house.door.join_visitor(house.service, visitor="visitor-7", person="account-2")
    assert _entries(house, "account-2") == set()


def test_one_id_is_not_joined_to_itself(house: House) -> None:
    """Two are needed."""
    with pytest.raises(SamePerson):
        house.merge("one", "one")


def test_the_erased_are_joined_to_nobody(house: House) -> None:
    """Neither merged nor split nor identified any more."""
    house.decide("one")
    house.erase("one")
    with pytest.raises(PersonErased):
        house.merge("one", "two")
    with pytest.raises(PersonErased):
        house.merge("two", "one")
    with pytest.raises(PersonErased):
        house.door.split(house.service, person="one", other=None)
    with pytest.raises(PersonErased):
        house.identify("one", "amal@house.example")
    with pytest.raises(PersonErased):
        house.door.show(house.service, person="one")
