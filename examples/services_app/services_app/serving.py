"""What a demonstration on FastAPI is made of: a port, and a server whose people come."""

import socket
from collections.abc import Callable
from functools import partial
from threading import Thread

import uvicorn
from fastapi import FastAPI

from playing import program

_LISTEN = "127.0.0.1"


class _Server(uvicorn.Server):
    """A server that starts the traffic once it can be reached."""

    def __init__(self, config: uvicorn.Config, traffic: Thread) -> None:
        super().__init__(config)
        self._traffic = traffic

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then let people come."""
        await super().startup(sockets)
        if self.started:
            self._traffic.start()


def listen(port: int) -> socket.socket:
    """Listen; the protocol is named, or asyncio would leave Nagle's delay on (40 ms an answer)."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((_LISTEN, port))
    listening.listen()
    return listening


def url_of(listening: socket.socket) -> str:
    """Return where it listens."""
    return f"http://{_LISTEN}:{listening.getsockname()[1]}"


def serve(
    app: FastAPI,
    listening: socket.socket,
    come_and_go: Callable[[], None],
    *,
    with_parent: bool,
) -> None:
    """Serve until interrupted; people come as soon as it can be reached."""
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
    server = _Server(config, Thread(target=come_and_go, name="traffic", daemon=True))
    if with_parent:
        program.end_with_parent(partial(setattr, server, "should_exit", True))  # noqa: FBT003 - setattr's own
    server.run(sockets=[listening])
