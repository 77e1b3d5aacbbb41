"""The rounds of made-up people: when they begin and end, and what is said of those that failed."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import httpx
import pytest
from playing.browsing import Page, Visitor
from playing.rounds import Pace, Seen, play

FINE = Page(200, "http://127.0.0.1/", "<p>هند العطار</p>")
NAMED = "هند العطار"
NOWHERE = "http://127.0.0.1:9"


@contextmanager
def _door(closed_for: int) -> Iterator[str]:
    """Serve a page that is not there yet, so often as this; give its address."""
    left = iter(range(closed_for))

    class Answers(BaseHTTPRequestHandler):
        """Answers 503 first, then the page."""

        def do_GET(self) -> None:
            """Send it."""
            self.send_response(200 if next(left, None) is None else 503)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def _pace(*, within: int = 0) -> Pace:
    return Pace(stop=Event(), rate=1_000, door_within_s=within)


def test_nobody_comes_before_the_door_is_open() -> None:
    """A page that answers 503 thrice is waited for: then all rounds go well."""
    with _door(closed_for=3) as door:

        def comes() -> Seen:
            with Visitor(door) as visitor:
                return Seen((visitor.open("/"),))

        assert play([comes] * 2, door=door, pace=_pace(within=60)) == 2


def test_people_come_though_the_door_stays_closed(capfd: pytest.CaptureFixture[str]) -> None:
    """They wait no longer than they should, and each of their rounds is said to have failed."""

    def comes() -> Seen:
        with Visitor(NOWHERE) as visitor:
            return Seen((visitor.open("/"),))

    assert play([comes] * 2, door=NOWHERE, pace=_pace()) == 0
    assert capfd.readouterr().err == "round 0: ConnectError\nround 1: ConnectError\n"


def test_what_a_fault_says_of_somebody_is_not_said(capfd: pytest.CaptureFixture[str]) -> None:
    """Only which round it was, and the kind of its fault: its class, or the status of a page."""

    def refused() -> Seen:
        return Seen((FINE, Page(403, "http://127.0.0.1/x", NAMED)))

    def unmended() -> Seen:
        return Seen((Page(200, "http://127.0.0.1/x", f'<p class="fault">{NAMED}</p>'),))

    def another_page() -> Seen:
        Page(503, "http://127.0.0.1/x", NAMED).token()
        return Seen(())

    def ends() -> Seen:
        raise httpx.ReadTimeout(NAMED)

    def lacks() -> Seen:
        raise ValueError(NAMED)

    stories = [refused, lambda: Seen((FINE,)), unmended, another_page, ends, lacks]
    assert play(stories, door=NOWHERE, pace=_pace()) == 1
    said = capfd.readouterr().err
    assert said.splitlines() == [
        "round 0: HTTP 403",
        "round 2: a form to be mended",
        "round 3: NoForm, HTTP 503",
        "round 4: ReadTimeout",
        "round 5: ValueError",
    ]


def test_a_fault_of_our_own_ends_the_rounds() -> None:
    """What no closed door and no wrong page explains is not passed over."""

    def broken() -> Seen:
        raise TypeError

    with pytest.raises(TypeError):
        play([broken], door=NOWHERE, pace=_pace())


def test_rounds_end_after_so_many_and_each_is_told() -> None:
    """Nobody comes after the last round; what comes after a round knows its number."""
    heard: list[int] = []
    pace = Pace(stop=Event(), rate=1_000, rounds=3, after=heard.append, door_within_s=0)
    assert play([lambda: Seen((FINE,))] * 5, door=NOWHERE, pace=pace) == 3
    assert heard == [0, 1, 2]


def test_whoever_waits_at_a_closed_door_stops_when_told_to() -> None:
    """Told to stop, nobody waits on, and nobody comes."""
    stop = Event()
    stop.set()
    assert play([lambda: Seen((FINE,))], door=NOWHERE, pace=Pace(stop=stop)) == 0
