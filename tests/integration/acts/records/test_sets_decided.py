"""Sets of records are decided as each record by itself is, or more strictly."""

from typing import Any

import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.choices.choose import Choosing
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.doors.record_sets import RecordSetsDoor
from amana.acts.erase import erase
from amana.acts.pause_service import pause_service
from amana.acts.record_sets.metadata import Chosen
from amana.acts.record_sets.use_set import UsedSet
from amana.acts.records.asked import Circumstances
from amana.domain.choice.word import Word
from amana.domain.person.facts import BornIn, OfAge
from amana.domain.vocabulary.collecting import Origin
from amana.storage.errors import ServicePaused

_PROGRAM = Actor(role=Role.APPLICATION, label="shop")


def _set(house: Any, purpose: str = "quality") -> UsedSet:  # noqa: ANN401 - of conftest
    return RecordSetsDoor(house.storage).use_set(house.service, purpose)


def _keys(house: Any, purpose: str = "quality") -> set[str | None]:  # noqa: ANN401 - of conftest
    return {each.key for each in _set(house, purpose).records}


_MORE = """\
  P9: {collect: [name, email, address], from: person, at: [registration, order], for: [quality]}
"""


@pytest.fixture
def open_house(house: Any) -> Any:  # noqa: ANN401 - of conftest
    """Return the house, where profiles are collected for quality too."""
    house.publish(_MORE, material=False)
    return house


def test_each_value_of_a_corrected_record_is_decided_by_how_it_came_in(open_house: Any) -> None:  # noqa: ANN401 - of conftest
    """Also where what came first is limited, and the correction brought something else."""
    house, both = open_house, frozenset({"quality", "orders"})
    limited = f"{_MORE}  P10: {{only: [address], at: [order], for: [orders]}}"
    house.publish(limited, material=False)
    ordering = Circumstances(occasion="order")
    given = {"name": "Maryam", "address": "Doha, street 1"}
    for key, person in (("k-1", "one"), ("k-2", "two")):
        house.collect(key=key, person=person, values=given, purposes=both, how=ordering)
    registered = Circumstances(occasion="registration")
    house.correct(key="k-2", person="two", values={"name": "Mariam"}, how=registered)
    house.collect(key="k-3", person="three", values=given, purposes=both)
    assert _keys(house, "orders") == {"k-1", "k-2", "k-3"}
    found = _set(house)
    assert ({each.key for each in found.records}, found.refused) == ({"k-3"}, 2)
    for key in ("k-1", "k-2", "k-3"):
        alone = house.use(key=key, purposes=frozenset({"quality"}))
        assert (alone.values is not None) is (key == "k-3")


_PROFILING = """\
  profiling: {{is: "dpv:{what}", basis: legitimate_interest, name: {{en: profiling}}}}
"""


@pytest.mark.parametrize("material", [True, False])
def test_a_set_serves_only_what_was_promised_when_its_values_came(
    house: Any,  # noqa: ANN401 - of conftest
    *,
    material: bool,
) -> None:
    """A purpose that became another one keeps its name, and not the records of before."""
    more = (
        "  P9: {use: [address], for: [profiling]}\n"
        "  P10: {collect: [address], from: person, at: [registration], for: [profiling]}"
    )
    values, served = {"address": "Doha, street 1"}, frozenset({"profiling"})
    declared = _PROFILING.format(what="ServiceOptimisation")
    house.publish(more, material=False, purposes=declared)
    house.collect(values=values, purposes=served)
    assert _keys(house, "profiling") == {"k-1"}
    house.publish(more, material=material, purposes=_PROFILING.format(what="DirectMarketing"))
    house.collect(key="k-2", values=values, purposes=served)
    assert _keys(house, "profiling") == ({"k-2"} if material else {"k-1", "k-2"})
    assert house.use(purposes=served).answer.permitted is not material


@pytest.mark.parametrize("word", [Word.OBJECT, Word.OPT_OUT])
def test_what_any_id_of_a_person_chose_keeps_all_their_records_out(
    open_house: Any,  # noqa: ANN401 - of conftest
    word: Word,
) -> None:
    """Until the ids are split, or the person opts in again; of nobody else."""
    house = open_house
    for person in ("one", "two", "three"):
        house.collect(person=person, key=person, purposes=frozenset({"quality"}))
    persons = PersonsDoor(house.storage)
    persons.merge(house.service, person="one", other="two")
    given = Choosing(person="two", word=word, purposes=frozenset({"quality"}))
    ChoicesDoor(house.storage).choose(house.service, given)
    assert _keys(house) == {"three"}
    persons.split(house.service, person="one", other="two")
    assert _keys(house) == {"one", "three"}


def _declared(house: Any, person: str, value: BornIn | OfAge) -> None:  # noqa: ANN401 - of conftest
    PersonsDoor(house.storage).declare(
        house.service, person=person, value=value, origin=Origin.PERSON
    )


def test_no_set_holds_what_is_of_a_child(open_house: Any) -> None:  # noqa: ANN401 - of conftest
    """Under whichever id the age was declared."""
    house = open_house
    for person in ("child", "other", "old"):
        house.collect(person=person, key=person, purposes=frozenset({"quality"}))
    house.publish(f"{_MORE}  P10: {{children: 16}}", material=False)
    assert _keys(house) == {"child", "other", "old"}
    _declared(house, "child", OfAge(at_least=16, yes=False))
    _declared(house, "old", BornIn(year=1980))
    assert _keys(house) == {"other", "old"}
    PersonsDoor(house.storage).merge(house.service, person="child", other="other")
    assert _keys(house) == {"old"}
    erase(house.storage, house.service, person="old", actor=_PROGRAM)
    assert _keys(house) == set()


def test_a_paused_service_hands_out_no_set(house: Any) -> None:  # noqa: ANN401 - of conftest
    """Nor does it change or end one."""
    house.collect()
    with house.storage.work(house.service) as work:
        pause_service(Act(actor=_PROGRAM, work=work), reason="an inquiry")
    sets = RecordSetsDoor(house.storage)
    with pytest.raises(ServicePaused):
        _set(house)
    with pytest.raises(ServicePaused):
        sets.delete_records(house.service, Chosen(purpose="orders"))
    with pytest.raises(ServicePaused):
        sets.show_metadata(house.service, Chosen(person="person-1"))
