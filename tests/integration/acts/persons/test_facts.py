"""What decisions know of a person: places, age, guardians, businesses and their staff."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.persons.errors import (
    GuardianCircle,
    NotABusiness,
    NotTied,
    SamePerson,
    UnknownSource,
)
from amana.acts.persons.groups import merge_persons
from amana.domain.person.facts import BadCountry, BornIn, Jurisdiction, OfAge, PersonKind
from amana.domain.vocabulary.collecting import Origin
from amana.storage.persons import TieKind

House = Any
"""What ``conftest.py`` makes."""
Found = Callable[..., House]


CHILDREN = "P9: {children: 16}"


def _declare(house: House, person: str, value: object, **more: object) -> None:
    house.door.declare(
        house.service, person=person, value=value, **{"origin": Origin.PERSON, **more}
    )


def test_without_a_declaration_the_services_own_law_holds(house: House) -> None:
    """Where something was declared it holds instead, with who said so, over all ids."""
    assert house.facts("one").jurisdictions == (Jurisdiction(place="qatar", origin=None),)
    _declare(house, "one", ("JO",))
    _declare(house, "two", ("QA", "JO"), origin=Origin.THIRD_PARTY, source="bureau")
    house.merge("one", "two")
    found = {each.place: each for each in house.facts("one").jurisdictions}
    assert found.keys() == {"JO", "QA"}
    assert (found["QA"].origin, found["QA"].source) == (Origin.THIRD_PARTY, "bureau")
    assert {"JO", "QA"} == {
        each.place for each in house.door.show(house.service, person="two").jurisdictions
    }


@pytest.mark.parametrize(
    "more",
    [
        {"origin": Origin.THIRD_PARTY},
        {"origin": Origin.THIRD_PARTY, "source": "stranger"},
        {"origin": Origin.PERSON, "source": "bureau"},
    ],
    ids=["nobody", "undeclared", "both"],
)
def test_who_said_so_is_known(house: House, more: dict[str, Any]) -> None:
    """A third party is named, and is one of the policy's."""
    with pytest.raises(UnknownSource):
        _declare(house, "one", ("JO",), **more)
    with pytest.raises(BadCountry):
        _declare(house, "one", ("Jordan",))


def test_who_is_known_to_be_too_young_is_known_over_all_ids(
    found_house: Found,
) -> None:
    """By a year or a no; merged with an id that said yes, the no still counts."""
    house = found_house(CHILDREN)
    assert not house.facts("child").too_young
    assert not house.facts("child").old_enough
    with house.storage.reading(house.service) as view:
        year = view.now.year
    _declare(house, "child", BornIn(year=year - 12))
    _declare(house, "other-id", OfAge(at_least=16, yes=True))
    assert house.facts("child").too_young
    assert house.facts("other-id").old_enough
    house.merge("child", "other-id")
    for person in ("child", "other-id"):
        assert house.facts(person).too_young
        assert not house.facts(person).old_enough
    _declare(house, "child", BornIn(year=year - 30))
    assert house.facts("other-id").old_enough
    assert {each.said for each in house.door.show(house.service, person="child").ages} == {
        BornIn(year=year - 30),
        OfAge(at_least=16, yes=True),
    }


def test_nothing_is_taken_in_about_somebody_too_young(
    found_house: Found,
) -> None:
    """Nor about somebody whose age nobody said; a yes opens it, a no under another id shuts it."""
    house = found_house(CHILDREN)
    refused = house.identify("child", "child@house.example").answer
    assert {refusal.rule for refusal in refused.refusals} == {6}
    _declare(house, "child", OfAge(at_least=16, yes=True))
    assert house.identify("child", "child@house.example").answer.permitted
    _declare(house, "other-id", OfAge(at_least=16, yes=False))
    house.merge("child", "other-id")
    assert not house.identify("child", "child@house.example").answer.permitted
    assert house.erase("child").ids == 2
    assert house.find("child@house.example") == ()


def test_where_no_age_is_promised_none_is_asked(house: House) -> None:
    """Nobody is too young for a promise that is not there."""
    _declare(house, "child", BornIn(year=2024))
    facts = house.facts("child")
    assert not facts.too_young
    assert not facts.old_enough


def test_a_guardian_is_known_under_every_id_of_the_child(house: House) -> None:
    """Until it ends; a child is nobody's guardian's guardian, nor their own."""
    tie, service = house.door.tie, house.service
    tie(service, person="mother", other="child", kind=TieKind.GUARDIAN)
    tie(service, person="mother", other="child", kind=TieKind.GUARDIAN)
    tie(service, person="grandmother", other="mother", kind=TieKind.GUARDIAN)
    house.merge("child", "child-2")
    assert house.facts("child-2").has_guardian
    assert not house.facts("grandmother").has_guardian
    shown = house.door.show(service, person="mother")
    assert (shown.guardians, shown.wards) == (("grandmother",), ("child",))
    for child in ("child", "child-2"):
        with pytest.raises(GuardianCircle):
            tie(service, person=child, other="grandmother", kind=TieKind.GUARDIAN)
    with pytest.raises(SamePerson):
        tie(service, person="child", other="child-2", kind=TieKind.GUARDIAN)
    house.door.untie(service, person="mother", other="child-2", kind=TieKind.GUARDIAN)
    assert not house.facts("child").has_guardian
    with pytest.raises(NotTied):
        house.door.untie(service, person="mother", other="child", kind=TieKind.GUARDIAN)


def test_a_guardian_who_ends_while_ids_are_merged_ends_for_the_merged_child(house: House) -> None:
    """Who unties waits for the merge, and then sees the group as it has become."""
    service = house.service
    house.door.tie(service, person="mother", other="child", kind=TieKind.GUARDIAN)

    def untie() -> None:
        house.door.untie(service, person="mother", other="child-2", kind=TieKind.GUARDIAN)

    with ThreadPoolExecutor(1) as pool:
        with house.storage.work(service) as work:
            work.persons.hold()
            untied = pool.submit(untie)
            # Without its turn it would be over by now, with a group of one.
            wait([untied], timeout=0.5)
            merge_persons(Act(actor=OPERATOR, work=work), person="child", other="child-2")
        untied.result()
    assert not house.facts("child").has_guardian


@pytest.mark.promise("W7")
def test_a_business_is_a_person_with_staff_of_its_own(house: House) -> None:
    """A provider's data is about it; its staff are persons who act for it, erased by themselves."""
    tie, service = house.door.tie, house.service
    with pytest.raises(NotABusiness):
        tie(service, person="clerk", other="provider", kind=TieKind.STAFF)
    _declare(house, "provider", PersonKind.BUSINESS, origin=Origin.AUTOMATIC)
    tie(service, person="clerk", other="provider", kind=TieKind.STAFF)
    assert house.identify("provider", "office@provider.example").answer.permitted
    assert house.facts("provider").kind is PersonKind.BUSINESS
    clerk = house.facts("clerk")
    assert (clerk.kind, clerk.acts_for_business) == (PersonKind.NATURAL, True)
    shown = house.door.show(service, person="provider")
    assert (shown.staff, shown.kind) == (("clerk",), PersonKind.BUSINESS)
    assert house.door.show(service, person="clerk").businesses == ("provider",)
    house.erase("clerk")
    assert house.door.show(service, person="provider").staff == ()
    assert house.find("office@provider.example") == ("provider",)
