"""Every page there is opens: no route is there that nobody comes to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest
from every_page import Found, find_pages

from amana.http.serving import app_of

if TYPE_CHECKING:
    from tests.examples.pages.conftest import House

NOBODY: Final = "00000000-0000-0000-0000-000000000000"
GIVEN: Final = {
    **dict.fromkeys(("reading", "breach", "asked"), NOBODY),
    **dict.fromkeys(("token", "code"), "x" * 40),
    "promise": "P1",
    "name": "shop",
    "provider": "google",
    "law": "gdpr",
    "deed": "refuse",
    "number": "1",
    "path": "0/000",
}
"""For what no page leads to: a link of a letter that is used up, a program's file."""
USED_UP: Final = frozenset(
    {
        "/metrics",
        "/.well-known/security.txt",
        "/console/sign-in/openid",
        "/console/sign-in/openid/back",
        "/console/{service}/requests/together",
        "/{service}/ledger/keys/{number}",
        "/{service}/ledger/tile/{path:path}",
        "/{service}/me/confirm/{code}",
        "/{service}/me/confirm/request/{code}",
        "/{service}/me/sign-in/confirm",
        "/{service}/me/sign-in/with/{provider}/back",
        "/{service}/privacy/changes",
        "/{service}/sharing/{token}",
        "/{service}/unsubscribe/{token}",
    }
)
"""What shows an error, in words, to whom comes by an address that was typed or is over."""
FILES: Final = frozenset(
    {
        "/health/live",
        "/health/ready",
        "/static/{name}",
        "/.well-known/gpc.json",
        "/{service}/banner.js",
        "/{service}/certificate/schema.json",
        "/{service}/ledger/checkpoint",
        "/{service}/ledger/key",
        "/{service}/ledger/tile/{path:path}",
        "/{service}/privacy/feed.atom",
        "/{service}/privacy/feed.json",
        "/{service}/published.json",
    }
)
"""For programs."""
pytestmark = pytest.mark.timeout(900)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A house and its pages."""

    house: "House"
    found: Found


@pytest.fixture(scope="module")
def through_full(full: "House") -> Walk:
    """Find the pages of the service where much happened."""
    return _walk(full)


def _walk(house: "House") -> Walk:
    with house.browser as browser:
        app = app_of(house.shown.amana)
        found = find_pages(app, browser, house.service, links=house.links, given=GIVEN)
    return Walk(house=house, found=found)


def test_every_page_shows_something(through_full: Walk) -> None:
    """No route is opened by nobody: each is a file, or a page that a link or a form leads to."""
    found = through_full.found
    assert {each.path for each in found.routes} - set(found.pages) <= FILES
    wrong = {path: found.wrong[at] for path, at in found.pages.items() if at in found.wrong}
    assert set(wrong) <= USED_UP, wrong
