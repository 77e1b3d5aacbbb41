"""Links out of public pages: marked as such, and to sites that the promise lists."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from amana.acts.probes.errors import Unseen
from amana.acts.probes.outside_links import PROBE, look
from amana.domain.evidence.proof import State

if TYPE_CHECKING:
    from tests.integration.probes.conftest import House, Serve

LISTED = "P1: {scope: [external], links: [maps.example, xn--4gbrim.example]}"
BARE = "P2: {scope: external}"
HTML = {"content-type": "text/html; charset=utf-8"}
Page = tuple[int, Mapping[str, str], bytes]


def _page(*links: tuple[str, str]) -> Page:
    shown = "".join(f'<a href="{to}" rel="{rel}">x</a>' for to, rel in links)
    return (200, HTML, f"<html><body>{shown}</body></html>".encode())


@pytest.mark.promise("C13", "M20")
def test_links_that_are_marked_and_listed_keep_the_promise(house: "House", serve: "Serve") -> None:
    """Also below a listed site, in other letters, and what people put there themselves."""
    house.promise(LISTED, BARE)
    first = _page(
        ("/about", ""),
        ("https://maps.example/doha", "noopener external"),
        ("//tiles.MAPS.example./1", "external"),
        ("https://موقع.example/", "external"),
        ("https://whoever.example/", "ugc"),
        ("https://two..dots.example/", "ugc"),
        ("mailto:privacy@house.example", ""),
        ("http://[", ""),
    )
    with serve({"/": first, "/about": _page(("http://localhost:1/", ""))}) as url:
        run = house.look(PROBE, url)
    assert run.looked is not None
    assert run.looked.faults == ()
    assert run.looked.seen == {"pages": 2, "outside": 5}
    assert house.standing("P1").state is State.KEPT
    # It lists nothing, and something leads out: who reads it is not told where to.
    assert house.standing("P2").state is State.UNPROVEN


@pytest.mark.promise("C13", "M20")
@pytest.mark.parametrize(
    ("to", "rel", "code"),
    [
        ("https://maps.example/", "", "unmarked"),
        ("https://maps.example/", "noopener", "unmarked"),
        ("https://elsewhere.example/", "external", "unlisted"),
        ("https://notmaps.example/", "sponsored", "unlisted"),
    ],
)
def test_a_link_that_is_not_marked_or_not_listed_breaks_it(
    house: "House", serve: "Serve", to: str, rel: str, code: str
) -> None:
    """However deep it lies; the page is named, without what was asked of it."""
    house.promise(LISTED, BARE)
    pages = {"/": _page(("/list?page=2", "")), "/list?page=2": _page((to, rel))}
    with serve(pages) as url:
        run = house.look(PROBE, url)
    assert run.looked is not None
    assert [(fault.code, fault.place) for fault in run.looked.faults] == [(code, f"{url}/list")]
    assert house.standing("P1").state is State.BROKEN
    assert house.standing("P2").state is State.UNPROVEN


@pytest.mark.promise("C13", "M20")
def test_where_nothing_leads_out_a_promise_without_a_list_is_kept(
    house: "House", serve: "Serve"
) -> None:
    """There is nothing to list."""
    house.promise(BARE)
    image = (200, {"content-type": "image/png"}, b"x")
    with serve({"/": _page(("/about", "")), "/about": image}) as url:
        house.look(PROBE, url)
    assert house.standing("P2").state is State.KEPT


@pytest.mark.parametrize(
    ("robots", "pages", "unseen"),
    [
        ((200, {}, b"User-agent: *\nDisallow: /shut"), 2, None),
        ((404, {}, b""), 3, None),
        ((200, {}, b"User-agent: *\nDisallow: /"), None, Unseen.ROBOTS),
        ((503, {}, b""), None, Unseen.ROBOTS),
    ],
)
def test_robots_are_respected(
    house: "House", serve: "Serve", robots: Page, pages: int | None, unseen: Unseen | None
) -> None:
    """What the file keeps from everybody is not read; where it cannot be had, nothing is."""
    house.promise(LISTED)
    site = {"/": _page(("/shut/a", ""), ("/open", "")), "/shut/a": _page(), "/open": _page()}
    with serve({**site, "/robots.txt": robots}) as url:
        run = house.look(PROBE, url)
    assert run.unseen is unseen
    assert (None if run.looked is None else run.looked.seen["pages"]) == pages


def test_without_an_address_or_a_page_nothing_is_seen(house: "House", serve: "Serve") -> None:
    """And what took too long is not called kept."""
    house.promise(LISTED)
    assert house.look(PROBE).unseen is Unseen.NO_ADDRESS
    with serve({}) as url:
        assert house.look(PROBE, url).unseen is Unseen.UNREACHABLE
    hurried = replace(PROBE, look=partial(look, longest_s=-1.0))
    with serve({"/": _page(("/a", "")), "/a": _page()}) as url:
        run = house.look(hurried, url)
    assert run.looked is not None
    assert (run.looked.seen["pages"], run.looked.kept) == (0, frozenset())


@pytest.mark.parametrize(
    "markup",
    [
        '<base href="https://o.example/"><a href="x">x</a>',
        '<a href="\\\\o.example/">x</a>',
        '<a href="/\\o.example/">x</a>',
        '<base href="http://["><a href="https://o.example/">x</a>',
        '<form action="https://o.example/"></form>',
        '<svg><a xlink:href="https://o.example/">x</a></svg>',
    ],
)
def test_a_link_out_is_seen_however_it_is_written(
    markup: str, house: "House", serve: "Serve"
) -> None:
    """As browsers follow it, on a page whose media type is in capitals."""
    house.promise(LISTED)
    page = (200, {"content-type": "TEXT/HTML"}, f"<html><body>{markup}</body></html>".encode())
    with serve({"/": page}) as url:
        looked = house.look(PROBE, url).looked
    assert looked is not None
    assert {fault.code for fault in looked.faults} == {"unmarked", "unlisted"}


def test_robots_are_read_as_their_standard_says(house: "House", serve: "Serve") -> None:
    """With a mark before the first line, with stars, and the longest rule counts."""
    house.promise(LISTED)
    rules = "\ufeffUser-agent: *\nDisallow: /in*\nAllow: /inside/open\n".encode()
    pages = {
        "/": _page(("/inside/shut", ""), ("/inside/open", "")),
        "/inside/shut": _page(("https://elsewhere.example/", "")),
        "/inside/open": _page(("https://maps.example/", "external")),
        "/robots.txt": (200, {"content-type": "text/plain"}, rules),
    }
    with serve(pages) as url:
        looked = house.look(PROBE, url).looked
    assert looked is not None
    assert (looked.faults, looked.seen["pages"]) == ((), 2)
