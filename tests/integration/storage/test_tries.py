"""Tries that are counted exactly: at most so many within a window, over all keys of one person."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from amana.storage import Storage
from amana.storage.tries import Turn

HOUR = timedelta(hours=1)


def _take(storage: Storage, first: bytes, *others: bytes, most: int = 3) -> Turn | None:
    with storage.platform() as platform:
        return platform.tries.take(first, others, most=most, window=HOUR)


def _make_old(storage: Storage, old: bytes, *others: bytes) -> None:
    """Let the tries be of an hour ago; only the first key has not been touched since."""
    with storage.administration() as connection:
        connection.execute(
            "update amana.recent_try set "
            "at = array(select one - interval '61 minutes' from unnest(at) as it (one)) "
            "where key = any(%s)",
            [[old, *others]],
        )
        connection.execute(
            "update amana.recent_try set touched_at = touched_at - interval '61 minutes' "
            "where key = %s",
            [old],
        )
        connection.commit()


@pytest.mark.promise("C8")
def test_tries_under_several_keys_count_together(storage: Storage) -> None:
    """Whichever is named first; each of another person counts by itself."""
    one, two, else_ = (secrets.token_bytes(32) for _ in range(3))
    assert _take(storage, one, two)
    assert _take(storage, two, one)
    assert _take(storage, one)
    assert _take(storage, one, two) is None
    assert _take(storage, two, one) is None
    assert _take(storage, else_)


@pytest.mark.promise("C8")
def test_many_who_try_at_once_get_no_turn_more(storage: Storage) -> None:
    """Through several connections, and with the keys in any order."""
    keys = [secrets.token_bytes(32) for _ in range(4)]

    def take(number: int) -> bool:
        turned = keys[number % 4 :] + keys[: number % 4]
        return _take(storage, *turned, most=15) is not None

    # Few enough that none waits for a row longer than it may, however slow the machine is.
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(take, range(60))) == 15


def test_a_turn_that_is_given_back_counts_no_more(storage: Storage) -> None:
    """And no other one does for it."""
    key = secrets.token_bytes(32)
    turns = [turn for turn in (_take(storage, key) for _ in range(3)) if turn is not None]
    assert len({each.at for each in turns}) == 3
    assert _take(storage, key) is None
    with storage.platform() as platform:
        platform.tries.give_back(turns[1])
    assert _take(storage, key)
    assert _take(storage, key) is None


def test_a_try_of_long_ago_counts_no_more_and_is_forgotten(storage: Storage) -> None:
    """The table does not grow with everybody who was ever tried."""
    old, key = secrets.token_bytes(32), secrets.token_bytes(32)
    for each in (old, key):
        for _ in range(3):
            _take(storage, each)
    _make_old(storage, old, key)
    assert _take(storage, key)
    with storage.platform() as platform:
        platform.tries.forget(HOUR)
    with storage.administration() as connection:
        found = connection.execute(
            "select key, cardinality(at) as tries from amana.recent_try where key = any(%s)",
            [[old, key]],
        ).fetchall()
    assert [(bytes(row["key"]), row["tries"]) for row in found] == [(key, 1)]


def test_a_turn_holds_no_rows_but_its_own(storage: Storage) -> None:
    """Two who each held an old row of the other's would wait in a circle."""
    old, key = secrets.token_bytes(32), secrets.token_bytes(32)
    _take(storage, old)
    _make_old(storage, old)
    with storage.platform() as platform, storage.administration() as connection:
        assert platform.tries.take(key, [], most=3, window=HOUR)
        found = connection.execute(
            "select key from amana.recent_try where key = %s for update nowait", [old]
        ).fetchone()
        connection.rollback()
    assert found is not None


def test_forgetting_waits_for_nobody(storage: Storage) -> None:
    """A row that a turn holds is left for later."""
    old = secrets.token_bytes(32)
    _take(storage, old)
    _make_old(storage, old)
    with storage.administration() as connection, storage.platform() as platform:
        connection.execute("select from amana.recent_try where key = %s for update", [old])
        platform.tries.forget(HOUR)
        connection.rollback()
    with storage.platform() as platform:
        platform.tries.forget(HOUR)
    with storage.administration() as connection:
        left = connection.execute("select from amana.recent_try where key = %s", [old]).fetchone()
    assert left is None
