"""What comes from others: scripts and an advertisement at a second origin, as in life.

The app's own pages name them, and none of it is loaded before somebody agreed in the banner.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from os import PathLike
from pathlib import Path

_HERE = Path(__file__).parent
_HOST = "localhost"
"""Another name than the app's own, hence another origin with cookies of its own."""


class _Files(SimpleHTTPRequestHandler):
    """Gives the few files out, to pages of any origin."""

    def translate_path(self, path: str) -> str:
        """Find a file of this name among those of others; the app's scripts lie with its own."""
        name = Path(path.partition("?")[0]).name
        own = _HERE / "static" / name
        return str(own if name in {"visits.js", "campaigns.js"} else _HERE / "others" / name)

    def end_headers(self) -> None:
        """Let pages of other origins load it."""
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
        super().end_headers()

    def list_directory(self, path: str | PathLike[str]) -> None:
        """Show no folder."""
        del path
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def elsewhere() -> Iterator[str]:
    """Serve what is of others until the context ends; give the origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(_HERE))) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://{_HOST}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
