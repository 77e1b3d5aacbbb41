"""Pages opened in a real browser: what their own scripts load, and set, before anybody chose."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.acts.probes.banner import PROBE
from amana.acts.probes.probe import ProbeRun, run_probe
from amana.channels.browser import Browser, BrowserFailed, installed

if TYPE_CHECKING:
    from tests.integration.probes.conftest import House, Serve

PROMISE = 'P1: {cookie: [orders], data: [email], names: ["_stat*"]}'
HTML = {"content-type": "text/html; charset=utf-8"}
SCRIPT = {"content-type": "text/javascript"}
LATER = "const it = document.createElement('{tag}'); it.src = '{url}'; document.body.append(it);"


@pytest.fixture(scope="module")
def browser() -> Browser:
    """Return the system's Chromium, or skip where there is none."""
    program = installed()
    if program is None:
        pytest.skip("no Chromium to look with")
    return Browser(program)


def _pages(house: "House", script: str) -> Mapping[str, tuple[int, Mapping[str, str], bytes]]:
    """Return a page with the banner's line, and a script of the service's own."""
    head = f'<script src="/{house.service}/banner.js"></script>'
    body = f'<html><head>{head}</head><body><script src="/own.js"></script></body></html>'
    return {
        "/": (200, HTML, body.encode()),
        "/own.js": (200, SCRIPT, script.encode()),
        f"/{house.service}/banner.js": (200, SCRIPT, b""),
    }


def _look(house: "House", browser: Browser | None, url: str) -> ProbeRun:
    given = replace(house.given(url), browser=browser)
    return run_probe(house.storage, house.service, PROBE, given)


@pytest.mark.promise("M13", "K9", "K17")
def test_a_page_that_waits_is_seen_in_a_browser(
    house: "House", serve: "Serve", browser: Browser
) -> None:
    """Its own scripts may run, and cookies that no promise names may be set."""
    house.promise(PROMISE)
    with serve(_pages(house, "document.cookie = 'session=1'")) as url:
        run = _look(house, browser, url)
    assert run.looked is not None
    assert run.looked.faults == ()
    assert run.looked.seen == {"pages": 1, "browser": "opened"}


@pytest.mark.promise("M13", "K9", "K17")
@pytest.mark.parametrize(
    ("script", "code"),
    [
        (LATER.format(tag="script", url="https://tags.example/a.js"), "loads_before"),
        (LATER.format(tag="iframe", url="https://tags.example/f"), "loads_before"),
        ("fetch('https://tags.example/count')", "loads_before"),
        ("document.cookie = '_stat_1=x'", "cookie_before"),
    ],
)
def test_what_a_script_of_ones_own_does_later_breaks_the_promise(
    house: "House", serve: "Serve", browser: Browser, script: str, code: str
) -> None:
    """The markup shows nothing of it; and no request leaves for where it leads."""
    house.promise(PROMISE)
    with serve(_pages(house, script)) as url:
        alone = _look(house, None, url)
        run = _look(house, browser, url)
    assert alone.looked is not None
    assert alone.looked.faults == ()
    assert alone.looked.seen == {"pages": 1, "browser": "missing"}
    assert run.looked is not None
    assert [fault.code for fault in run.looked.faults] == [code]
    assert run.looked.broken == {"P1"}


def test_a_browser_that_fails_leaves_the_look_at_the_markup(
    house: "House", serve: "Serve", tmp_path: Path
) -> None:
    """One that is not there, and one that ends at once; what was seen says so."""
    house.promise(PROMISE)
    ends = tmp_path / "ends"
    ends.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    ends.chmod(0o755)
    with serve(_pages(house, "")) as url:
        for program in (tmp_path / "nowhere", ends):
            run = _look(house, Browser(program), url)
            assert run.looked is not None
            assert run.looked.kept == {"P1"}
            assert run.looked.seen == {"pages": 1, "browser": "failed"}


def test_a_page_that_cannot_be_opened_is_a_failure(browser: Browser) -> None:
    """Nobody answers there: an error's page asks for nothing, which shows nothing."""
    with browser.started(frozenset({"localhost"})) as opened, pytest.raises(BrowserFailed):
        opened.open("http://localhost:9/")
