"""The app at work: its tables and its officer made at the first start, then served over HTTP."""

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import django

OFFICER = "officer@miqat.example"
_LISTEN = "127.0.0.1"


def set_up(*, amana: str, data: Path) -> None:
    """Set Django up for a folder and an Amana; once a process."""
    os.environ["SCHEDULING_DATA"] = str(data)
    os.environ["AMANA_URL"] = amana
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scheduling.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after the settings

    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    _make_officer()
    _begin()


def _make_officer() -> None:
    """Make the account of Miqat's staff; its password lies in a file that we alone read."""
    from django.conf import settings  # noqa: PLC0415 - after the settings
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - the same

    from scheduling.models import Account  # noqa: PLC0415 - the same

    path: Path = settings.OFFICER_PASSWORD_FILE
    if not path.exists():
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(18))
    if Account.objects.by_email(OFFICER) is None:
        # A role of the service, and no person: nothing is taken in of anybody.
        made = Account(
            email=OFFICER,
            password=make_password(path.read_text(encoding="ascii")),
            is_active=True,
            is_superuser=True,
        )
        Account.objects.bulk_create([made])


def _begin() -> None:
    """Grant what the app shares, and say what nothing keeps longer; once a service."""
    from scheduling import sharing  # noqa: PLC0415 - after the settings

    if sharing.grant_what_is_shared():
        sharing.say_what_stays_longer()


@contextmanager
def served(port: int) -> Iterator[str]:
    """Serve until the context ends; give the address."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: PLC0415 - after the settings
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - the same

    class Quiet(WSGIRequestHandler):
        """Logs nothing: an address may hold a booking's number."""

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - Python's own name
            """Say nothing."""

    class Server(ThreadedWSGIServer):
        """Takes its port back at once."""

        address_family = socket.AF_INET
        daemon_threads = True

        def server_bind(self) -> None:
            """Bind without asking for the machine's name."""
            socket.socket.bind(self.socket, self.server_address)
            self.server_name, self.server_port = _LISTEN, self.socket.getsockname()[1]
            self.setup_environ()

    with Server((_LISTEN, port), Quiet) as server:
        server.set_app(get_wsgi_application())
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://{_LISTEN}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
