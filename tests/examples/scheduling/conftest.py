"""Miqat as it runs, once for all of its tests: Amana, the app beside it, one mailbox.

The tests of a story follow one another, in the order of their files and lines.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import httpx
import pytest
from example import running_example
from in_order import in_order
from miqat import Ended, Member, Miqat
from playing.browsing import Visitor
from playwright.sync_api import Browser, Page

from amana.sdk import Amana
from scheduling import stories

HERE = Path(__file__).parent
WIDTHS = {"phone": 390, "desk": 1280}
CHAPTERS = (
    *("test_story_api", "test_story_browser", "test_story_rights"),
    *("test_story_screens", "test_sabotage"),
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring the chapters back into their order, where others are shuffled."""
    in_order(items, HERE, _chapter)


def _chapter(item: pytest.Item) -> tuple[int, int]:
    name = item.path.stem
    return (CHAPTERS.index(name) if name in CHAPTERS else 9, item.location[1] or 0)


@pytest.fixture(scope="session")
def miqat(
    fresh_database: Callable[[], str | None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Miqat]:
    """Run it; no made-up people come, the tests are who uses it."""
    place = tmp_path_factory.mktemp("miqat")
    with (
        running_example("scheduling", place, fresh_database()) as shown,
        Amana(shown.amana_url, shown.key, timeout=30) as amana,
        httpx.Client(
            base_url=shown.amana_url,
            headers={"Authorization": f"Bearer {shown.key}"},
            timeout=30,
            trust_env=False,
        ) as http,
        ExitStack() as browsers,
    ):
        yield Miqat(shown=shown, amana=amana, http=http, browsers=browsers)


@pytest.fixture(scope="session")
def reem(miqat: Miqat) -> Member:
    """Open the business of this story."""
    return miqat.business()


@pytest.fixture(scope="session")
def page(reem: Member) -> str:
    """Return the path of its page."""
    return stories.own_page(reem.visitor)


@pytest.fixture(scope="session")
def khaled(miqat: Miqat, page: str) -> Member:
    """Book at it."""
    return miqat.client(page)


@pytest.fixture(scope="session")
def ended(miqat: Miqat) -> Ended:
    """Open another business, which keeps bookings for a minute, and end its appointment."""
    owner = miqat.business("لطيفة العنزي")
    miqat.client(stories.own_page(owner.visitor), "سعود")
    assert stories.keep_bookings(owner.visitor, "0").went_well
    assert stories.end_first(owner.visitor).went_well
    return Ended(owner=owner, at=monotonic())


@pytest.fixture(scope="session")
def officer(miqat: Miqat) -> Visitor:
    """Sign Miqat's staff in."""
    return miqat.officer()


@pytest.fixture(params=sorted(WIDTHS))
def tab(request: pytest.FixtureRequest, browser: Browser, miqat: Miqat) -> Iterator[Page]:
    """Open a page of one of the widths."""
    context = browser.new_context(
        viewport={"width": WIDTHS[str(request.param)], "height": 800},
        base_url=miqat.shown.app_url,
        locale="ar",
    )
    yield context.new_page()
    context.close()
