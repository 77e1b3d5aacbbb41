"""What a single act needs to know is found at once, and nothing holds less for it."""

from typing import Any

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.choices.choose import Choosing
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.erase import erase
from amana.acts.records.about import about_person, about_record
from amana.acts.records.asked import Circumstances, Collecting, Which
from amana.acts.records.collect import collect
from amana.acts.records.errors import RecordExists
from amana.domain.choice.word import Word
from amana.storage.errors import PersonErased
from amana.storage.glance import About


def test_what_is_known_at_once_is_what_is_found_one_by_one(house: Any) -> None:  # noqa: ANN401 - of conftest
    """Record, ids of the person, last words and events."""
    record = house.collect().record
    choices = ChoicesDoor(house.storage)
    choices.choose(
        house.service,
        Choosing(person="person-1", word=Word.OBJECT, purposes=frozenset({"news"})),
    )
    with house.storage.reading(house.service) as view:
        stored, group = view.records.by_id(record), view.persons.group("person-1")
        words = view.choices.last(group, {"news"})
    for about in (
        About(record=record),
        About(type=stored.type, key=stored.current.content.key),
    ):
        with house.storage.glancing(house.service, about) as work:
            assert work.records.by_id(record) == stored
            assert work.records.find(type_=stored.type, key="k-1") == stored
            assert work.persons.group("person-1") == group
            assert work.choices.last(group, {"news"}) == words
            assert work.choices.last(group, {"orders"}) == ()
            assert work.events.told(group) == {}
    assert words


def test_of_who_was_erased_nothing_is_known_at_once(house: Any) -> None:  # noqa: ANN401 - of conftest
    """The tombstone stands in the same row as the record."""
    record = house.collect().record
    with house.storage.reading(house.service) as view:
        stored = view.records.by_id(record)
    erase(house.storage, house.service, person="person-1", actor=OPERATOR)
    with (
        house.storage.glancing(house.service, About(person="person-1")) as work,
        pytest.raises(PersonErased),
    ):
        work.persons.group("person-1")
    with house.storage.glancing(house.service, About(record=stored.id)) as work:
        assert work.records.by_id(stored.id) is None


def test_who_is_met_by_an_act_that_fails_stays_unknown(house: Any) -> None:  # noqa: ANN401 - of conftest
    """Neither the record nor its entry nor the person is there."""
    house.collect(key="k-1")
    with pytest.raises(RecordExists):
        house.collect(key="k-1", person="person-9")
    with house.storage.reading(house.service) as view:
        key = view.sealer.person_key("person-9")
        assert view.people.acts("person-9") == ()
        here = {"service": house.service, "person_key": key}
        assert view.transaction.row("persons", "number", **here) is None


def _profile(key: str) -> Collecting:
    return Collecting(
        person="person-9",
        type="profile",
        key=key,
        values={"name": "Maryam"},
        purposes=frozenset({"orders"}),
        how=Circumstances(occasion="registration"),
    )


def test_who_is_erased_before_anybody_met_them_is_not_taken_in(house: Any) -> None:  # noqa: ANN401 - of conftest
    """The act began when they were unknown: its statement finds the tombstone all the same."""
    with house.storage.glancing(house.service, About(person="person-9")) as work:
        erase(house.storage, house.service, person="person-9", actor=OPERATOR)
        with pytest.raises(PersonErased):
            collect(Act(actor=OPERATOR, work=work), _profile("k-9"))
    with house.storage.glancing(house.service, About(type="profile", key="k-9")) as work:
        assert work.records.find(type_="profile", key="k-9") is None


def test_two_who_meet_somebody_at_once_both_keep_their_record(house: Any) -> None:  # noqa: ANN401 - of conftest
    """Each began when the person was unknown; the second finds them there."""
    about = About(person="person-9")
    with (
        house.storage.glancing(house.service, about) as first,
        house.storage.glancing(house.service, about) as second,
    ):
        collect(Act(actor=OPERATOR, work=first), _profile("k-1"))
        collect(Act(actor=OPERATOR, work=second), _profile("k-2"))
    with house.storage.reading(house.service) as view:
        assert view.records.count(view.persons.group("person-9")) == 2


def test_what_names_nothing_is_looked_for_by_the_act_itself() -> None:
    """So that the act says what is wrong with it."""
    assert about_person("") is None
    assert about_person("two\nlines") is None
    for which in (Which(), Which(type="profile"), Which(type="a b", key="k")):
        assert about_record(which) is None
    assert about_record(Which(type="profile", key="a\0b")) is None
