"""Acts on many records at once: decided, under one entry, and nothing of who is gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.choices.choose import Choosing, choose
from amana.acts.erase import erase
from amana.acts.record_sets.metadata import (
    Chosen,
    change_records,
    delete_records,
    show_metadata,
    verify_deletion,
)
from amana.acts.record_sets.use_set import use_set
from amana.domain.choice.word import Word
from amana.storage.errors import PersonErased
from amana.storage.records.sets import MetadataChange

PROGRAM = Actor(role=Role.APPLICATION, label="shop")


@contextmanager
def _act(house: Any) -> Iterator[Act]:  # noqa: ANN401 - of conftest
    with house.storage.glancing(house.service) as work:
        yield Act(actor=PROGRAM, work=work)


def _used(house: Any, purpose: str = "orders", **more: Any) -> set[str | None]:  # noqa: ANN401 - of conftest
    with _act(house) as act:
        return {each.key for each in use_set(act, purpose, **more).records}


def _collect(house: Any, person: str, key: str, **more: Any) -> None:  # noqa: ANN401 - of conftest
    done = house.collect(person=person, key=key, values={"email": f"{key}@a.example"}, **more)
    assert done.answer.permitted


def test_a_set_holds_what_may_be_used_and_nothing_else(house: Any) -> None:  # noqa: ANN401 - of conftest
    """Not what is past its time, objected to, for another purpose, or of who was erased."""
    later = datetime.now(UTC) + timedelta(days=1)
    for person, key in (("sara", "k1"), ("sara", "k2"), ("omar", "k3"), ("huda", "k4")):
        _collect(house, person, key, expires_at=later)
    assert _used(house) == {"k1", "k2", "k3", "k4"}
    assert _used(house, "quality") == set()
    assert _used(house, automated=True) == set()
    with _act(house) as act:
        chosen = Chosen(type="profile", key="k1")
        assert change_records(act, chosen, MetadataChange(objected=("orders",))) == 1
    with _act(house) as act:
        chosen = Chosen(type="profile", key="k2")
        change = MetadataChange(automated=True)
        assert change_records(act, chosen, change) == 1
    assert _used(house) == {"k2", "k3", "k4"}
    assert _used(house, automated=True) == {"k2"}
    erase(house.storage, house.service, person="omar", actor=PROGRAM)
    assert _used(house) == {"k2", "k4"}
    with _act(house) as act:
        past = MetadataChange(expires_at=datetime.now(UTC) - timedelta(seconds=1))
        assert change_records(act, Chosen(person="huda"), past) == 1
    assert _used(house) == {"k2"}
    with _act(house) as act:
        assert delete_records(act, Chosen()) == 1
    with _act(house) as act:
        assert use_set(act, "orders").refused == 0


def test_the_metadata_of_records_are_shown_changed_and_gone(house: Any) -> None:  # noqa: ANN401 - of conftest
    """By key, by person, by purpose and recipient; a deletion is verified by looking again."""
    _collect(house, "sara", "k1", recipients=frozenset({"courier"}))
    _collect(house, "sara", "k2")
    _collect(house, "omar", "k3", recipients=frozenset({"courier"}))
    with _act(house) as act:
        (one,) = show_metadata(act, Chosen(type="profile", key="k1")).records
    assert (one.key, one.person, one.recipients) == ("k1", "sara", ("courier",))
    with _act(house) as act:
        change = MetadataChange(recipients=("bureau",))
        chosen = Chosen(purpose="orders", recipient="courier")
        assert change_records(act, chosen, change) == 2
    with _act(house) as act:
        assert change_records(act, Chosen(purpose="orders"), MetadataChange(automated=True)) == 3
    with _act(house) as act:
        found = show_metadata(act, Chosen(person="sara")).records
    assert {each.key: set(each.recipients) for each in found} == {
        "k1": {"courier", "bureau"},
        "k2": set(),
    }
    assert all(each.automated for each in found)
    with _act(house) as act:
        assert not verify_deletion(act, type_="profile", key="k1")
    with _act(house) as act:
        assert delete_records(act, Chosen(type="profile", key="k1")) == 1
    with _act(house) as act:
        assert verify_deletion(act, type_="profile", key="k1")
    with _act(house) as act:
        assert delete_records(act, Chosen(purpose="orders")) == 2
    assert _used(house) == set()
    erase(house.storage, house.service, person="sara", actor=PROGRAM)
    with _act(house) as act, pytest.raises(PersonErased):
        show_metadata(act, Chosen(person="sara"))


def test_a_person_is_told_of_acts_about_many(house: Any) -> None:  # noqa: ANN401 - of conftest
    """One entry for the whole set stands in the history of each of them, and of nobody else."""
    _collect(house, "sara", "k1")
    _collect(house, "omar", "k2")
    house.collect(person="huda", key="k3", values={"phone": "+97455512345"})
    with _act(house) as act:
        entry = use_set(act, "orders").entry
    with _act(house) as act:
        change_records(act, Chosen(type="profile", key="k3"), MetadataChange(objected=("orders",)))
    assert _told(house, "use") == {"sara": 1, "omar": 1, "huda": 1}
    with house.storage.reading(house.service) as view:
        assert entry in {done.entry for done in view.people.acts("sara")}
    with _act(house) as act:
        use_set(act, "orders")
    assert _told(house, "use") == {"sara": 2, "omar": 2, "huda": 1}
    assert _told(house, "change-records") == {"sara": 0, "omar": 0, "huda": 1}


@pytest.mark.parametrize("name", ["delete-records", "change-records"])
def test_a_person_whom_nobody_numbered_is_told_too(house: Any, name: str) -> None:  # noqa: ANN401 - of conftest
    """Whoever came a moment ago gets a number in the act itself."""
    _collect(house, "sara", "k1")
    with _act(house) as act:
        if name == "delete-records":
            delete_records(act, Chosen(type="profile", key="k1"))
        else:
            chosen = Chosen(type="profile", key="k1")
            change_records(act, chosen, MetadataChange(automated=True))
    assert _told(house, name, "sara") == {"sara": 1}


def _told(house: Any, name: str, *persons: str) -> dict[str, int]:  # noqa: ANN401 - of conftest
    """Return how many acts of this name stand in the history of each."""
    with house.storage.reading(house.service) as view:
        return {
            person: [done.act for done in view.people.acts(person)].count(name)
            for person in persons or ("sara", "omar", "huda")
        }


def test_whoever_chose_against_a_purpose_is_in_no_set(house: Any) -> None:  # noqa: ANN401 - of conftest
    """From the transaction of the choice on."""
    _collect(house, "sara", "k1")
    _collect(house, "omar", "k2")
    with house.storage.work(house.service) as work:
        objection = Choosing(person="sara", word=Word.OBJECT, purposes=frozenset({"orders"}))
        choose(Act(actor=PROGRAM, work=work), objection)
    assert _used(house) == {"k2"}
