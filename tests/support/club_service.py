"""The example of a service as a source, run as whoever copies it would."""

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amana.channels.asking import SignedService

EXAMPLE = Path(__file__).parents[2] / "examples" / "http_source" / "service.py"
SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()


@contextmanager
def example_service(path: Path) -> Iterator[SignedService]:
    """Run the example service as whoever copies it would."""
    path.touch()
    env = {"AMANA_SECRET": SECRET, "PATH": os.defpath}
    command = [sys.executable, str(EXAMPLE), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env, text=True) as server:
        try:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            url = f"http://127.0.0.1:{port}/amana"
            yield SignedService(url=url, secret=SECRET, private=True)
        finally:
            server.terminate()
