"""An erasure reaches all ids of a person at once, and their addresses do not come back."""

from typing import Any
from uuid import uuid4

import pytest

from amana.acts.erase import finish_erasures
from amana.acts.staying_out import Suppressed
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.domain.vocabulary.collecting import Origin
from amana.storage.erasures import Journaled
from amana.storage.errors import NotErased, PersonErased
from amana.storage.replay import replay

House = Any
"""What ``conftest.py`` makes."""


EMAIL, OLD, SHARED = "amal@house.example", "old@house.example", "family@house.example"
KIND = IdentifierKind.EMAIL


@pytest.fixture
def family(house: House) -> House:
    """Let one person have two ids and three addresses, one of them shared with a child."""
    house.identify("one", OLD)
    house.identify("one", EMAIL, replaces=OLD)
    house.identify("two", SHARED)
    house.identify("child", SHARED)
    house.decide("two")
    house.merge("one", "two")
    return house


def _is_gone(house: House, *persons: str) -> None:
    for person in persons:
        with pytest.raises(PersonErased):
            house.history(person)
        with pytest.raises(PersonErased):
            house.decide(person)


def test_all_ids_go_together(family: House) -> None:
    """Whichever is asked for; each of them gives the same certificate, which names nobody."""
    certificate = family.erase("two")
    assert certificate.ids == 2
    _is_gone(family, "one", "two")
    assert family.erase("one") == family.erase("two") == certificate
    assert len(family.storage.journal.read(family.service)) == 2
    assert len(family.history("child")) == 1
    with family.storage.reading(family.service) as view:
        keys = [view.sealer.person_key(person) for person in ("one", "two")]
        assert view.identifiers.of(keys) == ()
        assert view.erasures.open() == ()


def test_erased_addresses_stay_out_and_shared_ones_do_not(family: House) -> None:
    """Also those of long ago; the child keeps the family's address."""
    family.erase("one")
    for address in (EMAIL, OLD):
        with pytest.raises(Suppressed):
            family.identify("new", address, origin=Origin.THIRD_PARTY)
    assert family.identify("sister", SHARED, origin=Origin.THIRD_PARTY).answer.permitted
    assert family.find(SHARED) == ("child", "sister")
    assert family.identify("comes-back", EMAIL).answer.permitted
    assert family.door.suppressed(family.service, kind=KIND, value=EMAIL) == ()
    assert family.door.suppressed(family.service, kind=KIND, value=OLD) == (Why.ERASED,)


def test_one_who_was_split_off_stays(family: House) -> None:
    """What was never theirs is not erased with them."""
    family.door.split(family.service, person="two", other="one")
    assert family.erase("one").ids == 1
    assert len(family.history("two")) > 0


class _Killed(BaseException):
    """Stands for a signal that ends the program here."""


def test_killed_between_the_two_commits_the_whole_group_is_taken_up(
    family: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the schedule: no id reads in between, and there is one certificate at the end."""

    def dying(*_: object) -> int:
        raise _Killed

    with monkeypatch.context() as patch:
        patch.setattr(type(family.storage.person_keys), "destroy", dying)
        with pytest.raises(_Killed):
            family.erase("one")
    _is_gone(family, "one", "two")
    finish_erasures(family.storage, family.service)
    with family.storage.reading(family.service) as view:
        assert view.erasures.open() == ()
    assert family.erase("two").ids == 2


def test_keys_that_are_left_stop_the_erasure_from_being_certified(
    family: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said to be done that is not."""
    with monkeypatch.context() as patch:
        patch.setattr(type(family.storage.person_keys), "destroy", lambda *_: 1)
        with pytest.raises(NotErased):
            family.erase("one")
    assert family.erase("one").ids == 2


def test_an_address_that_does_not_open_stops_no_erasure(family: House) -> None:
    """A key that is gone already keeps nobody from being erased."""
    with family.storage.reading(family.service) as view:
        key = view.sealer.person_key("one")
    family.storage.person_keys.destroy(family.service, [key])
    assert family.erase("two").ids == 2
    _is_gone(family, "one", "two")


def test_a_replay_knows_the_addresses_and_leaves_whom_a_split_had_parted(house: House) -> None:
    """The restored rows may know neither the erasure, nor the split before it, nor the address."""
    house.identify("one", EMAIL)
    house.decide("two")
    house.decide("three")
    house.merge("one", "two")
    house.merge("one", "three")
    house.merge("two", "three")
    with house.storage.reading(house.service) as view:
        one = view.sealer.person_key("one")
        look, at = view.suppression.look(KIND, EMAIL), view.now
    line = Journaled(at=at, erasure=uuid4(), person_key=one, suppressed=((KIND, look),))
    house.storage.journal.append(house.service, line)
    assert replay(house.storage, house.service).replayed == 1
    assert replay(house.storage, house.service).replayed == 0
    _is_gone(house, "one")
    assert house.door.show(house.service, person="two").ids == ("three", "two")
    with pytest.raises(Suppressed):
        house.identify("new", EMAIL, origin=Origin.THIRD_PARTY)
