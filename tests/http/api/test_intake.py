"""Bulk intake by HTTP: a line in, a result out, and nothing lost that was answered."""

import json
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn

from amana.acts.doors.public import PublicDoor
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.http.api.intake import CHUNK
from amana.http.api.lines import LONGEST_LINE, Splitter, StreamTooLong
from amana.http.app import create_app
from amana.http.patience import PatientProtocol
from amana.http.platform import Platform, PublicActs
from amana.storage import Storage

TERMS = {"type": "profile", "for": "orders", "at": "registration"}
KIND = "application/x-ndjson"
PLANTED = "planted-value-7731"


class Send(Protocol):
    """Sends a stream."""

    def __call__(
        self,
        content: bytes | Iterable[bytes],
        *,
        terms: dict[str, str] = ...,
        key: str = "",
        kind: str = KIND,
    ) -> httpx.Response:
        """Return the answer."""


@pytest.fixture
def send(ask: Any, real_site: str, shop_key: dict[str, str]) -> Send:  # noqa: ANN401 - of conftest
    """Return what sends a stream to a fresh service."""
    del ask

    def sent(
        content: bytes | Iterable[bytes],
        *,
        terms: dict[str, str] = TERMS,
        key: str = "",
        kind: str = KIND,
    ) -> httpx.Response:
        named = {"idempotency-key": key} if key else {}
        return httpx.post(
            f"{real_site}/v1/records/import",
            params=terms,
            content=content,
            headers={"content-type": kind} | shop_key | named,
            timeout=60,
        )

    return sent


@pytest.fixture(scope="module")
def patient_site(storage: Storage, platform_of: Callable[[PublicActs], Platform]) -> Iterator[str]:
    """Serve the application by the protocol that is served by in earnest."""
    app = create_app(platform_of(PublicDoor(storage, Path())))
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="critical", lifespan="off", http=PatientProtocol
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def _line(number: int, **more: object) -> bytes:
    body = {"person": f"p-{number}", "key": f"k-{number}", "values": {"name": f"N {number}"}}
    return json.dumps(body | more).encode() + b"\n"


def _results(answer: httpx.Response) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.text.splitlines()]


def test_every_line_has_its_result_in_order(send: Send) -> None:
    """More than one chunk; the last line says that it is all."""
    count = CHUNK + 7
    answer = send(b"".join(_line(number) for number in range(1, count + 1)))
    assert answer.status_code == 200
    *results, end = _results(answer)
    assert [each["line"] for each in results] == list(range(1, count + 1))
    assert all(each["record"] for each in results)
    assert end == {"end": True, "lines": count, "stored": count}


def test_broken_lines_are_told_by_number_and_never_by_value(send: Send) -> None:
    """The others are stored."""
    lines = [
        _line(1),
        PLANTED.encode() + b"\n",
        _line(3, values={"shoe": PLANTED}),
        _line(4, colour=PLANTED),
        b'{"person": "\xff"}\n',
        b'{"person": "p", "person": "q", "values": {"name": "x"}}\n',
        b"[" * 100_000 + b"\n",
        _line(8, values={"name": PLANTED * (LONGEST_LINE // len(PLANTED) + 1)}),
        _line(9, values={"email": PLANTED}),
        b"1" * 5_000 + b"\n",
        b"\n",
        _line(12, person="p-1", key="k-1"),
        _line(13).rstrip(b"\n"),
    ]
    answer = send(b"".join(lines))
    *results, end = _results(answer)
    assert [each.get("code") for each in results] == [
        None,
        "line.not_json",
        "record.undeclared_field",
        "http.bad_request",
        "line.not_utf8",
        "line.not_json",
        "line.not_json",
        "line.too_long",
        "value.unreadable",
        "line.not_json",
        "line.not_json",
        "record.exists",
        None,
    ]
    assert [each["line"] for each in results] == list(range(1, 14))
    assert PLANTED not in answer.text
    assert end == {"end": True, "lines": 13, "stored": 2}


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (TERMS | {"type": "shoes"}, "record.undeclared_type"),
        ({"type": "profile", "at": "registration"}, "http.bad_request"),
        (TERMS | {"for": "a purpose"}, "http.bad_request"),
        (TERMS | {"origin": "nowhere"}, "http.bad_request"),
    ],
)
def test_terms_under_which_nothing_can_come_in_are_a_problem(
    send: Send, terms: dict[str, str], code: str
) -> None:
    """Before anything is answered."""
    answer = send(_line(1), terms=terms)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code


def test_only_lines_are_taken(send: Send) -> None:
    """A form of a foreign page is none."""
    answer = send(_line(1), kind="text/plain")
    assert (answer.status_code, answer.json()["code"]) == (415, "http.not_lines")


def test_an_empty_stream_is_a_whole_one(send: Send) -> None:
    """Of no lines."""
    assert _results(send(b"")) == [{"end": True, "lines": 0, "stored": 0}]


def test_a_stream_that_is_sent_again_is_answered_as_before(send: Send) -> None:
    """With a key, what came in is not taken in again, and the rest is."""
    lines = [_line(number) for number in range(1, CHUNK + 3)]
    key = "a-stream-of-records"
    first = send(b"".join(lines[:CHUNK]), key=key)
    whole = send(iter(lines), key=key)
    assert _results(whole)[:CHUNK] == _results(first)[:CHUNK]
    assert _results(whole)[-1] == {"end": True, "lines": CHUNK + 2, "stored": CHUNK + 2}


def test_what_was_answered_stands_when_the_connection_breaks(
    send: Send, real_site: str, shop_key: dict[str, str]
) -> None:
    """Results come while the stream goes on; after the break the answered line is there."""
    site = urlsplit(real_site)
    assert site.port is not None
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as wire:
        wire.sendall(
            b"POST /v1/records/import?type=profile&for=orders&at=registration HTTP/1.1\r\n"
            + f"Host: {site.netloc}\r\nAuthorization: {shop_key['authorization']}\r\n".encode()
            + f"Content-Type: {KIND}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        )
        line = _line(1) + b'{"person": "half'
        wire.sendall(f"{len(line):x}\r\n".encode() + line + b"\r\n")
        seen = b""
        while b'"line":1' not in seen:
            seen += wire.recv(4096)
    (again, _end) = _results(send(_line(1)))
    assert again["code"] == "record.exists"


@pytest.mark.parametrize("turn", range(5))
def test_a_stream_that_is_shut_at_once_is_taken_as_far_as_it_came(
    send: Send, patient_site: str, shop_key: dict[str, str], turn: int
) -> None:
    """The whole line was taken in and answered; the half one is none, and the end says so."""
    del turn
    seen = _half_closed(patient_site, shop_key, _line(1) + b'{"person": "half')
    assert b"incident" not in seen
    assert b'"line":1' in seen
    assert b'"line":2' not in seen
    assert b'{"end":false,"lines":1,"stored":1,"code":"stream.broken_off"' in seen
    (again, _end) = _results(send(_line(1)))
    assert again["code"] == "record.exists"


def test_a_stream_that_is_shut_in_its_first_line_is_a_problem(
    send: Send, patient_site: str, shop_key: dict[str, str]
) -> None:
    """Nothing was taken in; with a key only whole parts are, so that they are the same again."""
    assert b"stream.broken_off" in _half_closed(patient_site, shop_key, b'{"person": "half')
    keyed = shop_key | {"idempotency-key": "a-stream-with-a-key"}
    assert b"stream.broken_off" in _half_closed(patient_site, keyed, _line(1))
    (first, _end) = _results(send(_line(1)))
    assert first["record"]


def _half_closed(url: str, headers: dict[str, str], sent: bytes) -> bytes:
    """Send a stream without an end, shut our half of the connection, and return what comes."""
    site = urlsplit(url)
    assert site.port is not None
    named = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as wire:
        wire.sendall(
            b"POST /v1/records/import?type=profile&for=orders&at=registration HTTP/1.1\r\n"
            + f"Host: {site.netloc}\r\n{named}".encode()
            + f"Content-Type: {KIND}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
            + f"{len(sent):x}\r\n".encode()
            + sent
            + b"\r\n"
        )
        wire.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: wire.recv(4096), b""))


async def _pieces(*pieces: bytes) -> Any:  # noqa: ANN401 - an asynchronous generator
    for piece in pieces:
        yield piece


@pytest.mark.anyio
async def test_lines_are_cut_wherever_pieces_end() -> None:
    """A line that comes in many pieces is one; one that is too long is never held."""
    splitter, found = Splitter(), []
    long = [b"x" * 1_000] * (LONGEST_LINE // 1_000 + 2)
    async for lines in splitter.lines(_pieces(b"a", b"b\nc", b"\n", *long, b"\nd")):
        found += lines
    assert [each.plain for each in found] == [b"ab", b"c", b"", b"d"]
    assert [each.error is not None for each in found] == [False, False, True, False]


@pytest.mark.anyio
async def test_a_stream_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """In lines and in bytes."""
    for bound in ("MOST_LINES", "LONGEST_STREAM"):
        with monkeypatch.context() as patched:
            patched.setattr(f"amana.http.api.lines.{bound}", 2)
            with pytest.raises(StreamTooLong):
                async for _ in Splitter().lines(_pieces(b"a\nb\nc\n")):
                    pass


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Name the loop that the server runs on."""
    return "asyncio"


@pytest.mark.promise("W9")
@pytest.mark.parametrize("origin", ["person", "third-party"])
def test_a_stream_brings_no_address_back(
    send: Send, storage: Storage, service: str, origin: str
) -> None:
    """Neither by an import of the service's own nor by one that others gave."""
    with storage.work(service) as work:
        work.suppression.add(IdentifierKind.EMAIL, "p2@house.example", Why.ERASED)
        work.transaction.end(commit=True)
    by = {"origin": origin} | ({"source": "courier"} if origin == "third-party" else {})
    lines = [_line(n, values={"email": f"P{n}@house.example"}) for n in (1, 2)]
    kept, left, end = _results(send(b"".join(lines), terms=TERMS | by))
    assert left["code"] == "record.on_the_list"
    assert left["record"] is None
    assert kept.get("code") == (None if origin == "person" else "record.not_promised")
    assert end["stored"] == (origin == "person")
