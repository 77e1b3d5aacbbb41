"""Tracing in a process as the supervisor makes them: forked, and ended without any last thing."""

import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from amana.acts.watch.tracing import start_tracing
from amana.storage.spans import span


def test_a_forked_process_sends_its_last_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    """To the collector that OpenTelemetry's own variables name, under the name of its part."""
    taken: list[bytes] = []

    class Collects(BaseHTTPRequestHandler):
        """The collector."""

        def do_POST(self) -> None:
            """Take spans."""
            taken.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Collects) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
        child = os.fork()
        if not child:
            code = 1
            try:
                stop = start_tracing("worker")
                with span("task", task="alarms"):
                    pass
                stop()
                code = 0
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        server.shutdown()
        thread.join()
    assert os.waitstatus_to_exitcode(status) == 0
    written = b"".join(taken)
    for word in (b"worker", b"task", b"alarms"):
        assert word in written
