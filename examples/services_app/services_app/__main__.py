"""``python -m services_app --amana URL --port N --data DIR``: run the app."""

import argparse
import sys
from pathlib import Path

import uvicorn

from amana.sdk import Amana, InsecureAddress
from services_app.application import build
from services_app.settings import NoKey, read

_WRONG_USE = 2


def main() -> int:
    """Run until interrupted; return the exit code."""
    options = _options()
    try:
        settings = read(
            amana_url=options.amana,
            data=options.data,
            public_url=options.public,
            environment=None,
        )
        amana = Amana(settings.amana_url, settings.amana_key)
    except (NoKey, InsecureAddress, OSError) as fault:
        sys.stderr.write(f"services_app: {fault}\n")
        return _WRONG_USE
    with amana:
        uvicorn.run(build(settings, amana), host=options.host, port=options.port, access_log=False)
    return 0


def _options() -> argparse.Namespace:
    """Read the command line. The key is not on it, for other processes can read that."""
    parser = argparse.ArgumentParser(
        prog="services_app",
        description="Run Maeen; the key comes from AMANA_KEY_FILE or AMANA_KEY.",
    )
    parser.add_argument("--amana", required=True, help="address of Amana")
    parser.add_argument("--public", help="address at which people reach Amana's pages")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8480, help="port to listen on")
    parser.add_argument("--data", type=Path, required=True, help="folder of the app's own files")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
