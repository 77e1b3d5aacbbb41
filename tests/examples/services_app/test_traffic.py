"""The made-up people and the traffic that they make."""

from threading import Event

from playing.rounds import Pace
from services_app.application import Credentials
from services_app.fields import Posted

from amana.sdk import Amana
from services_app import people, traffic


def test_the_same_seed_makes_the_same_people() -> None:
    """And no two of them share an address."""
    again = [people.person(number, seed=3) for number in range(200)]
    assert again == [people.person(number, seed=3) for number in range(200)]
    assert len({one.email for one in again}) == len(again)
    assert people.person(0, seed=3) != people.person(0, seed=4)


def test_made_up_bank_accounts_pass_the_check() -> None:
    """Their check digits are right, whatever the seed."""
    for number in range(50):
        business = people.business(number, seed=number)
        posted = Posted({"bank_account": business.bank_account})
        assert posted.bank_account() == business.bank_account


def test_traffic_goes_through_the_app_s_own_doors(
    empty_app_url: str, empty_app_credentials: Credentials, amana: Amana
) -> None:
    """A whole turn goes well, and each promise that it touches gains evidence."""
    before = _counts(amana)
    pace = Pace(stop=Event(), rate=1_000, rounds=10)
    well = traffic.run(empty_app_url, staff=empty_app_credentials, pace=pace, seed=99)
    assert well == 10
    after = _counts(amana)
    touched = ("W1", "W2", "W3", "W4", "W6", "W7-collect", "W9", "W16", "W16-payment")
    assert {name for name in touched if after[name] <= before[name]} == set()


def _counts(amana: Amana) -> dict[str, int]:
    return {promise.id: promise.count for promise in amana.policy().promises}


def test_traffic_stops_when_told_to(app_url: str, credentials: Credentials) -> None:
    """A set stop lets nobody in."""
    stop = Event()
    stop.set()
    assert traffic.run(app_url, staff=credentials, pace=Pace(stop=stop, rate=1_000)) == 0


def test_traffic_outlives_a_closed_door(credentials: Credentials) -> None:
    """Where nobody listens it comes back later, and none of it went well."""
    pace = Pace(stop=Event(), rate=1_000, rounds=3, door_within_s=0.2)
    assert traffic.run("http://127.0.0.1:9", staff=credentials, pace=pace) == 0
