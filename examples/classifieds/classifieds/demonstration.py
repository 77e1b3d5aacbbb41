"""``python -m classifieds.demonstration``: the site with made-up people, whose traffic goes on.

It prints one line of JSON when the site can be opened, and one more when the traffic is over.
"""

import argparse
import os
import secrets
import sys
from pathlib import Path
from threading import Event, Thread
from typing import Final
from wsgiref.types import WSGIApplication

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from playing.rounds import Pace

from classifieds.elsewhere import elsewhere
from playing import program

_LISTEN: Final = "127.0.0.1"
_SEED: Final = 17
_OFFICER: Final = "desk@souqalhayy.example"
_SOURCE: Final = "souq"


def main() -> int:
    """Run until interrupted, or until whoever started it is gone; return the exit code."""
    options = program.options("classifieds.demonstration", __doc__)
    options.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    server = ThreadedWSGIServer((_LISTEN, options.port), WSGIRequestHandler)
    server.daemon_threads = True
    url = f"http://{_LISTEN}:{server.server_port}"
    stop = Event()
    with server, elsewhere(url) as tags:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "classifieds.settings",
            "SOUQ_AMANA": options.amana,
            "SOUQ_DATA": str(options.data),
            "SOUQ_TAGS": tags,
            "SOUQ_POSTBOX": "yes",
        }
        server.set_app(_application())
        password = _ready(options.data)
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        program.say(_first_line(url, tags, options.data))
        if options.with_parent:
            program.end_with_parent(stop.set)
        _come_and_go(options, url, password, stop)
        stop.wait()
        server.shutdown()
    return 0


def _application() -> WSGIApplication:
    """Set Django up; its static files are served beside the pages."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: PLC0415 - set up now
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - the same

    application: WSGIApplication = StaticFilesHandler(get_wsgi_application())
    return application


def _ready(data: Path) -> str:
    """Make the tables, sections, areas and the staff's account; return its password."""
    from django.core.management import call_command  # noqa: PLC0415 - only after Django is set up

    from classifieds.sharing import grant_what_is_shared  # noqa: PLC0415 - the same
    from classifieds.shelves import fill  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0)
    file = data / "officer.password"
    if not file.exists():
        _write_secret(file, secrets.token_urlsafe(12))
    password = file.read_text(encoding="ascii").strip()
    fill(_OFFICER, password)
    _write_secret(data / "souq.url", f"sqlite:///{(data / 'souq.db').absolute()}")
    grant_what_is_shared()
    return password


def _first_line(url: str, tags: str, data: Path) -> dict[str, object]:
    source = {"name": _SOURCE, "address_file": str((data / "souq.url").absolute())}
    return {"url": url, "officer": _OFFICER, "tags": tags, "source": source}


def _come_and_go(options: argparse.Namespace, url: str, password: str, stop: Event) -> None:
    """Let people come, until told to stop or the rounds are over."""
    from classifieds.traffic import run  # noqa: PLC0415 - only after Django is set up

    pace = Pace(stop=stop, rate=options.rate, rounds=options.rounds)
    well = run(url, staff=(_OFFICER, password), pace=pace, seed=_SEED)
    if options.rounds is not None and not stop.is_set():
        program.say({"rounds": options.rounds, "well": well})


def _write_secret(path: Path, text: str) -> None:
    """Write a file that its owner alone reads."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
