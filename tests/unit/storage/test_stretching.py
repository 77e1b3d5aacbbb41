"""Passwords stretched by Argon2id."""

import threading

from amana.storage.stretching import fits, stretched


def test_many_at_once_are_stretched_one_by_one() -> None:
    """None waits for ever for another one's threads."""
    found: list[bool] = []
    held = stretched("seven green lamps")

    def compare() -> None:
        found.append(fits("seven green lamps", held))

    threads = [threading.Thread(target=compare, daemon=True) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert found == [True] * 6
    assert not fits("seven green lamps", None)
