"""An application's end of a webhook, which takes messages or does not, and remembers them."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Final

import pytest

from amana.acts.events.deliver import Deliveries
from amana.channels.webhook import Webhook
from amana.sdk.receiver import Receiver, Told

SECRET: Final = "whsec_" + base64.b64encode(bytes(range(32))).decode()


@dataclass(slots=True)
class Application:
    """What came and was taken, in its order, and what is answered."""

    url: str = ""
    status: int = 204
    told: list[Told] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)

    def deliveries(self, service: str) -> Deliveries:
        """Return what delivers to here."""
        webhook = Webhook(url=self.url, secret=SECRET, private=True)
        return Deliveries(webhooks={service: webhook})


@pytest.fixture
def application() -> Iterator[Application]:
    """Run the application's end; every message is checked by the light client."""
    made = Application()
    receiver = Receiver(secrets=(SECRET,))

    class Ends(BaseHTTPRequestHandler):
        """The application's end."""

        def do_POST(self) -> None:
            """Take one message, or refuse it."""
            body = self.rfile.read(int(self.headers["content-length"]))
            told = receiver.read(dict(self.headers.items()), body)
            (made.told if made.status < 300 else made.refused).append(told)
            self.send_response(made.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Ends)
    made.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()
