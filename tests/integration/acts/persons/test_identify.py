"""Identifiers are taken in by the policy alone, and are verified, changed, shared and used."""

from collections.abc import Callable
from typing import Any

import pytest

from amana.acts.person_id import UnusablePerson
from amana.acts.persons.errors import AmbiguousKind, KindNotDeclared, NotTheirs
from amana.acts.staying_out import Suppressed
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.domain.record.errors import UnfitValue
from amana.domain.vocabulary.collecting import Origin

House = Any
"""What ``conftest.py`` makes."""


EMAIL, NEW = "amal@house.example", "amal.new@house.example"
EMAIL_KIND = IdentifierKind.EMAIL


def test_an_identifier_is_a_collection_by_promise(house: House) -> None:
    """It is kept, found in any writing of it, and stands in the person's own copy."""
    done = house.identify("one", EMAIL)
    assert done.answer.permitted
    assert done.added == 1
    assert house.identify("one", EMAIL).added == 0
    assert house.find("AMAL@House.Example") == ("one",)
    latest = house.history("one")[-1]
    assert (latest.act, latest.data, latest.promises) == ("collect", ("email",), ("P1",))
    assert EMAIL not in str(house.history("one"))


def test_what_no_promise_permits_is_not_kept(house: House) -> None:
    """A refusal is an answer with its entry; an undeclared kind is named."""
    done = house.identify("one", "+974 4412 3456", kind=IdentifierKind.PHONE)
    assert done.answer.permitted
    refused = house.identify("one", NEW, origin=Origin.AUTOMATIC)
    assert not refused.answer.permitted
    assert (refused.added, house.find(NEW)) == (0, ())
    assert house.history("one")[0].outcome == "refused"
    with pytest.raises(KindNotDeclared):
        house.identify("one", "c-71b2", kind=IdentifierKind.DEVICE)


@pytest.mark.parametrize("wrong", ["no address", "a@b", "x" * 10_000, "a\u202eb@house.example"])
def test_a_wrong_value_is_not_repeated(house: House, wrong: str) -> None:
    """The error names the kind; nothing is kept."""
    with pytest.raises(UnfitValue) as refused:
        house.identify("one", wrong)
    assert wrong not in str(refused.value)
    with pytest.raises(UnusablePerson):
        house.identify("", EMAIL)


def test_an_address_is_shared_by_a_family(house: House) -> None:
    """All of them are found, each is told that they were; none of them becomes another."""
    for person in ("mother", "father", "child"):
        house.identify(person, EMAIL)
    assert house.find(EMAIL) == ("child", "father", "mother")
    assert [act.act for act in house.history("child")] == ["find-person", "collect"]


def test_an_address_is_verified_and_changed_with_its_history(house: House) -> None:
    """The new one is not verified yet; the old one finds nobody and is still known as history."""
    house.identify("one", EMAIL)
    house.door.verify(house.service, person="one", kind=EMAIL_KIND, value=EMAIL, by="code")
    house.identify("one", NEW, replaces=EMAIL)
    assert (house.find(EMAIL), house.find(NEW)) == ((), ("one",))
    shown = house.door.show(house.service, person="one")
    assert [(each.value, each.verified_by) for each in shown.identifiers] == [
        (EMAIL, "code"),
        (NEW, None),
    ]
    house.door.drop(house.service, person="one", kind=EMAIL_KIND, value=NEW)
    assert house.find(NEW) == ()
    with pytest.raises(NotTheirs):
        house.door.verify(house.service, person="one", kind=EMAIL_KIND, value=NEW, by="code")
    with pytest.raises(NotTheirs):
        house.door.drop(house.service, person="one", kind=EMAIL_KIND, value=NEW)
    with pytest.raises(NotTheirs):
        house.identify("one", "third@house.example", replaces=NEW)
    assert house.find("third@house.example") == ()


def test_identifiers_are_used_by_promise(house: House) -> None:
    """Verified ones first, each once over all ids; a refusal hands out nothing."""
    house.identify("one", NEW)
    house.identify("two", EMAIL, NEW)
    house.door.verify(house.service, person="two", kind=EMAIL_KIND, value=EMAIL, by="code")
    house.merge("one", "two")
    used = house.door.use(house.service, person="one", kind=EMAIL_KIND, purpose="orders")
    assert [each.value for each in used.identifiers] == [EMAIL, NEW]
    house.identify("one", "+97444123456", kind=IdentifierKind.PHONE)
    phone = IdentifierKind.PHONE
    refused = house.door.use(house.service, person="one", kind=phone, purpose="orders")
    assert not refused.answer.permitted
    assert refused.identifiers == ()
    assert house.history("one")[0].outcome == "refused"


def test_a_suppressed_address_comes_back_through_its_person_alone(house: House) -> None:
    """An import is refused; the person themself may give it, and an opt-out stays on the list."""
    for why in (Why.OPTED_OUT, Why.ASKED):
        house.door.suppress(house.service, kind=EMAIL_KIND, value=EMAIL, why=why)
    with pytest.raises(Suppressed):
        house.identify("one", EMAIL, origin=Origin.THIRD_PARTY)
    assert house.identify("one", EMAIL).added == 1
    told = house.door.suppressed(house.service, kind=EMAIL_KIND, value="Amal@house.example")
    assert told == (Why.ASKED, Why.OPTED_OUT)
    for why in (Why.OPTED_OUT, Why.ASKED):
        house.door.lift(house.service, kind=EMAIL_KIND, value=EMAIL, why=why)
    assert house.door.suppressed(house.service, kind=EMAIL_KIND, value=EMAIL) == ()
    assert house.identify("two", EMAIL, origin=Origin.THIRD_PARTY).added == 1


def test_of_two_categories_of_a_kind_the_one_that_is_meant_is_named(
    found_house: Callable[..., House],
) -> None:
    """None is guessed: an address for billing is not decided as one for anything else."""
    house = found_house(
        "P8: {collect: [billing_email], from: person, for: [orders]}",
        data='billing_email: {is: "pd:EmailAddress", name: {en: "billing e-mail"}}',
    )
    with pytest.raises(AmbiguousKind):
        house.identify("one", EMAIL)
    with pytest.raises(AmbiguousKind):
        house.door.use(house.service, person="one", kind=EMAIL_KIND, purpose="orders")
    with pytest.raises(KindNotDeclared):
        house.identify("one", EMAIL, category="phone")
    assert house.identify("one", EMAIL, category="billing_email").answer.promises == ("P8",)
    assert house.identify("one", EMAIL, category="email").answer.promises == ("P1",)
    told = {
        category: house.door.use(
            house.service, person="one", kind=EMAIL_KIND, purpose="orders", category=category
        ).answer.permitted
        for category in ("email", "billing_email")
    }
    assert told == {"email": True, "billing_email": False}


def test_an_identifier_is_judged_by_how_it_came_in(found_house: Callable[..., House]) -> None:
    """A limit on what came with an order binds that alone."""
    house = found_house("P7: {only: [email], at: [order], for: [checks]}")
    house.identify("one", EMAIL, occasion="order")
    house.identify("two", NEW)
    told = {
        person: house.door.use(house.service, person=person, kind=EMAIL_KIND, purpose="orders")
        for person in ("one", "two")
    }
    assert (told["one"].answer.permitted, told["one"].identifiers) == (False, ())
    assert [each.value for each in told["two"].identifiers] == [NEW]
    with house.storage.reading(house.service) as view:
        (held,) = view.identifiers.of(view.persons.group("one"))
    came = held.came
    assert (came.policy_version, came.occasion, came.category) == (1, "order", "email")
