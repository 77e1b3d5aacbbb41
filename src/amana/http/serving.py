"""Serve the application on a socket, and say where once it can be reached."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final
from zoneinfo import ZoneInfo

import uvicorn

from amana.assembly import Running
from amana.domain.errors import Broken
from amana.http.app import create_app
from amana.http.doorway import Reach
from amana.http.platform import Platform

_WAITING: Final = 512
"""Connections that may wait to be taken."""
_STOPS_WITHIN_S: Final = 5
_LOOK_EVERY_S: Final = 0.05
ZONE: Final = ZoneInfo("Asia/Qatar")


class AddressTaken(Broken):
    """The address cannot be listened on: another program has it, or it is not this machine's."""

    code = "serve.address_taken"


class NotServed(Broken):
    """The server ended before it could be reached."""

    code = "serve.not_served"


class Server(uvicorn.Server):
    """A server that says when its first page can be asked for."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        """Take what is to be called once."""
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 lets the system choose. Raises ``AddressTaken``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, for asyncio switches Nagle's delay off only on sockets that name it:
    # without it each answer waits some 40 ms for the client's acknowledgement.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise AddressTaken(host=host, port=port) from error
    listening.listen(_WAITING)
    return listening


def url_of(listening: socket.socket) -> str:
    """Return the address under which a listening socket answers."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server_of(amana: Running, ready: Callable[[], None]) -> Server:
    """Return the server of a running Amana; ``run(sockets=[…])`` serves until it is told to end."""
    app = create_app(
        Platform(
            public=amana.public,
            desk=amana.desk,
            api=amana.application,
            zone=ZONE,
            https=(amana.settings.public_url or "").startswith("https:"),
            form_key=amana.form_key,
            reach=Reach(
                public_url=amana.settings.public_url, trusted=amana.settings.trusted_proxies
            ),
        )
    )
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_STOPS_WITHIN_S,
        lifespan="off",
    )
    return Server(config, ready)


@contextmanager
def served(amana: Running, listening: socket.socket) -> Iterator[str]:
    """Serve from a thread beside the caller's own work; yields the address once it answers."""
    ready = threading.Event()
    server = server_of(amana, ready.set)
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listening]}, name="server", daemon=True
    )
    thread.start()
    try:
        while not ready.wait(_LOOK_EVERY_S):
            if not thread.is_alive():
                raise NotServed
        yield url_of(listening)
    finally:
        server.should_exit = True
        thread.join(2 * _STOPS_WITHIN_S)
