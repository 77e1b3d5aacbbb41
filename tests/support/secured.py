"""What stands before an example when it is public: it ends TLS, and passes requests on."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import BinaryIO, Final
from urllib.parse import urlsplit

_SAID: Final = b"X-Forwarded-Proto: https\r\nConnection: close\r\n"
_OURS: Final = (b"x-forwarded-proto:", b"connection:")
_LINE: Final = 65_536
_WAIT_S: Final = 30.0


def _head(asked: BinaryIO) -> list[bytes]:
    """Read a request up to its blank line. Raises ``ConnectionError`` where none comes."""
    lines = []
    while (line := asked.readline(_LINE)) != b"\r\n":
        if not line:
            raise ConnectionAbortedError
        lines.append(line)
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """With what a server of the tests shows who it is."""

    chain: Path
    key: Path
    authority: Path
    """The certificate of who signed it, whom nobody trusts that is not told to."""


@contextmanager
def secured(url: str, by: Certified) -> Iterator[str]:
    """Serve what answers at ``url`` over TLS, on this machine, until the context ends.

    Gives the address. Requests without a body alone are passed on, one a connection.
    """
    behind = urlsplit(url)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(by.chain, by.key)

    class Passing(BaseRequestHandler):
        """Passes one request on, and its answer back."""

        def handle(self) -> None:
            """Agree upon TLS first; nothing in the clear is answered. Say that on the way."""
            self.request.settimeout(_WAIT_S)
            with context.wrap_socket(self.request, server_side=True) as agreed:
                with agreed.makefile("rb") as asked:
                    line, *lines = _head(asked)
                kept = [each for each in lines if not each.lower().startswith(_OURS)]
                there = (behind.hostname or "", behind.port or 80)
                with socket.create_connection(there, _WAIT_S) as onward:
                    onward.sendall(b"".join([line, _SAID, *kept, b"\r\n"]))
                    while piece := onward.recv(_LINE):
                        agreed.sendall(piece)

    class Server(ThreadingTCPServer):
        """One thread a connection; what no request comes of is closed and forgotten."""

        daemon_threads = True
        allow_reuse_address = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing: who speaks no TLS, or leaves, is not this server's fault."""

    with Server(("127.0.0.1", 0), Passing) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"https://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
