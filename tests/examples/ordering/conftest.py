"""The ordering app, running, and one long story that is told in it once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from in_order import in_order
from secured import Certified
from telling import Story, tell
from town import Town, town


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Break promises last: mail that was sent around Amana is in somebody's box from then on."""
    in_order(items, Path(__file__).parent, lambda item: item.path.stem == "test_sabotage")


@pytest.fixture(scope="session")
def opened(place: Path, fresh_database: Callable[[], str | None]) -> Iterator[Town]:
    """Run the app with nobody in it."""
    with town(place, fresh_database()) as made:
        yield made


@pytest.fixture(scope="session")
def story(opened: Town, certified: Certified) -> Story:
    """Tell the story."""
    return tell(opened, certified)


@pytest.fixture(scope="session")
def zuwwada(opened: Town, story: Story) -> Town:
    """Give the app out once its story is told, which counts who is on the list: tests are mixed."""
    assert story.report
    return opened
