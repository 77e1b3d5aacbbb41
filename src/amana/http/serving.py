"""Serve the application on a socket, and say where once it can be reached."""

import socket
import ssl
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final
from zoneinfo import ZoneInfo

import uvicorn
from fastapi import FastAPI

from amana.assembly import Running, clock
from amana.domain.errors import Broken
from amana.http.app import create_app
from amana.http.doorway import Reach
from amana.http.patience import MOST_CONNECTIONS, PatientProtocol
from amana.http.platform import Platform, Watching, Ways, Weakness
from amana.settings import Settings

_WAITING: Final = 512
"""Connections that may wait to be taken."""
_STOPS_WITHIN_S: Final = 5
_LOOK_EVERY_S: Final = 0.05
ZONE: Final = ZoneInfo("Asia/Qatar")


class AddressTaken(Broken):
    """The address cannot be listened on: another program has it, or it is not this machine's."""

    code = "serve.address_taken"


class NotServed(Broken):
    """The server ended before it could be reached."""

    code = "serve.not_served"


class TlsUnusable(Broken):
    """The certificate or its key cannot be used."""

    code = "serve.tls_unusable"


class Server(uvicorn.Server):
    """A server that says when its first page can be asked for."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        """Take what is to be called once."""
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 lets the system choose. Raises ``AddressTaken``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, for asyncio switches Nagle's delay off only on sockets that name it:
    # without it each answer waits some 40 ms for the client's acknowledgement.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise AddressTaken(host=host, port=port) from error
    listening.listen(_WAITING)
    return listening


def url_of(listening: socket.socket, *, tls: bool = False) -> str:
    """Return the address under which a listening socket answers."""
    host, port = listening.getsockname()[:2]
    scheme = "https" if tls else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def app_of(amana: Running) -> FastAPI:
    """Return the application; it opens no connection before its first request."""
    settings = amana.settings
    return create_app(
        Platform(
            public=amana.public,
            certificates=amana.certificates,
            staff=amana.staff,
            desk=amana.desk,
            access=amana.access,
            api=amana.application,
            choices=amana.choices,
            events=amana.events,
            mail=amana.mail,
            banner=amana.banner,
            records=amana.records,
            record_sets=amana.record_sets,
            persons=amana.persons,
            messages=amana.messages,
            sharing_notices=amana.sharing_notices,
            releases=amana.releases,
            asked_releases=amana.asked_releases,
            publications=amana.publications,
            moderation=amana.moderation,
            breach_desk=amana.breach_desk,
            breaches=amana.breaches,
            documents=amana.documents,
            requests=amana.requests,
            request_desk=amana.request_desk,
            own_requests=amana.own_requests,
            request_plans=amana.request_plans,
            asked_plans=amana.asked_plans,
            sources=amana.sources,
            asked_sources=amana.asked_sources,
            retention=amana.retention,
            retention_desk=amana.retention_desk,
            sharing=amana.sharing,
            sharing_desk=amana.sharing_desk,
            own_sharing=amana.own_sharing,
            copies=amana.copies,
            holds=amana.holds,
            asked_holds=amana.asked_holds,
            aggregates=amana.aggregates,
            customers=amana.customers,
            end_users=amana.end_users,
            own_copies=amana.own_copies,
            request_links=amana.request_links,
            identity=amana.identity,
            passwords=amana.passwords,
            ways=Ways(kinds=amana.code_kinds, providers=amana.person_providers),
            me=amana.me,
            rates=amana.rates,
            openid=amana.openid,
            watch=_watching(amana),
            zone=ZONE,
            https=settings.tls_cert is not None or (settings.public_url or "").startswith("https:"),
            form_key=amana.form_key,
            weakness=None
            if settings.security_contact is None
            else Weakness(contact=settings.security_contact, clock=clock),
            reach=Reach(public_url=settings.public_url, trusted=settings.trusted_proxies),
        )
    )


def check_tls(settings: Settings) -> None:
    """Raise ``TlsUnusable`` where certificate and key cannot serve, before anything starts."""
    if settings.tls_cert is None and settings.tls_key is None:
        return
    if settings.tls_cert is None or settings.tls_key is None:
        raise TlsUnusable(why="both tls_cert and tls_key are needed")
    try:
        if stat.S_IMODE(settings.tls_key.stat().st_mode) & 0o077:
            raise TlsUnusable(why="the key can be read by others: chmod 600")
        # Without a password: a program that starts by itself has nobody to ask.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
            settings.tls_cert, settings.tls_key, password=""
        )
    except (OSError, ValueError) as error:
        raise TlsUnusable(why=type(error).__name__) from error


def server_of(app: FastAPI, settings: Settings, ready: Callable[[], None]) -> Server:
    """Return the server of an application; ``run(sockets=[…])`` serves until it is told to end."""
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=_STOPS_WITHIN_S,
        lifespan="off",
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
    )
    return Server(config, ready)


def _watching(amana: Running) -> Watching:
    """Say who may see how the system stands."""
    token = amana.settings.metrics_token
    return Watching(
        acts=amana.watch,
        token=None if token is None else token.reveal(),
        trust_loopback=amana.settings.public_url is None,
        access_log=amana.settings.access_log,
    )


@contextmanager
def served(amana: Running, listening: socket.socket) -> Iterator[str]:
    """Serve from a thread beside the caller's own work; yields the address once it answers."""
    ready = threading.Event()
    server = server_of(app_of(amana), amana.settings, ready.set)
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listening]}, name="server", daemon=True
    )
    thread.start()
    try:
        while not ready.wait(_LOOK_EVERY_S):
            if not thread.is_alive():
                raise NotServed
        yield url_of(listening, tls=amana.settings.tls_cert is not None)
    finally:
        server.should_exit = True
        thread.join(2 * _STOPS_WITHIN_S)
