"""A service with promises that want looks, and servers of this machine to look at."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from amana.acts.found_service import found_service
from amana.acts.in_force import in_force, published
from amana.acts.probes.probe import Given, Probe, ProbeRun, run_probe
from amana.acts.probes.sites import site_of
from amana.acts.probes.wire import Wire
from amana.acts.standings import standings
from amana.domain.evidence.proof import Standing
from amana.domain.policy.parse import parse
from amana.storage import ServerAddress, Storage

if TYPE_CHECKING:
    from tests.conftest import Authority, Certificate

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
{promises}
"""
Page = tuple[int, Mapping[str, str], bytes]
Pages = Mapping[str, Page]
Serve = Callable[..., AbstractContextManager[str]]


class _Server(ThreadingHTTPServer):
    """Serves pages; over TLS where it has a context, and in the clear to who speaks so."""

    def __init__(self, pages: Pages, context: ssl.SSLContext | None, *, clear: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages, self.context, self.clear = pages, context, clear

    def get_request(self) -> tuple[Any, Any]:
        """Take a connection; what begins like TLS is TLS."""
        taken, address = super().get_request()
        taken.settimeout(5)
        if self.context is None or (self.clear and taken.recv(1, socket.MSG_PEEK) != b"\x16"):
            return taken, address
        try:
            return self.context.wrap_socket(taken, server_side=True), address
        except OSError:
            taken.close()
            raise

    def handle_error(self, *_: object) -> None:
        """Say nothing: whoever was cut off knows."""


class _Handler(BaseHTTPRequestHandler):
    """Answers with the pages that were given."""

    server: _Server

    def do_GET(self) -> None:
        """Answer."""
        status, headers, body = self.server.pages.get(self.path, (404, {}, b"nothing"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def server(sparse_server: ServerAddress) -> ServerAddress:
    """Look at a server of few services: some looks go to each of them."""
    return sparse_server


@pytest.fixture(scope="session")
def storage(sparse_storage: Storage) -> Storage:
    """Return the database there."""
    return sparse_storage


@pytest.fixture
def serve() -> Serve:
    """Return what serves pages from this machine while a context lasts."""

    @contextmanager
    def serving(
        pages: Pages,
        certificate: "Certificate | None" = None,
        *,
        clear: bool = False,
        adjust: Callable[[ssl.SSLContext], None] = lambda _: None,
    ) -> Iterator[str]:
        context = None
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate.chain, certificate.key)
            adjust(context)
        with _Server(pages, context, clear=clear) as server:
            thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
            thread.start()
            yield f"{'http' if context is None else 'https'}://localhost:{server.server_port}"
            server.shutdown()
            thread.join(5)

    return serving


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A fresh service, to promise something, to be looked at, and to be asked how it stands."""

    storage: Storage
    service: str
    folder: Path
    authority: "Authority"

    def promise(self, *promises: str) -> None:
        """Publish the first policy of the service out of the lines of its promises."""
        lines = "\n".join(f"  {promise}" for promise in promises)
        source = POLICY.format(service=self.service, promises=lines)
        found_service(self.storage, parse(source, texts={}), source=source, texts={})

    def look(
        self,
        probe: Probe,
        *urls: str,
        values: Mapping[str, tuple[str, ...]] | None = None,
        folders: tuple[Path, ...] | None = None,
    ) -> ProbeRun:
        """Run the probe once, trusting the tests' authority."""
        given = self.given(*urls, values=values, folders=folders)
        return run_probe(self.storage, self.service, probe, given)

    def given(
        self,
        *urls: str,
        values: Mapping[str, tuple[str, ...]] | None = None,
        folders: tuple[Path, ...] | None = None,
    ) -> Given:
        """Return what probes are given."""
        return Given(
            sites=lambda _: tuple(site_of(url) for url in urls),
            folders=lambda: (self.folder,) if folders is None else folders,
            values=lambda _: values or {},
            wire=Wire(ssl.create_default_context(cafile=self.authority.certificate)),
        )

    def standing(self, promise: str) -> Standing:
        """Tell how a promise of the service stands."""
        with self.storage.reading(self.service) as view:
            current = in_force(view)
            return standings(view, published(view, current).policy, current.number)[promise]


@pytest.fixture
def house(storage: Storage, service: str, place: Path, authority: "Authority") -> House:
    """Make a fresh service."""
    return House(storage=storage, service=service, folder=place, authority=authority)
