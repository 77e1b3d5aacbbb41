"""Ids that look the same: no second one begins, and who has one from before keeps their rights."""

from typing import TYPE_CHECKING

import pytest

from amana.acts.accept import Acceptance
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.person_id import UnusablePerson

if TYPE_CHECKING:
    from tests.integration.acts.persons.conftest import House

    from amana.storage import Storage

COMPOSED = "Ren\u00e9"
ALIKE = [" c-1", "c-1 ", "Rene\u0301", "\u0627\u0653\u0645\u0646\u0629"]


def _accept(storage: "Storage", service: str, person: str) -> None:
    door = ApplicationDoor(storage)
    door.accept(service, person=person, version=1, how=Acceptance.EXPLICIT, language="en")


@pytest.mark.parametrize("person", ALIKE, ids=["led", "trailed", "decomposed", "madda"])
def test_an_id_that_looks_like_another_begins_nobody(house: "House", person: str) -> None:
    """It is refused, not changed: the service would ask for another one than it wrote."""
    with pytest.raises(UnusablePerson):
        _accept(house.storage, house.service, person)
    with pytest.raises(UnusablePerson):
        ApplicationDoor(house.storage).erase(house.service, person=person)
    with house.storage.reading(house.service) as view:
        assert not view.people.met(view.sealer.person_key(person))


def test_spaces_within_and_composed_letters_are_an_id(house: "House") -> None:
    """Only what looks the same as another is refused."""
    for person in ("c 1", COMPOSED, "\u0622\u0645\u0646\u0629"):
        _accept(house.storage, house.service, person)


@pytest.mark.promise("A23")
@pytest.mark.parametrize("person", ALIKE, ids=["led", "trailed", "decomposed", "madda"])
def test_who_has_such_an_id_from_before_is_merged_and_erased(house: "House", person: str) -> None:
    """Met by a release that took it, they are shown, joined to the id that was meant, erased."""
    with house.storage.work(house.service) as work:
        work.people.meet(work.sealer.person_key(person))
        work.over()
    _accept(house.storage, house.service, person)
    assert ChoicesDoor(house.storage).choices(house.service, person=person).objected == ()
    PersonsDoor(house.storage).merge(house.service, person=COMPOSED, other=person)
    assert set(PersonsDoor(house.storage).show(house.service, person=person).ids) == {
        COMPOSED,
        person,
    }
    assert ApplicationDoor(house.storage).erase(house.service, person=person).ids == 2
