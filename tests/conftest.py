"""What every test lives by: Hypothesis profiles, no foreign sockets, the promises' count."""

import json
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from httpx._config import DEFAULT_TIMEOUT_CONFIG
from hypothesis import HealthCheck, settings
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from secured import Certified
from traced import trace_patiently

from amana.storage import EmbeddedServer, GivenRootKey, ServerAddress, Storage
from amana.storage.spans import trace_with

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SYSTEM = Path("/usr/lib/postgresql")
_EXAMPLES = Path(__file__).parent / "examples"
_ASKS_FOR_A_SERVER = frozenset(
    {"start_server", "fresh_database", "system_programs", "any_storage", "programs", "new_url"}
)
"""The fixtures that look which PostgreSQL is asked for, and those that call such a one by name."""
_ANSWERED_WITHIN_S = 60.0
"""Of clients that name no time of their own: httpx's five seconds are short on a busy machine."""
_INSTALLED_WITHIN_S = 900
"""The first test of an example with an environment of its own waits for its packages."""

settings.register_profile("fast", max_examples=50, deadline=None, derandomize=True)
settings.register_profile(
    "ci",
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))
trace_patiently()
for _waiting in ("connect", "read", "write", "pool"):
    setattr(DEFAULT_TIMEOUT_CONFIG, _waiting, _ANSWERED_WITHIN_S)


def _is_loopback(host: object) -> bool:
    """Tell whether the host is this machine; a name counts only if it is ``localhost``."""
    if host in {"", None, "localhost", b"localhost"}:
        return True
    try:
        return ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _keep_to_loopback(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse each connection and each look-up that would leave this machine."""
    if event == "socket.connect":
        opened, address = arguments
        if getattr(opened, "family", None) == socket.AF_UNIX:
            return
        host = address[0] if isinstance(address, tuple) else address
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _is_loopback(host):
        msg = "a test tried to leave this machine"
        raise PermissionError(msg)


sys.addaudithook(_keep_to_loopback)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the run go against the system's PostgreSQL, and acts be killed at more of their steps."""
    parser.addoption("--database", choices=("embedded", "system"), default="embedded")
    parser.addoption("--steps", type=int, default=10)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Carry the promises that a test proves into its report, also from another process.

    What tells the story of one running application stays in one process, which runs it once;
    first, for who hands the tests out looks at the groups before others' hooks.
    """
    for item in items:
        if _EXAMPLES in item.path.parents:
            folder = item.path.relative_to(_EXAMPLES).parts[0]
            item.add_marker(pytest.mark.xdist_group(folder))
            item.add_marker(pytest.mark.timeout(_INSTALLED_WITHIN_S))
            for mark in item.iter_markers("sabotage"):
                said = {"example": folder, "what": mark.args[0], **mark.kwargs}
                item.user_properties.append(("sabotage", json.dumps(said)))
        for mark in item.iter_markers("promise"):
            item.user_properties.extend(("promise", str(row)) for row in mark.args)
        if item.get_closest_marker("browser") is not None:
            item.user_properties.append(("browser", "yes"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the promises that passing tests prove."""
    rows = {
        str(value)
        for report in terminalreporter.stats.get("passed", [])
        for name, value in getattr(report, "user_properties", ())
        if name == "promise"
    }
    if rows:
        ordered = sorted(rows, key=lambda row: (row.rstrip("0123456789"), len(row), row))
        terminalreporter.write_line(f"promises with a passing test: {' '.join(ordered)}")


@pytest.hookimpl(specname="pytest_collection_modifyitems")
def pytest_leave_out_what_asks_for_no_server(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Against the system's PostgreSQL run only what asks for a server."""
    if config.getoption("--database") == "embedded":
        return
    asking = {
        item: not _ASKS_FOR_A_SERVER.isdisjoint(getattr(item, "fixturenames", ())) for item in items
    }
    config.hook.pytest_deselected(items=[item for item in items if not asking[item]])
    items[:] = [item for item in items if asking[item]]


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """Make a folder that a database's unprivileged account can reach; pytest's own it cannot."""
    folder = Path(tempfile.mkdtemp(prefix="amana-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def system_programs() -> Path:
    """Find the programs of the system's own PostgreSQL, at least 15, or skip the test."""
    found = sorted(_SYSTEM.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not found or int(found[-1].parts[-3]) < 15:
        pytest.skip("no PostgreSQL 15 or later of the system's own")
    return found[-1].parent


@pytest.fixture(scope="session")
def start_server(
    place: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], ServerAddress]]:
    """Return what runs a database server in a folder of that name: embedded, or the system's."""
    with ExitStack() as stack:

        def started(folder: str) -> ServerAddress:
            if request.config.getoption("--database") == "embedded":
                return stack.enter_context(EmbeddedServer(place / folder, durable=False))
            programs = request.getfixturevalue("system_programs")
            server = EmbeddedServer(place / folder, binaries=programs, durable=False)
            return _as_foreign(stack.enter_context(server))

        yield started


@pytest.fixture(scope="session")
def server(start_server: Callable[[str], ServerAddress]) -> ServerAddress:
    """Run a database server, one for each process that runs tests."""
    return start_server("database")


def _as_foreign(address: ServerAddress) -> ServerAddress:
    """Make the database there, as its administrator would, and name it as a foreign one."""
    with psycopg.connect(address.conninfo(database="postgres"), autocommit=True) as connection:
        connection.execute("create database amana")
    return replace(address, database="amana", embedded=False)


@pytest.fixture(scope="session")
def fresh_database(
    place: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[], str | None]]:
    """Return what runs a server for one more installation and gives its address.

    It gives ``None`` where the embedded one is to be used. Roles belong to a server, not to a
    database: two installations cannot share one.
    """
    with ExitStack() as stack:
        numbers = count()

        def started() -> str | None:
            if request.config.getoption("--database") == "embedded":
                return None
            programs = request.getfixturevalue("system_programs")
            server = EmbeddedServer(
                place / f"server-{next(numbers)}", binaries=programs, durable=False
            )
            return _url_of(_as_foreign(stack.enter_context(server)))

        yield started


def _url_of(address: ServerAddress) -> str:
    """Return the address as a setting names it."""
    place, secret = quote(address.host, safe=""), quote(address.password, safe="")
    return f"postgresql://{address.user}:{secret}@{place}:{address.port}/{address.database}"


@pytest.fixture(scope="session")
def storage(server: ServerAddress, place: Path) -> Iterator[Storage]:
    """Set the database up; services are made by the tests that need them."""
    made = Storage(server, root_key=GivenRootKey(bytes(range(32))), secrets=place / "secrets")
    made.set_up()
    yield made
    made.close()


@pytest.fixture(scope="session")
def sparse_server(start_server: Callable[[str], ServerAddress]) -> ServerAddress:
    """Run a second server, of few services: for tests of what looks at all that there are."""
    return start_server("sparse")


@pytest.fixture(scope="session")
def sparse_storage(sparse_server: ServerAddress, place: Path) -> Iterator[Storage]:
    """Set the database of few services up."""
    secrets_there = place / "sparse-secrets"
    made = Storage(sparse_server, root_key=GivenRootKey(bytes(range(32))), secrets=secrets_there)
    made.set_up()
    yield made
    made.close()


@pytest.fixture
def service(storage: Storage) -> str:
    """Make a fresh service of the test's own."""
    name = f"test-{secrets.token_hex(6)}"
    storage.create_service(name)
    return name


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """Trace into memory for as long as the test lasts."""
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    trace_with(provider.get_tracer("amana"))
    yield kept
    trace_with(None)
    provider.shutdown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate with its chain, and its key, each in a file."""

    chain: Path
    key: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An authority of the tests' own, which nobody else trusts."""

    certificate: Path
    issue: Callable[..., Certificate]
    """Makes a certificate for ``localhost``, ``127.0.0.1`` and the names given."""


_MADE_AT = datetime.now(UTC)


def _named(subject: str, issuer: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    name, by = (
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, each)])
        for each in (subject, issuer)
    )
    made = x509.CertificateBuilder(subject_name=name, issuer_name=by, public_key=key.public_key())
    made = made.serial_number(x509.random_serial_number())
    return made.not_valid_before(_MADE_AT - timedelta(days=30))


def _key_file(folder: Path, key: ec.EllipticCurvePrivateKey) -> Path:
    path = folder / f"{secrets.token_hex(4)}.key"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def _authority(folder: Path) -> Authority:
    folder.mkdir(mode=0o700)
    own = ec.generate_private_key(ec.SECP256R1())
    root = _named("authority of the tests", "authority of the tests", own)
    root = root.not_valid_after(_MADE_AT + timedelta(days=30))
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    root = root.add_extension(usage, critical=True)
    identity = x509.SubjectKeyIdentifier.from_public_key(own.public_key())
    signed = root.add_extension(identity, critical=False).sign(own, hashes.SHA256())
    path = folder / "authority.pem"
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM))

    def issue(*names: str, ends_in: timedelta = timedelta(days=20)) -> Certificate:
        key = ec.generate_private_key(ec.SECP256R1())
        made = _named("a server of the tests", "authority of the tests", key)
        known = [x509.DNSName(name) for name in ("localhost", *names)]
        here = x509.IPAddress(ip_address("127.0.0.1"))
        made = made.add_extension(x509.SubjectAlternativeName([*known, here]), critical=False)
        by = x509.AuthorityKeyIdentifier.from_issuer_public_key(own.public_key())
        made = made.add_extension(by, critical=False).not_valid_after(_MADE_AT + ends_in)
        leaf = made.sign(own, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        chain = folder / f"{secrets.token_hex(4)}.pem"
        chain.write_bytes(leaf)
        return Certificate(chain=chain, key=_key_file(folder, key))

    return Authority(certificate=path, issue=issue)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Make an authority whose certificates only those trust who are given its own."""
    return _authority(tmp_path_factory.mktemp("authorities") / "first")


@pytest.fixture(scope="session")
def certified(authority: Authority) -> Certified:
    """Make a certificate with which an example is served over TLS."""
    made = authority.issue()
    return Certified(chain=made.chain, key=made.key, authority=authority.certificate)


@pytest.fixture(scope="session")
def foreign_authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Make another authority, which is not trusted where the first one is."""
    return _authority(tmp_path_factory.mktemp("authorities") / "other")


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Run the system's Chromium; tests that need it are skipped where there is none.

    Once a module, and no longer: while it runs no other test can run a loop of its own.
    """
    from looking import chromium  # noqa: PLC0415 - most tests need no browser's library

    with chromium() as made:
        yield made
