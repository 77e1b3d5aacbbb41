"""Pages with the banner: its line stands on each, and nothing of others loads before a choice."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from amana.acts.probes.banner import PROBE
from amana.acts.probes.errors import Unseen
from amana.domain.evidence.proof import Level, State

if TYPE_CHECKING:
    from tests.integration.probes.conftest import House, Serve

PROMISE = 'P1: {cookie: [orders], data: [email], names: ["_stat*", _ad]}'
HTML = {"content-type": "text/html; charset=utf-8"}
LINE = '<script nonce="x" src="https://privacy.example/{service}/banner.js?1"></script>'
WAITS = (
    '<script type="text/plain" data-amana="orders" data-src="https://tags.example/a.js"></script>'
    '<iframe data-amana="orders" data-src="https://tags.example/f"></iframe>'
    '<img src="/own.png"><img src="data:image/gif;base64,R0lGODlh">'
    '<a href="https://other.example/">x</a><link rel="canonical" href="https://other.example/">'
)


def page(
    house: "House", body: str = "", *, line: bool = True, **headers: str
) -> tuple[int, Mapping[str, str], bytes]:
    """Return a page, with the banner's line or without."""
    head = LINE.format(service=house.service) if line else ""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return 200, HTML | sent, f"<html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.promise("M13", "K9", "K17")
def test_pages_on_which_all_waits_are_seen(house: "House", serve: "Serve") -> None:
    """Beside a recorded choice this is what shows the promise kept."""
    house.promise(PROMISE)
    pages = {
        "/": page(house, WAITS + '<a href="/more">x</a>'),
        "/more": page(house, set_cookie="session=1; Path=/"),
        "/own.png": (200, {"content-type": "image/png"}, b""),
    }
    with serve(pages) as url:
        run = house.look(PROBE, url)
    assert run.looked is not None
    assert run.looked.kept == {"P1"}
    assert run.looked.seen == {"pages": 2, "browser": "missing"}
    # No choice was recorded yet.
    assert house.standing("P1").state is State.UNPROVEN


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<script src="https://tags.example/a.js"></script>', "loads_before"),
        ('<script type="module" src="//tags.example/a.js"></script>', "loads_before"),
        ('<iframe src="https://tags.example/f"></iframe>', "loads_before"),
        ('<noscript><img src="https://tags.example/p"></noscript>', "loads_before"),
        ('<img srcset="/a 1x, https://tags.example/p 2x">', "loads_before"),
        ('<link rel="stylesheet" href="https://fonts.example/f.css">', "loads_before"),
    ],
)
def test_a_tag_that_does_not_wait_breaks_the_promise(
    house: "House", serve: "Serve", body: str, code: str
) -> None:
    """Whatever the element is that loads it."""
    house.promise(PROMISE)
    with serve({"/": page(house, body)}) as url:
        run = house.look(PROBE, url)
    assert run.looked is not None
    assert [fault.code for fault in run.looked.faults] == [code]
    standing = house.standing("P1")
    assert (standing.state, standing.level) == (State.BROKEN, Level.OBSERVED)


@pytest.mark.parametrize("cookie", ["_stat_1=x; Path=/", "_ad=1", "ä=1; _ad"])
def test_a_cookie_that_does_not_wait_breaks_the_promise(
    house: "House", serve: "Serve", cookie: str
) -> None:
    """One that the policy names, before anybody chose; others may be essential."""
    house.promise(PROMISE)
    with serve({"/": page(house, set_cookie=cookie)}) as url:
        run = house.look(PROBE, url)
    assert run.looked is not None
    broken = cookie.startswith("_")
    assert [fault.code for fault in run.looked.faults] == (["cookie_before"] if broken else [])


def test_a_page_without_the_line_breaks_the_promise(house: "House", serve: "Serve") -> None:
    """Also where the line of another service stands there."""
    house.promise(PROMISE)
    other = LINE.format(service="other")
    with serve({"/": page(house, other, line=False)}) as url:
        run = house.look(PROBE, url)
    assert run.looked is not None
    assert {fault.code for fault in run.looked.faults} == {"no_banner", "loads_before"}


def test_it_cannot_look_without_an_address_or_a_page(house: "House", serve: "Serve") -> None:
    """Then it leaves nothing."""
    house.promise(PROMISE)
    assert house.look(PROBE).unseen is Unseen.NO_ADDRESS
    with serve({}) as url:
        assert house.look(PROBE, url).unseen is Unseen.UNREACHABLE
