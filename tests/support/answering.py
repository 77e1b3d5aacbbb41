"""A service of any behaviour that is asked signed questions, and checks each before it answers."""

import base64
import json
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

from amana.channels.asking import SignedService
from amana.channels.receipt import receipt_headers
from amana.channels.signed import check_signed

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
Respond = Callable[["Asked"], None]


def now() -> datetime:
    """Return the clock's instant."""
    return datetime.now(UTC)


class Asked(BaseHTTPRequestHandler):
    """One question, checked as a service would, with ways to answer it."""

    protocol_version = "HTTP/1.0"
    body: bytes
    asked: dict[str, Any]

    def signed(self, body: bytes, *, status: int = 200, **other: Any) -> None:  # noqa: ANN401
        """Answer with a receipt, or one that is wrong in what is given."""
        said: dict[str, Any] = {
            "secret": SECRET,
            "message": self.headers["webhook-id"],
            "at": now(),
        } | other
        headers = receipt_headers(said["secret"], body, message=said["message"], at=said["at"])
        self.plainly(status, headers, body)

    def plainly(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        """Answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def says(self, **said: object) -> None:
        """Answer that it is done."""
        head = {"amana": 1, "act": self.asked["act"], "state": "done"}
        self.signed(json.dumps(head | said).encode())


@contextmanager
def answering(
    respond: Respond, context: ssl.SSLContext | None = None
) -> Iterator[tuple[SignedService, list[Asked]]]:
    """Run a service that answers in this way; the questions are remembered."""
    questions: list[Asked] = []

    class Handler(Asked):
        """Checks the question first."""

        def do_POST(self) -> None:
            """Answer, whatever is asked."""
            self.body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            check_signed(headers, self.body, secret=SECRET, now=now())
            self.asked = json.loads(self.body)
            questions.append(self)
            respond(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(HTTPServer):
        """Does not care who hangs up."""

        def get_request(self) -> tuple[socket.socket, Any]:
            """Take a connection, under TLS where that is wanted."""
            taken, address = super().get_request()
            if context is None:
                return taken, address
            try:
                return context.wrap_socket(taken, server_side=True), address
            except OSError:
                taken.close()
                raise

        def handle_error(self, *_: object) -> None:
            """Say nothing: an answer that is cut off breaks the pipe."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        try:
            yield SignedService(url=url, secret=SECRET, private=True), questions
        finally:
            server.shutdown()
            thread.join()
