"""A real mail server and a real webhook's end on this machine, each under TLS of its own."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Parsing
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from amana.acts.watch.surroundings import Surroundings
from amana.storage import ServerAddress, Storage

MakeCertificate = Callable[[timedelta], Path]


def _certificate(folder: Path, lasts: timedelta) -> Path:
    """Write a certificate of this machine, with its key, that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, SHA256())
    )
    path = folder / f"{lasts.days}.pem"
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(made.public_bytes(Encoding.PEM) + written)
    return path


@pytest.fixture(scope="session")
def server(sparse_server: ServerAddress) -> ServerAddress:
    """Look at a server of few services: some looks go to each of them."""
    return sparse_server


@pytest.fixture(scope="session")
def storage(sparse_storage: Storage) -> Storage:
    """Return the database there."""
    return sparse_storage


@pytest.fixture
def make_certificate(tmp_path: Path) -> MakeCertificate:
    """Return what makes a certificate that lasts so long."""
    return lambda lasts: _certificate(tmp_path, lasts)


@pytest.fixture
def certificate(make_certificate: MakeCertificate, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a certificate that this process trusts, as it trusts the system's."""
    made = make_certificate(timedelta(days=90))
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    return made


@dataclass(slots=True)
class MailServer:
    """A mail server that takes everything for one account, over STARTTLS alone."""

    port: int = 0
    taken: list[Message] = field(default_factory=list)


class _Taking(Parsing):
    def __init__(self, taken: list[Message]) -> None:
        super().__init__(message_class=None)
        self.taken = taken

    def handle_message(self, message: Message) -> None:
        self.taken.append(message)


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def mail_server(certificate: Path) -> Iterator[MailServer]:
    """Run the mail server; its password is ``right``."""
    made = MailServer()

    def check(*given: object) -> AuthResult:
        right = getattr(given[-1], "password", b"") == b"right"
        return AuthResult(success=right, handled=False)

    with socket.create_server(("127.0.0.1", 0)) as free:
        made.port = free.getsockname()[1]
    controller = Controller(
        _Taking(made.taken),
        hostname="127.0.0.1",
        port=made.port,
        tls_context=_context(certificate),
        require_starttls=True,
        authenticator=check,
        auth_required=True,
    )
    controller.start()
    yield made
    controller.stop()


@dataclass(slots=True)
class Taken:
    """The webhook's end: what came, and what it answers."""

    url: str = ""
    status: int = 204
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def _listening(certificate: Path | None) -> Iterator[Taken]:
    taken = Taken()

    class Ends(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Take one message."""
            body = self.rfile.read(int(self.headers["content-length"]))
            taken.requests.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(taken.status)
            self.send_header("location", "/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Ends)
    scheme = "http"
    if certificate is not None:
        server.socket = _context(certificate).wrap_socket(server.socket, server_side=True)
        scheme = "https"
    taken.url = f"{scheme}://localhost:{server.server_address[1]}/hook"
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield taken
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def hook(certificate: Path) -> Iterator[Taken]:
    """Run the webhook's end over TLS."""
    with _listening(certificate) as taken:
        yield taken


@pytest.fixture
def listening() -> Callable[[Path | None], AbstractContextManager[Taken]]:
    """Return what runs a webhook's end under a certificate of one's own, or in clear."""
    return _listening


@pytest.fixture
def here(storage: Storage, tmp_path: Path) -> Surroundings:
    """Return what the looks are given."""
    return Surroundings(storage=storage, clock=lambda: datetime.now(UTC), data=tmp_path)
