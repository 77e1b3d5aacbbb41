"""Minwal as it runs, once for all of its tests: Amana, the shop beside it, one mailbox."""

from collections.abc import Callable, Iterator

import pytest
from example import RunningExample, running_example


@pytest.fixture(scope="session")
def minwal(fresh_database: Callable[[], str | None], tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningExample]:
    """Run the shop; no made-up people come, the tests are who uses it."""
    with running_example("store", tmp_path_factory.mktemp("minwal"), fresh_database()) as running:
        yield running
