"""The program as anybody meets it: the real command in a process of its own, seen from outside."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx
import psutil
import pytest

AMANA = Path(sys.executable).with_name("amana")
PATIENCE_S = 60
LOOK_EVERY_S = 0.02

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة متجر الورد", en: "Privacy policy of the Rose Shop"}}
controller:
  name: {{ar: "متجر الورد", en: "The Rose Shop"}}
  email: privacy@rose.example
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients:
  courier: {{kind: service_providers, name: {{ar: "مندوب", en: "A courier"}}, country: QA}}
promises:
  R1: {{collect: [email, phone], from: person, at: [registration], for: [orders]}}
  R2: {{share: [phone], to: [courier], for: [orders]}}
"""


def _environment(**added: str) -> dict[str, str]:
    """Return this process's environment without settings of Amana, in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AMANA_")}
    return kept | {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"} | added


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A command that ended."""

    code: int
    out: str
    err: str


@dataclass(slots=True, kw_only=True)
class Served:
    """``amana serve`` as it runs, with what it said so far in files."""

    process: "subprocess.Popen[bytes]"
    data: Path
    said: Path
    notices: Path
    url: str = ""

    @property
    def out(self) -> str:
        """What it printed."""
        return self.said.read_text(encoding="utf-8")

    @property
    def err(self) -> str:
        """What it said on standard error."""
        return self.notices.read_text(encoding="utf-8")

    def link(self) -> str:
        """Return the one-time token of the console that it printed."""
        return str(re.findall(r"sign-in\?token=([\w-]+)", self.out)[-1])

    def key(self, service: str) -> str:
        """Return the API key that it wrote for a new service."""
        return (self.data / "secrets" / f"{service}.key").read_text(encoding="ascii").strip()

    def stop(self, kind: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal and return the code with which it ended."""
        self.process.send_signal(kind)
        return self.process.wait(PATIENCE_S)

    def databases(self) -> list[psutil.Process]:
        """Return the database's processes that belong to its folder and go on."""
        note = self.data / "database" / "cluster" / "postmaster.pid"
        with suppress(FileNotFoundError, psutil.NoSuchProcess):
            leader = psutil.Process(int(note.read_text(encoding="utf-8").splitlines()[0]))
            return [leader, *leader.children(recursive=True)]
        return []


class Run(Protocol):
    """Runs the program to its end."""

    def __call__(
        self, *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **env: str
    ) -> Ran:
        """Return how it ended."""


class Serving(Protocol):
    """Runs ``amana serve`` for as long as a context lasts."""

    def __call__(
        self, data: Path, *options: str | Path, cwd: Path | None = None, **env: str
    ) -> AbstractContextManager[Served]:
        """Return the context."""


PolicyOf = Callable[[Path, str], Path]
"""Writes a small policy of a service into a folder and returns the file."""


@pytest.fixture(scope="session")
def shelf() -> Iterator[Path]:
    """Make a folder that a database's unprivileged account can pass through."""
    folder = Path(tempfile.mkdtemp(prefix="amana-acceptance-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def folder(shelf: Path) -> Path:
    """Return a place for data that nobody used yet."""
    return shelf / secrets.token_hex(4)


def _run(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **env: str) -> Ran:
    """Run the program to its end and say how it ended."""
    ended = subprocess.run(
        [AMANA, *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=_environment(**env),
        timeout=2 * PATIENCE_S,
        check=False,
    )
    return Ran(code=ended.returncode, out=ended.stdout.decode(), err=ended.stderr.decode())


@pytest.fixture(scope="session")
def run() -> Run:
    """Return what runs the program to its end."""
    return _run


@contextmanager
def _serving(
    data: Path, *options: str | Path, cwd: Path | None = None, **env: str
) -> Iterator[Served]:
    """Run ``amana serve`` and wait until it says that it is ready, or ended."""
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    said, notices = (data.with_name(f"{data.name}.{end}") for end in ("out", "err"))
    with said.open("wb") as out, notices.open("wb") as err:
        process = subprocess.Popen(
            [AMANA, "serve", "--data", data, "--port", "0", *options],
            stdout=out,
            stderr=err,
            cwd=cwd,
            env=_environment(**env),
        )
    served = Served(process=process, data=data, said=said, notices=notices)
    try:
        served.url = _ready(served)
        yield served
    finally:
        if process.poll() is None:
            served.stop()


def _ready(served: Served) -> str:
    """Return the address once it is said."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and served.process.poll() is None:
        found = re.search(r'https?://[^\s"/]+', served.out)
        if found and (served.out.startswith("{") or "Ctrl-C" in served.out):
            return found[0]
        time.sleep(LOOK_EVERY_S)
    pytest.fail(f"not served: {served.err}")


@pytest.fixture(scope="session")
def serving() -> Serving:
    """Return what runs ``amana serve`` for as long as a context lasts."""
    return _serving


@pytest.fixture(scope="session")
def policy_of() -> PolicyOf:
    """Return what writes a small policy of a service into a folder."""

    def write(folder: Path, service: str) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{service}.yaml"
        path.write_text(POLICY.format(service=service), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def shop(shelf: Path, policy_of: PolicyOf) -> Iterator[Served]:
    """Run one server for many tests: a shop with a policy, and services that have none yet."""
    path = policy_of(shelf / "shop", "rose-shop")
    empty = [word for name in EMPTY_SERVICES for word in ("--service", name)]
    with _serving(shelf / "shop" / "data", "--policy", path, *empty) as served:
        yield served


EMPTY_SERVICES = ("fresh-life", "fresh-browser", "fresh-bad-ar", "fresh-bad-en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A browser's client that is signed in at the console."""

    client: httpx.Client
    token: str

    def post(self, path: str, *, files: object = None, **fields: str) -> httpx.Response:
        """Send a form of one's own session."""
        return self.client.post(path, data={"form_token": self.token, **fields}, files=files)  # type: ignore[arg-type]  # whatever httpx takes as files

    def get(self, path: str) -> str:
        """Return a page's text."""
        answer = self.client.get(path)
        assert answer.status_code == httpx.codes.OK, answer.text
        return answer.text


@pytest.fixture(scope="session")
def desk(shop: Served) -> Iterator[Desk]:
    """Sign in at the console of the shop's server, by the link that the program printed."""
    with httpx.Client(base_url=shop.url, headers={"origin": shop.url}, timeout=30) as client:
        assert client.post("/console/sign-in", data={"token": shop.link()}).status_code == 303
        page = client.get("/console").text
        yield Desk(
            client=client, token=page.partition('name="form_token" value="')[2].partition('"')[0]
        )


@pytest.fixture(scope="session")
def api(shop: Served) -> Iterator[httpx.Client]:
    """Return a client with the shop's API key, taken from the file that the program wrote."""
    bearer = {"authorization": f"Bearer {shop.key('rose-shop')}", "accept-language": "en"}
    with httpx.Client(base_url=shop.url, headers=bearer, timeout=30) as client:
        yield client
