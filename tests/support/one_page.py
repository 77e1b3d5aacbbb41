"""A site of one page on this machine, as somebody changed it behind everybody's back."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


@contextmanager
def one_page(markup: str) -> Iterator[str]:
    """Serve it until the context ends; give its address."""

    class Answers(BaseHTTPRequestHandler):
        """Answers everybody with the page."""

        def do_GET(self) -> None:
            """Send it."""
            body = f"<!doctype html><html><body>{markup}</body></html>".encode()
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
