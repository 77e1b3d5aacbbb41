"""A service's answer whose form is just beside the contract."""

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from amana.acts.http_source.source import AskingLimits, HttpSource
from amana.channels.asking import SignedService
from amana.channels.errors import AnswerCoded, PlaceForbidden
from amana.channels.receipt import receipt_headers
from amana.domain.source.outcome import Sought
from amana.sources.errors import AnswerUnfit, SourcePending

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
ANN = Sought(person="a", identifiers={"own": ("a",)})


def now() -> datetime:
    """Return the clock's instant."""
    return datetime.now(UTC)


def asking(url: str) -> HttpSource:
    """Return the source that asks there, once, and may ask in the own network."""
    service = SignedService(url=url, secret=SECRET, private=True)
    return HttpSource(service, clock=now, limits=AskingLimits(pauses=()))


@contextmanager
def answering(said: Mapping[str, object], **headers: str) -> Iterator[HttpSource]:
    """Run a service that always says this, signed and without an end of line."""
    body = json.dumps({"amana": 1, **said}).encode()

    class Handler(BaseHTTPRequestHandler):
        """Answers every question."""

        def do_POST(self) -> None:
            """Answer, whatever is asked."""
            self.rfile.read(int(self.headers["content-length"]))
            signed = receipt_headers(SECRET, body, message=self.headers["webhook-id"], at=now())
            self.send_response(200)
            for name, value in (signed | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield asking(f"http://127.0.0.1:{server.server_address[1]}/")
        finally:
            server.shutdown()
            thread.join()


def test_a_copy_that_is_pending_needs_no_end_of_line() -> None:
    """It is one answer, as that of any other act; the head of rows does need one."""
    with (
        answering({"act": "copy", "state": "pending", "after": 30}) as source,
        pytest.raises(SourcePending) as later,
    ):
        list(source.copy([ANN]))
    assert later.value.fields == {"after": 30}
    with (
        answering({"act": "copy", "state": "done", "rows": 0}) as source,
        pytest.raises(AnswerUnfit) as unfit,
    ):
        list(source.copy([ANN]))
    assert unfit.value.fields == {"act": "copy", "what": "line"}


def test_an_answer_that_says_it_is_coded_is_refused() -> None:
    """Who reads it on the way could take it for something else than what was signed."""
    said = {"act": "find", "state": "done", "tables": []}
    with answering(said) as source:
        assert source.find([ANN]) == ()
    with (
        answering(said, **{"content-encoding": "gzip"}) as source,
        pytest.raises(AnswerCoded),
    ):
        source.find([ANN])


def test_an_own_network_does_not_hold_the_address_of_a_machines_secrets() -> None:
    """A service that may lie in the own network may not lie there."""
    with pytest.raises(PlaceForbidden):
        asking("https://169.254.169.254/").find([ANN])


def test_an_erasure_in_part_of_nothing_is_not_asked_for() -> None:
    """Of no categories a service would erase whatever it holds of the person."""
    with pytest.raises(ValueError, match="categories"):
        asking("http://127.0.0.1:9/").of_categories(())
