"""Corrections keep what was before, value and provenance, and nobody overwrites unseen."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from amana.acts.records.asked import Circumstances, Which
from amana.acts.records.errors import (
    NoSuchRecord,
    NoValues,
    RecordChanged,
    RecordExists,
    UndeclaredField,
)
from amana.domain.record.errors import UnfitValue


@pytest.mark.promise("W4", "M9")
def test_a_third_party_corrects_and_the_old_value_stays_with_its_source(
    house: Any,  # noqa: ANN401 - of conftest
    samples: Any,  # noqa: ANN401 - of conftest
) -> None:
    """Old and new value, source and time stand in the copy; the next use gets the new."""
    first = house.collect(values={"name": "مريم", "address": "Doha, street 1"})
    done = house.correct(
        values={"address": "Doha, street 2"}, how=samples.courier, purposes=frozenset({"orders"})
    )
    assert done.answer.promises == ("P4",)
    assert done.version == 2
    assert house.use().values == {"name": "مريم", "address": "Doha, street 2"}
    (record,) = house.door.records(house.service, person="person-1").records
    address = record.fields["address"]
    assert (address.now.value, address.now.origin) == ("Doha, street 2", "third-party")
    assert (address.now.source, address.now.occasion) == ("courier", "delivery")
    (old,) = address.earlier
    assert (old.value, old.origin, old.source) == ("Doha, street 1", "person", None)
    assert (old.occasion, old.entry) == ("registration", first.entry)
    assert old.at < address.now.at
    name = record.fields["name"]
    assert (name.now.origin, name.now.occasion) == ("person", "registration")
    assert not name.earlier


def test_a_third_party_without_such_a_promise_corrects_nothing(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """Neither what nobody promised, nor what may be collected from it but not corrected."""
    house.collect(values={"name": "مريم", "phone": "+97444123456"})
    for values in ({"name": "Other"}, {"phone": "+97444000000"}):
        refused = house.correct(values=values, how=samples.courier)
        assert not refused.answer.permitted
        assert refused.version is None
    assert house.use().values == {"name": "مريم", "phone": "+97444123456"}


def test_a_promise_to_correct_one_category_lets_no_other_be_corrected(
    house: Any,  # noqa: ANN401 - of conftest
    samples: Any,  # noqa: ANN401 - of conftest
) -> None:
    """The courier corrects addresses; a telephone number that it may give goes not with them."""
    held = {"phone": "+97444123456", "address": "Doha, street 1"}
    house.collect(values=held)
    refused = house.correct(
        values={"phone": "+97444000000", "address": "Doha, street 2"},
        how=samples.courier,
        purposes=frozenset({"orders"}),
    )
    assert not refused.answer.permitted
    assert refused.answer.gaps == ("corrects",)
    assert house.use().values == held


def test_a_person_sets_right_what_is_held_and_adds_only_what_is_promised(house: Any) -> None:  # noqa: ANN401 - of conftest
    """Rectifying needs no promise; a category that the record does not hold is a collection."""
    house.collect()
    assert house.correct(values={"name": "مريم سالم"}).version == 2
    refused = house.correct(seen=2, values={"address": "Doha"})
    assert not refused.answer.permitted
    added = house.correct(seen=2, values={"address": "Doha"}, how=Circumstances(occasion="order"))
    assert added.version == 3
    assert house.use().values["address"] == "Doha"
    with house.storage.reading(house.service) as view:
        acts = [(a.act, a.outcome.value) for a in view.people.acts("person-1")]
    assert acts[1:4] == [("collect", "done"), ("collect", "refused"), ("correct", "done")]


def test_a_value_can_be_taken_away_but_not_all_of_them(house: Any) -> None:  # noqa: ANN401 - of conftest
    """What was there stays in the history; a record of nothing is refused."""
    house.collect()
    house.correct(values={"name": None})
    assert house.use().values == {"email": "Maryam@example.org"}
    (record,) = house.door.records(house.service, person="person-1").records
    assert record.fields["name"].now is None
    assert record.fields["name"].earlier[0].value == "مريم"
    with pytest.raises(NoValues):
        house.correct(seen=2, values={"email": None})


def test_only_the_version_that_was_seen_is_corrected(house: Any) -> None:  # noqa: ANN401 - of conftest
    """Who comes late is told, and nothing of theirs is stored."""
    house.collect()
    house.correct()
    with pytest.raises(RecordChanged) as late:
        house.correct(values={"name": "Late"})
    assert late.value.fields == {"version": 2}
    assert house.use().values["name"] == "مريم سالم"


def test_of_writers_at_once_one_corrects_and_the_others_are_told(house: Any) -> None:  # noqa: ANN401 - of conftest
    """Nothing is lost and nothing doubled: one new version, one of the old."""
    house.collect()

    def corrected(number: int) -> str:
        try:
            house.correct(values={"name": f"writer {number}"})
        except RecordChanged:
            return "told"
        return "done"

    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(corrected, range(6)))
    assert sorted(said) == ["done"] + ["told"] * 5
    (record,) = house.door.records(house.service, person="person-1").records
    assert record.version == 2
    assert len(record.fields["name"].earlier) == 1


def test_of_collectors_at_once_one_stores_under_a_key(house: Any) -> None:  # noqa: ANN401 - of conftest
    """The others are told that it is there."""

    def collected(_: int) -> str:
        try:
            house.collect()
        except RecordExists:
            return "told"
        return "done"

    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(collected, range(6)))
    assert sorted(said) == ["done"] + ["told"] * 5
    assert len(house.door.records(house.service, person="person-1").records) == 1


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"values": {}}, NoValues),
        ({"values": {"religion": "x"}}, UndeclaredField),
        ({"values": {"email": "nowhere"}}, UnfitValue),
        ({"person": "person-2"}, NoSuchRecord),
        ({"which": Which(type="profile", key="k-2")}, NoSuchRecord),
    ],
    ids=["nothing", "undeclared", "unfit", "somebody else's", "not there"],
)
def test_what_is_no_correction_changes_nothing(
    house: Any,  # noqa: ANN401 - of conftest
    given: dict[str, Any],
    error: type[Exception],
) -> None:
    """The record stays in its version."""
    house.collect()
    with pytest.raises(error):
        house.correct(**given)
    assert house.use().version == 1


@pytest.mark.promise("M2")
def test_a_card_number_is_cut_in_corrections_too(house: Any, samples: Any) -> None:  # noqa: ANN401 - of conftest
    """Only its last four digits are kept."""
    house.collect("payment", key="p-1", values={"card": "5555 5555 5555 4444"})
    done = house.correct("payment", "p-1", values={"card": samples.card})
    assert done.shortened == ("card",)
    assert house.use("payment", "p-1").values["card"] == "•••• 1111"
