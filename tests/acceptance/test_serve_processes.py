"""What ``amana serve`` and ``amana worker`` do with processes, TLS and a service manager."""

import json
import signal
import socket
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Run, Serving

PATIENCE_S = 60


def _certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for this machine and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = folder / "cert.pem", folder / "key.pem"
    cert_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.touch(mode=0o600)
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert_file, key_file


def test_several_processes_share_one_door_and_no_secret_is_in_their_arguments(
    folder: Path, serving: "Serving", policy_of: "PolicyOf"
) -> None:
    """Each process is there under its name; a page comes whoever answers."""
    policy = policy_of(folder, "rose-shop")
    notified = folder / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(notified))
        manager.settimeout(PATIENCE_S)
        with serving(
            folder / "data",
            "--policy",
            policy,
            NOTIFY_SOCKET=str(notified),
            AMANA_WEB_PROCESSES="2",
            AMANA_WORKERS="2",
        ) as served:
            assert manager.recv(100) == b"READY=1"
            supervisor = psutil.Process(served.process.pid)
            # A thread or a connection would be torn by the next fork.
            assert supervisor.num_threads() == 1
            assert [it.status for it in supervisor.net_connections("inet")] == ["LISTEN"]
            assert supervisor.net_connections("unix") == []
            children = supervisor.children()
            names = sorted(child.name() for child in children if "amana" in child.name())
            assert names == [
                "amana sequencer",
                "amana web 1",
                "amana web 2",
                "amana worker 1",
                "amana worker 2",
            ]
            key = served.key("rose-shop")
            said = " ".join(word for child in children for word in child.cmdline())
            assert key not in said
            assert served.link() not in said
            for _ in range(20):
                assert httpx.get(f"{served.url}/rose-shop/privacy").status_code == 200
            assert served.stop() == 0
            assert manager.recv(100) == b"STOPPING=1"


def test_a_worker_joins_and_leaves_beside_a_running_server(
    folder: Path, serving: "Serving", run: "Run"
) -> None:
    """It needs a database that runs; jobs are listed while the server has it."""
    alone = run("worker", "--data", folder / "data")
    assert alone.code == 3
    with serving(folder / "data", "--service", "rose-shop") as served:
        listed = run("jobs", "list", "--data", served.data, "--format", "json")
        assert (listed.code, json.loads(listed.out)) == (0, {"set_aside": []})
        unknown = "019a6f6e-7b3c-7000-8000-000000000000"
        for deed in ("retry", "discard"):
            decided = run("jobs", deed, unknown, "--service", "rose-shop", "--data", served.data)
            assert decided.code == 3
        assert run("jobs", "retry", "--data", served.data).code == 2
        command = [*served.process.args[:1], "worker", "--data", served.data, "--format", "json"]  # type: ignore[index]  # the fixture gives a list
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout is not None
            assert json.loads(worker.stdout.readline()) == {"workers": 1, "pid": worker.pid}
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(PATIENCE_S) == 0
    assert "No job" in run("jobs", "list", "--data", folder / "data", "--lang", "en").out


def test_pages_by_tls_without_a_proxy(folder: Path, serving: "Serving", run: "Run") -> None:
    """With a certificate of one's own; what cannot be used is named before anything starts."""
    folder.mkdir()
    cert, key = _certificate(folder)
    with serving(
        folder / "data", "--tls-cert", cert, "--tls-key", key, "--host", "localhost"
    ) as served:
        assert served.url.startswith("https://")
        port = served.url.rpartition(":")[2]
        trust = ssl.create_default_context(cafile=str(cert))
        assert httpx.get(f"https://localhost:{port}/", verify=trust).status_code == 200
        with pytest.raises(httpx.HTTPError):
            httpx.get(f"http://localhost:{port}/")
    key.chmod(0o644)
    for arguments in (
        ("--tls-cert", cert),
        ("--tls-cert", cert, "--tls-key", key),
        ("--tls-cert", folder / "none.pem", "--tls-key", folder / "none.pem"),
    ):
        refused = run("serve", "--data", folder / "other", "--port", "0", *arguments)
        assert refused.code == 5
        assert "tls_" in refused.err
    assert not (folder / "other").exists()
