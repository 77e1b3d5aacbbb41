"""The ordering app, running, and one long story that is told in it once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from telling import Story, tell
from town import Town, town


@pytest.fixture(scope="session")
def zuwwada(place: Path, fresh_database: Callable[[], str | None]) -> Iterator[Town]:
    """Run the app."""
    with town(place, fresh_database()) as made:
        yield made


@pytest.fixture(scope="session")
def story(zuwwada: Town) -> Story:
    """Tell the story."""
    return tell(zuwwada)
