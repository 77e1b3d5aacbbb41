"""Slow clients: what only drips loses its place, and a quick one is served all the while."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse

from amana.http.patience import PatientProtocol
from amana.http.serving import listen

BIG = "x" * 50_000_000
PATIENCE_S = 10


class Hasty(PatientProtocol):
    """The same with little patience, so that a test need not wait long."""

    headers_within_s = 0.3
    body_within_s = 0.3
    taken_within_s = 0.5
    closed_at_once = 20


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, int]]:
    """Serve two addresses on a port of the system's choice."""
    app = FastAPI()

    @app.post("/length")
    async def length(request: Request) -> int:
        """Return how long the body is."""
        return len(await request.body())

    @app.get("/big")
    def big() -> PlainTextResponse:
        """Return more than a client's buffers hold."""
        return PlainTextResponse(BIG)

    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(
        uvicorn.Config(app, http=Hasty, log_config=None, lifespan="off", timeout_keep_alive=2)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield listening.getsockname()
    server.should_exit = True
    thread.join()
    listening.close()


def _drip(address: tuple[str, int], first: bytes, drops: bytes) -> bytes:
    """Send some bytes at once and the rest one by one; return what came before the end."""
    with socket.create_connection(address) as slow:
        slow.settimeout(PATIENCE_S)
        slow.sendall(first)
        pause = threading.Event()
        try:
            for drop in drops:
                slow.sendall(bytes([drop]))
                pause.wait(0.02)
            return slow.recv(100)
        except ConnectionError:
            return b""


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"POST /length HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n",
        (
            b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab"
            b"POST /length HTTP/1.1\r\nHost: x\r\nX-Slow: "
        ),
    ],
    ids=["nothing", "headers", "body", "second"],
)
def test_who_drips_is_cut_off(address: tuple[str, int], first: bytes) -> None:
    """Single bytes earn no more patience, in headers, body or a later request."""
    said = _drip(address, first, b"a" * 200)
    assert said == b"" or said.startswith(b"HTTP/1.1 200 OK")
    with socket.create_connection(address) as silent:
        silent.settimeout(PATIENCE_S)
        silent.sendall(first)
        received = b""
        try:
            while more := silent.recv(1000):
                received += more
        except ConnectionError:
            pass
    assert received.count(b"200 OK") <= 1


def test_who_takes_no_answer_is_cut_off(address: tuple[str, int]) -> None:
    """An answer that nobody takes does not lie here for ever."""
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(address)
        slow.settimeout(PATIENCE_S)
        slow.sendall(b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
        threading.Event().wait(1.5)
        taken = 0
        try:
            while more := slow.recv(1_000_000):
                taken += len(more)
        except ConnectionError:
            pass
    assert taken < len(BIG)


@pytest.mark.parametrize("after", ["close", "keep-alive"])
def test_who_takes_slowly_but_steadily_gets_all(address: tuple[str, int], after: str) -> None:
    """The whole takes several times the patience, and no next request is waited for meanwhile."""
    pause = threading.Event()
    with socket.create_connection(address) as steady:
        steady.settimeout(PATIENCE_S)
        steady.sendall(f"GET /big HTTP/1.1\r\nHost: x\r\nConnection: {after}\r\n\r\n".encode())
        taken, rested = 0, 0
        while taken < len(BIG) and (more := steady.recv(1_000_000)):
            taken += len(more)
            if taken // 2_000_000 > rested:
                rested = taken // 2_000_000
                pause.wait(0.08)
    assert taken >= len(BIG)


def test_who_is_quick_is_served(address: tuple[str, int]) -> None:
    """One connection after the other request, each with its own patience."""
    with httpx.Client(base_url=f"http://{address[0]}:{address[1]}") as client:
        for size in (0, 10, 100_000):
            assert client.post("/length", content=b"x" * size).json() == size
        threading.Event().wait(0.1)
        assert len(client.get("/big").content) == len(BIG)


def test_beyond_the_most_a_connection_is_closed_at_once(address: tuple[str, int]) -> None:
    """Connections that are only held are not taken without end; afterwards others are served."""
    with ExitStack() as stack:
        held = [stack.enter_context(socket.create_connection(address)) for _ in range(40)]
        held[-1].settimeout(PATIENCE_S)
        with suppress(ConnectionError):
            assert held[-1].recv(1) == b""
    with httpx.Client(base_url=f"http://{address[0]}:{address[1]}") as client:
        for _ in range(PATIENCE_S * 10):
            with suppress(httpx.TransportError):
                assert client.post("/length", content=b"x").json() == 1
                return
            threading.Event().wait(0.1)
    pytest.fail("nobody is served any more")
