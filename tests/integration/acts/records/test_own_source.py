"""Amana's own records answer as every other source does."""

from typing import Any

import pytest

from amana.acts.act import OPERATOR
from amana.acts.own_source.source import OwnRecords
from amana.domain.source.outcome import Correction, Sought
from amana.sources.errors import CannotRestrict, ColumnNotMapped, ValueUnfit
from amana.sources.protocol import Source

PERSON = Sought(person="of the request", identifiers={"own": ("person-1",)})
NOBODY = Sought(person="x", identifiers={"own": ("person-9",), "email": ("maryam@example.org",)})


@pytest.fixture
def source(house: Any) -> Source:  # noqa: ANN401 - of conftest
    """Return the records of a service where one person has one, and another one."""
    house.collect()
    house.collect(person="person-2", key="k-2", values={"name": "سعيد"})
    return OwnRecords(house.storage, house.service, actor=OPERATOR)


def test_what_is_theirs_is_found_and_copied(source: Source) -> None:
    """By the service's own id; whoever has nothing is nowhere."""
    assert [(each.table, each.found, each.own) for each in source.find([PERSON])] == [
        ("profile", 1, 1)
    ]
    ((person, values),) = [(row.person, row.values) for row in source.copy([PERSON])]
    assert person == "of the request"
    assert values["name"] == "مريم"
    assert source.find([NOBODY]) == ()
    assert "name" in source.structure().tables["profile"].columns


def test_a_correction_is_a_new_version(source: Source) -> None:
    """It stands in each record of the type; a field that the map has not is refused first."""
    done = Correction(table="profile", column="name", value="مريم سالم")
    assert source.correct(PERSON, [done]) == 1
    assert [row.values["name"] for row in source.copy([PERSON])] == ["مريم سالم"]
    for table, column in (("profile", "shoe"), ("nothing", "name")):
        with pytest.raises(ColumnNotMapped):
            source.correct(PERSON, [done, Correction(table=table, column=column, value="44")])


def test_what_the_policy_does_not_permit_is_no_correction(source: Source) -> None:
    """A value of a kind that the record never held is a collection, and needs a promise."""
    new = Correction(table="profile", column="phone", value="+97444123456")
    with pytest.raises(ValueUnfit):
        source.correct(PERSON, [new])
    assert "phone" not in next(source.copy([PERSON])).values


def test_one_who_is_asked_for_by_two_ids_is_found_once(source: Source) -> None:
    """An id that stands twice is one."""
    twice = Sought(person="p", identifiers={"own": ("person-1", "person-1")})
    assert [each.found for each in source.find([twice])] == [1]


def test_records_bear_no_marks(source: Source) -> None:
    """A restriction of own records is an objection to purposes, and no mark."""
    with pytest.raises(CannotRestrict):
        source.restrict([PERSON])
    assert source.restrict([NOBODY]).rows == 0


@pytest.mark.promise("A1")
def test_an_erasure_leaves_nothing_and_others_stay(source: Source) -> None:
    """Asked twice it says the same of what is left: nothing."""
    done = source.erase([PERSON])
    assert [(each.table, each.deleted) for each in done.tables] == [("profile", 1)]
    assert source.left([PERSON]) == ()
    assert not list(source.copy([PERSON]))
    assert source.erase([PERSON]).tables == ()
    other = Sought(person="o", identifiers={"own": ("person-2",)})
    assert [row.values["name"] for row in source.copy([other])] == ["سعيد"]
