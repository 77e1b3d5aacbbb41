"""What the HTTP benchmark puts on its server: the server's process, and clients of raw sockets."""

import json
import multiprocessing
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from multiprocessing.connection import Connection
from time import perf_counter
from typing import Final

from amana.acts.rates import Rates
from amana.assembly import joined
from amana.cli.benchmarks.http_bare import BareRecords
from amana.domain.rates import Limits
from amana.http.api import records
from amana.http.serving import app_of, listen, server_of
from amana.settings import Settings

CLIENTS: Final = 4
PERSONS: Final = 200
SERVICE: Final = "bench-http"
BARE: Final = "/v1/bare"
_UNLIMITED: Final = Limits(api=10**8, refused=10**8)
_OK: Final = b"HTTP/1.1 200"


class Misanswered(Exception):
    """The server did not answer as a benchmark needs."""


@contextmanager
def serving(settings: Settings) -> Iterator[int]:
    """Serve records, and beside them the floor, from one process; yield the port."""
    spawned = multiprocessing.get_context("spawn")
    here, there = spawned.Pipe()
    process = spawned.Process(target=_serve, args=(settings, there), daemon=True)
    process.start()
    try:
        yield int(here.recv())
    finally:
        process.terminate()
        process.join()


def _serve(settings: Settings, parent: Connection) -> None:
    with joined(settings) as made, listen("127.0.0.1", 0) as listening:
        amana = replace(made, rates=Rates(made.storage, _UNLIMITED))
        app = app_of(amana)
        app.include_router(
            records.routes(BareRecords(made.storage), amana.application), prefix=BARE
        )
        port = listening.getsockname()[1]
        server_of(app, settings, lambda: parent.send(port)).run(sockets=[listening])


@dataclass(frozen=True, slots=True)
class Client:
    """Sends requests over one connection that stays open, as fast as they are answered."""

    wire: socket.socket

    def ask(self, request: bytes) -> bytes:
        """Return the answer's body, or raise ``Misanswered``."""
        self.wire.sendall(request)
        seen = b""
        while b"\r\n\r\n" not in seen:
            seen += self._more()
        head, _, body = seen.partition(b"\r\n\r\n")
        if not head.startswith(_OK):
            raise Misanswered(head[:40], body[:400])
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        while len(body) < length:
            body += self._more()
        return body

    def _more(self) -> bytes:
        piece = self.wire.recv(65_536)
        if not piece:
            raise Misanswered
        return piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is asked, by whom."""

    port: int
    key: str

    def read(self, number: int, prefix: str) -> bytes:
        """Return a request for the values of a person's record."""
        person = f"p-{number % PERSONS}"
        return self._request(
            f"{prefix}/v1/records/use",
            {"person": person, "type": "profile", "key": person, "for": ["orders"]},
        )

    def write(self, name: str, prefix: str, *, person: str | None = None) -> bytes:
        """Return a request that takes in a new record."""
        return self._request(
            f"{prefix}/v1/records/collect",
            {
                "person": name if person is None else person,
                "type": "profile",
                "key": name,
                "values": {
                    "name": "مريم سالم العبدالله",
                    "email": f"{name}@example.org",
                    "phone": "+97455123456",
                    "note": "Please call before you come; the gate is on the north side.",
                },
                "at": "registration",
                "for": ["orders"],
            },
        )

    def each(self, requests: list[bytes]) -> None:
        """Send each of these once."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as wire:
            for request in requests:
                Client(wire).ask(request)

    def rate(self, seconds: float, request: Callable[[int], bytes]) -> float:
        """Return the answers a second that all clients together got."""
        numbers = count()

        def work(_: int) -> int:
            done = 0
            with socket.create_connection(("127.0.0.1", self.port), timeout=30) as wire:
                wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                client = Client(wire)
                while perf_counter() < end:
                    if b'"permitted":true' not in client.ask(request(next(numbers))):
                        raise Misanswered
                    done += 1
            return done

        began = perf_counter()
        end = began + seconds
        with ThreadPoolExecutor(CLIENTS) as clients:
            done = sum(clients.map(work, range(CLIENTS)))
        return done / (perf_counter() - began)

    def _request(self, path: str, body: dict[str, object]) -> bytes:
        content = json.dumps(body, ensure_ascii=False).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Authorization: Bearer {self.key}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(content)}\r\n\r\n"
        )
        return head.encode() + content
