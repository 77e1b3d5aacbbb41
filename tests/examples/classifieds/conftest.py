"""Souq al-Hayy as it runs: one for all these tests, and people who come to it."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from classifieds.browsing import Visitor
from classifieds.stories import Someone
from example import running_example
from souq import Coming, Site, arrive

from amana.sdk import Amana
from classifieds import stories

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def site(place: Path, fresh_database: Callable[[], str | None]) -> Iterator[Site]:
    """Run the site, with Amana and a worker beside it."""
    with (
        running_example("classifieds", place, fresh_database()) as run,
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
    password = site.run.app.password_file.read_text(encoding="utf-8").strip()
    with Visitor(site.url) as made:
        page = stories.sign_in(made, site.run.app.officer, password)
        assert page.status == 200
        yield made
