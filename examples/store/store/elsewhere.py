"""Two scripts of others, from another origin: loaded after consent in the banner alone."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

_SCRIPTS: Final[Mapping[str, str]] = {
    "/visits.js": "minwal_reports",
    "/tracking.js": "minwal_tracking",
}
_SCRIPT: Final = (
    'if(!document.cookie.includes("{0}="))'
    'document.cookie="{0}="+Math.random().toString(36).slice(2)+";Path=/;SameSite=Lax";'
)


class _Scripts(BaseHTTPRequestHandler):
    """Gives the two scripts out."""

    def do_GET(self) -> None:  # the server's own name
        """Answer with a script that sets the cookie which the policy names."""
        cookie = _SCRIPTS.get(self.path)
        body = b"" if cookie is None else _SCRIPT.format(cookie).encode()
        self.send_response(404 if cookie is None else 200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def elsewhere() -> Iterator[str]:
    """Serve them until the context ends; give the origin, which is another than the shop's."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Scripts) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://localhost:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
