"""Rates hold over processes, empty steadily, and let nobody through without their store."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from amana.acts.rates import Rates
from amana.domain.rates import Door, Limits
from amana.storage import Storage

RatesOf = Callable[[], Rates]


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Begin somewhere."""
        self.now = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def rates_of(storage: Storage) -> RatesOf:
    """Return what makes the rates of one process more: forty pages a minute, four tries."""
    return lambda: Rates(storage, Limits(pages=40, sign_in=4))


@pytest.fixture
def who() -> str:
    """Name somebody who never came before."""
    return secrets.token_hex(8)


def passes(rates: Rates, door: Door, who: str) -> bool:
    """Come once."""
    known = rates.pass_by(door, who)
    return (rates.take(door, who) if known is None else known) == 0


def test_a_door_shuts_after_its_rate_and_says_for_how_long(rates_of: RatesOf, who: str) -> None:
    """Others come through meanwhile, and so does the same one through another door."""
    rates = rates_of()
    assert sum(passes(rates, Door.PAGES, who) for _ in range(100)) in {40, 41}
    wait = rates.pass_by(Door.PAGES, who)
    assert wait is not None
    assert 0 < wait <= 60 / 40
    assert passes(rates, Door.PAGES, who + "x")
    assert passes(rates, Door.LEDGER, who)


def test_a_rate_holds_over_processes(rates_of: RatesOf, who: str) -> None:
    """Three of them let no more through than one, but for what each took in advance."""
    processes = [rates_of() for _ in range(3)]
    came = [passes(rates, Door.PAGES, who) for _ in range(60) for rates in processes]
    assert 30 <= sum(came) <= 42


def test_tries_to_sign_in_are_counted_one_by_one(rates_of: RatesOf, who: str) -> None:
    """Also where many come at once, through several processes."""
    processes = [rates_of(), rates_of()]
    with ThreadPoolExecutor(4) as pool:
        came = list(pool.map(lambda n: passes(processes[n % 2], Door.SIGN_IN, who), range(20)))
    assert sum(came) == 4


def test_most_requests_do_not_ask_the_store(storage: Storage, who: str) -> None:
    """Shares grow for those who come often."""
    rates = Rates(storage, Limits(api=60_000))
    asked = 0
    for _ in range(2_000):
        if rates.pass_by(Door.API, who) is None:
            asked += 1
            assert rates.take(Door.API, who) == 0
    assert asked < 20


def test_what_was_taken_in_advance_lapses(storage: Storage, who: str) -> None:
    """A share is good for a minute."""
    clock = Clock()
    rates = Rates(storage, Limits(pages=600), clock)
    assert passes(rates, Door.PAGES, who)
    assert passes(rates, Door.PAGES, who)
    assert rates.pass_by(Door.PAGES, who) == 0
    clock.now += 61
    assert rates.pass_by(Door.PAGES, who) is None


def test_a_rate_empties_steadily(storage: Storage) -> None:
    """The wait that is told is long enough, and a share that fits is taken."""
    key = secrets.token_bytes(32)
    share, window = timedelta(milliseconds=40), timedelta(milliseconds=100)
    with storage.platform() as platform:
        taken = [platform.rates.take(key, share=share, window=window) for _ in range(3)]
        assert taken[:2] == [None, None]
        assert taken[2] is not None
        assert timedelta(0) < taken[2] <= share


def test_who_is_held_back_by_nothing_is_forgotten(storage: Storage) -> None:
    """The table does not grow with everybody who ever came."""
    past = secrets.token_bytes(32)
    with storage.platform() as platform:
        platform.rates.take(past, share=timedelta(minutes=-5), window=timedelta(minutes=1))
        assert platform.rates.forget() >= 1
