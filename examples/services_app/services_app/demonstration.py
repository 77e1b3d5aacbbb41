"""``python -m services_app.demonstration``: the app with made-up people, whose traffic goes on.

It prints one line of JSON when the app can be opened, and one more when the traffic is over.
"""

import argparse
import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import uvicorn

from amana.sdk import Amana
from services_app.application import build, officer
from services_app.elsewhere import elsewhere
from services_app.leaving import Leaving
from services_app.settings import Settings, read
from services_app.traffic import run

_LISTEN = "127.0.0.1"
_SEED = 28
"""Its first people ask for each kind of service, a document for the courier among them."""


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


def _listening(port: int) -> socket.socket:
    """Listen; the protocol is named, or asyncio would leave Nagle's delay on (40 ms an answer)."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((_LISTEN, port))
    listening.listen()
    return listening


def main() -> int:
    """Run until interrupted, or until the rounds asked for are over; return the exit code."""
    options = _options()
    stop = Event()
    with (
        elsewhere() as tags,
        _asked(options.amana, options.data, tags) as (settings, amana),
        _listening(options.port) as listening,
    ):
        url = f"http://{_LISTEN}:{listening.getsockname()[1]}"
        config = uvicorn.Config(
            build(settings, amana), log_level="warning", access_log=False, lifespan="off"
        )

        def come_and_go() -> None:
            _say({"url": url, "officer": officer(settings.data).email, "tags": tags})
            leaving = Leaving(app_url=url, settings=settings, seed=_SEED)
            leaving.begin()
            well = run(
                url,
                staff=officer(settings.data),
                stop=stop,
                rate=options.rate,
                rounds=options.rounds,
                seed=_SEED,
                after=leaving.after,
            )
            _say({"rounds": options.rounds, "well": well})

        server = _Server(config, Thread(target=come_and_go, name="traffic", daemon=True))
        if options.with_parent:
            Thread(target=_end_with_parent, args=(server,), daemon=True).start()
        server.run(sockets=[listening])
        stop.set()
    return 0


@contextmanager
def _asked(amana_url: str, data: Path, tags: str) -> Iterator[tuple[Settings, Amana]]:
    """Read the settings and connect to Amana."""
    settings = read(amana_url=amana_url, data=data, public_url=None, environment=None, tags=tags)
    with Amana(settings.amana_url, settings.amana_key) as amana:
        yield settings, amana


def _end_with_parent(server: _Server) -> None:
    """End the server when whoever started the app is gone, even by a kill."""
    sys.stdin.read()
    server.should_exit = True


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _options() -> argparse.Namespace:
    """Read the command line. The key is not on it, for other processes can read that."""
    parser = argparse.ArgumentParser(prog="services_app.demonstration", description=__doc__)
    parser.add_argument("--amana", required=True, help="address of Amana")
    parser.add_argument("--port", type=int, default=0, help="port; 0 lets the system choose")
    parser.add_argument("--data", type=Path, required=True, help="folder of the app's own files")
    parser.add_argument("--rate", type=float, default=1.0, help="stories a second")
    parser.add_argument("--rounds", type=int, help="stories after which the traffic ends")
    parser.add_argument(
        "--with-parent", action="store_true", help="end when standard input is closed"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
