"""How often a password may be tried in vain: by many at once, under any id, for anybody."""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from amana.acts.doors.passwords import PasswordsDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.identity.errors import PasswordNotRight
from amana.acts.identity.sign_in import PersonComing
from amana.domain.person.identifiers import IdentifierKind
from amana.storage.identity import PersonCame

if TYPE_CHECKING:
    from tests.http.me.conftest import House

GOOD = "seven green lamps by the sea"
OTHER = "nine old doors in the wall"
COMING = PersonComing(came=PersonCame(browser="", address=""))


def _why(house: "House", person: str) -> list[object]:
    """Return why tries on the person were in vain, as their history says."""
    with house.storage.reading(house.service) as view:
        found = view.people.acts(person)
    return [act.body["why"] for act in found if act.act == "prove-identity" and "why" in act.body]


@pytest.mark.promise("C8", "W12")
def test_of_many_tries_at_once_fifteen_are_compared(house: "House") -> None:
    """Twenty at the same time: each is refused, and fifteen were compared, not one more."""
    door = PasswordsDoor(house.storage)
    door.set(house.service, person=house.person, password=GOOD)

    def wrong(number: int) -> bool:
        return door.check(house.service, person=house.person, password=f"{OTHER} {number}")

    with ThreadPoolExecutor(10) as pool:
        assert not any(pool.map(wrong, range(20)))
    why = _why(house, house.person)
    assert (why.count("wrong_password"), why.count("worn_out")) == (15, 5)
    assert not door.check(house.service, person=house.person, password=GOOD)


@pytest.mark.promise("C8", "W12")
def test_tries_under_all_ids_of_a_person_count_together(house: "House") -> None:
    """Whoever knows two ids of somebody has no more tries than who knows one."""
    door, other = PasswordsDoor(house.storage), f"{house.person}-second"
    door.set(house.service, person=house.person, password=GOOD)
    PersonsDoor(house.storage).merge(house.service, person=house.person, other=other)
    assert door.check(house.service, person=other, password=GOOD)
    for number in range(15):
        tried = (house.person, other)[number % 2]
        assert not door.check(house.service, person=tried, password=OTHER)
    assert not door.check(house.service, person=house.person, password=GOOD)
    assert not door.check(house.service, person=other, password=GOOD)


@pytest.mark.promise("C8")
def test_right_ones_count_as_no_tries(house: "House") -> None:
    """A program may ask about one person as often as it likes."""
    door, before = PasswordsDoor(house.storage), _counted(house)
    door.set(house.service, person=house.person, password=GOOD)
    with ThreadPoolExecutor(4) as pool:
        asked = pool.map(
            lambda _: door.check(house.service, person=house.person, password=GOOD), range(4)
        )
        assert all(asked)
    assert {key: n for key, n in _counted(house).items() if key not in before and n} == {}


@pytest.mark.promise("C8", "W12")
def test_nobody_is_counted_as_somebody_is(house: "House") -> None:
    """An address that is nobody's is counted and refused as one that is somebody's."""
    door = PasswordsDoor(house.storage)
    door.set(house.service, person=house.person, password=GOOD)
    for address in (house.email, f"nobody-{house.email}"):
        before = _counted(house)
        for number in range(3):
            with pytest.raises(PasswordNotRight):
                door.sign_in(
                    house.service,
                    kind=IdentifierKind.EMAIL,
                    address=address,
                    password=OTHER,
                    coming=COMING,
                    network=f"network-{number}",
                )
        added = {key: tries for key, tries in _counted(house).items() if key not in before}
        assert list(added.values()) == [3]


def _counted(house: "House") -> dict[bytes, int]:
    """Return how many tries are counted under each key."""
    with house.storage.administration() as connection:
        found = connection.execute(
            "select key, cardinality(at) as tries from amana.recent_try"
        ).fetchall()
    return {bytes(row["key"]): row["tries"] for row in found}
