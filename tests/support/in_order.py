"""Put the tests of a folder back into an order of their own, where others are shuffled."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def in_order(items: list[pytest.Item], folder: Path, place: Callable[[pytest.Item], Any]) -> None:
    """Sort the tests of a folder by their place, and leave all others where they stand."""
    places = [at for at, item in enumerate(items) if item.path.parent == folder]
    told = sorted((items[at] for at in places), key=place)
    for at, item in zip(places, told, strict=True):
        items[at] = item
