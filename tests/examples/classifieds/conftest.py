"""Souq al-Hayy as it runs: one for all these tests, and people who come to it."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from classifieds.stories import Someone
from example import running_example
from in_order import in_order
from playing.browsing import Visitor
from playwright.sync_api import Browser, BrowserContext
from souq import MAIL_SECRET, Coming, Site, arrive

from amana.sdk import Amana
from classifieds import stories

_MAIL: dict[str, Any] = {
    "AMANA_MAIL_IN_SECRETS": f"classifieds={MAIL_SECRET}",
    "AMANA_MAIL_IN_ADDRESSES": "privacy@souqalhayy.example",
}
_LAST = {"test_report": 1, "test_sabotage": 2}
_numbers = itertools.count(1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Look at the report after the story, and break promises after that; else in any order."""
    in_order(items, Path(__file__).parent, lambda item: _LAST.get(item.path.stem, 0))


@pytest.fixture(scope="session")
def site(place: Path, fresh_database: Callable[[], str | None]) -> Iterator[Site]:
    """Run the site, with Amana and a worker beside it."""
    with (
        running_example("classifieds", place, fresh_database(), **_MAIL) as run,
        Amana(run.amana_url, run.key) as amana,
    ):
        yield Site(run=run, amana=amana)


@pytest.fixture
def visitor(site: Site) -> Iterator[Visitor]:
    """Open a browser without script."""
    with Visitor(site.url) as made:
        yield made


@pytest.fixture
def someone() -> Someone:
    """Make up a person whom no other test knows."""
    number = next(_numbers)
    return Someone(
        name=f"سلمى العبادي {number}",
        email=f"salma{number}@hay.example",
        phone=f"07955{number:05d}",
    )


@pytest.fixture
def member(site: Site, visitor: Visitor, someone: Someone) -> Coming:
    """Sign somebody up who accepted the policy."""
    arrive(site, visitor, someone)
    assert stories.accept(visitor).url.endswith("/mine/")
    return Coming(who=someone, visitor=visitor, person=site.person(someone))


@pytest.fixture
def desk(site: Site) -> Iterator[Visitor]:
    """Sign the staff in."""
    with Visitor(site.url) as made:
        page = stories.sign_in(made, site.run.app.officer, site.run.password)
        assert page.status == 200
        yield made


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """Open a browser of one's own, which never was here."""
    made = browser.new_context(base_url=site.url, viewport={"width": 390, "height": 800})
    yield made
    made.close()
