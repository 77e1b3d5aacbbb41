"""What an example's ``demonstration`` is made of: a port, a server whose people come, two lines."""

import argparse
import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import uvicorn
from fastapi import FastAPI

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
        Thread(target=_end_with_parent, args=(server,), daemon=True).start()
    server.run(sockets=[listening])


def _end_with_parent(server: _Server) -> None:
    """End the server when whoever started the app is gone, even by a kill."""
    sys.stdin.read()
    server.should_exit = True


def say(line: dict[str, object]) -> None:
    """Print a line for whoever started the app."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def options(prog: str, about: str | None) -> argparse.Namespace:
    """Read the command line. The key is not on it, for other processes can read that."""
    parser = argparse.ArgumentParser(prog=prog, description=about)
    parser.add_argument("--amana", required=True, help="address of Amana")
    parser.add_argument("--port", type=int, default=0, help="port; 0 lets the system choose")
    parser.add_argument("--data", type=Path, required=True, help="folder of the app's own files")
    parser.add_argument("--rate", type=float, default=1.0, help="stories a second")
    parser.add_argument("--rounds", type=int, help="stories after which the traffic ends")
    parser.add_argument(
        "--with-parent", action="store_true", help="end when standard input is closed"
    )
    return parser.parse_args()
