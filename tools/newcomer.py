"""Time a newcomer's path: ``python tools/newcomer.py [--save FILE] [--port N]``.

From a fresh clone and an empty home: ``make demo``, a person of the demonstration erased by the
application's key, and the certificate checked once the demonstration is over, without a network
where this system can take it away. Any Python runs it; what is timed is set up by the clone itself.
"""

import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
BAR_S: Final = 600
SERVICE: Final = "services-app"
_WAIT_S: Final = 900
_GONE: Final = 410
_KEPT: Final = (
    *("PATH", "LANG", "LC_ALL", "PYTHON", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"),
    *("http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"),
)
"""Of this environment; with what pip and uv are told of proxies and mirrors, and no more."""


class Watch:
    """Says how long each step took, and keeps it."""

    def __init__(self) -> None:
        """Begin now."""
        self._began = self._last = time.monotonic()
        self.steps: list[tuple[str, float]] = []

    def done(self, name: str, text: str) -> None:
        """End a step."""
        now = time.monotonic()
        self.steps.append((name, round(now - self._last, 1)))
        self._last = now
        print(f"{self.total:7.1f} s  {text}", flush=True)  # noqa: T201 - a program for the terminal

    @property
    def total(self) -> float:
        """Seconds since the beginning."""
        return round(self._last - self._began, 1)


def main() -> int:
    """Walk the path; end with 1 where it takes longer than the bar, or does not lead there."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="newcomer-") as folder:
        place = Path(folder)
        # As root the database runs under another account, which has to pass through.
        place.chmod(0o711)
        home = place / "home"
        home.mkdir(mode=0o711)
        watch = Watch()
        clone = _clone(place, watch)
        outside = os.environ  # noqa: TID251 - what the network of this machine wants
        given = {name: value for name, value in outside.items() if _is_kept(name)}
        given |= {"HOME": str(home)}
        certificate = place / "certificate.json"
        with _demo(clone, given, options.port, watch) as url:
            key = _erase(clone, url, given, certificate, watch)
        watch.done("stopped_s", "the demonstration is stopped")
        offline = _verify(clone, certificate, key)
        how = "without a network" if offline else "from the file and the key alone"
        watch.done("checked_s", f"the certificate holds, checked {how}")
        result = _result(clone, watch)
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    if options.save is not None:
        options.save.write_text(text, encoding="utf-8")
    return 0 if watch.total < BAR_S else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--save", type=Path, help="file for the result, with machine and versions")
    parser.add_argument("--port", type=int, default=8470, help="port of Amana in the demonstration")
    return parser.parse_args()


def _is_kept(name: str) -> bool:
    return name in _KEPT or name.startswith(("PIP_", "UV_"))


def _clone(place: Path, watch: Watch) -> Path:
    clone = place / "amana"
    command = ("git", "clone", "--quiet", str(ROOT), str(clone))
    subprocess.run(command, check=True)  # noqa: S603 - git of this machine
    watch.done("cloned_s", "cloned")
    return clone


@contextmanager
def _demo(clone: Path, given: dict[str, str], port: int, watch: Watch) -> Iterator[str]:
    """Run ``make demo`` until the context ends; give Amana's address."""
    said = clone.with_name("said")
    with said.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(  # noqa: S603 - the project's own command
            ("make", "demo", f"ARGS=--port {port}"),  # noqa: S607 - make of this machine
            cwd=clone,
            env=given,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait((clone / ".venv" / ".ready").exists, process, said)
        watch.done("set_up_s", "set up")
        guide = f"http://127.0.0.1:{port + 1}"
        _wait(lambda: guide in said.read_text(encoding="utf-8"), process, said)
        if _asked(f"{guide}/") is None:
            raise SystemExit(1)
        watch.done("first_page_s", "the first page stands")
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(120)


def _erase(clone: Path, url: str, given: dict[str, str], certificate: Path, watch: Watch) -> str:
    """Erase somebody of the demonstration and fetch the certificate; return the ledger's key."""
    data = clone / ".amana" / "demo"
    key = (data / "amana" / "secrets" / f"{SERVICE}.key").read_text(encoding="ascii").strip()
    person = _met(data)
    watch.done("met_s", "somebody came to the services app")
    answer = _asked(f"{url}/v1/erase", key, {"person": person})
    gone = _asked(f"{url}/v1/history", key, {"person": person})
    if answer is None or gone is not None:
        raise SystemExit(1)
    watch.done("erased_s", "erased: from now on every question about this person is refused")
    program = str(clone / ".venv" / "bin" / "amana")
    # Where no source has to follow there is no request, and the erasure names itself.
    which = str(answer["request"] or answer["erasure"])
    command = (program, "erased", "certificate", which, "--service", SERVICE)
    ends = time.monotonic() + _WAIT_S
    while time.monotonic() < ends:
        ran = subprocess.run(  # noqa: S603 - the project's own command
            (*command, "--data", str(data / "amana")),
            env=given,
            cwd=clone,
            check=False,
            capture_output=True,
        )
        if ran.returncode == 0:
            certificate.write_bytes(ran.stdout)
            watch.done("certified_s", "certified")
            return (data / "amana" / "ledger" / SERVICE / "key").read_text(encoding="ascii").strip()
        time.sleep(1)
    raise SystemExit(1)


def _met(data: Path) -> str:
    """Wait until a made-up person asked for something; return their number."""
    ends = time.monotonic() + _WAIT_S
    while time.monotonic() < ends:
        for file in sorted(data.rglob("maeen.sqlite3")):
            with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
                try:
                    row = db.execute("SELECT person FROM request LIMIT 1").fetchone()
                except sqlite3.OperationalError:
                    continue
            if row is not None:
                return str(row[0])
        time.sleep(0.5)
    raise SystemExit(1)


def _verify(clone: Path, certificate: Path, key: str) -> bool:
    """Check the certificate; tell whether there was no network while it was checked."""
    program = str(clone / ".venv" / "bin" / "amana")
    command = (program, "verify", "--certificate", str(certificate), "--key", key)
    apart = ("unshare", "--net", "--map-root-user")
    able = shutil.which("unshare") is not None and (
        subprocess.run((*apart, "true"), check=False, capture_output=True).returncode == 0  # noqa: S603 - of this system
    )
    subprocess.run((*apart, *command) if able else command, check=True)  # noqa: S603 - the project's own command
    return able


def _asked(
    url: str, key: str | None = None, body: dict[str, str] | None = None
) -> dict[str, Any] | None:
    """Return what an address of this machine answers; ``None`` for who was erased."""
    headers = {"Content-Type": "application/json"}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, content, headers)  # noqa: S310 - of this machine
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=60) as answer:
            text = answer.read()
    except urllib.error.HTTPError as error:
        if error.code == _GONE:
            return None
        raise
    found: dict[str, Any] = {} if body is None else json.loads(text)
    return found


def _wait(so: Callable[[], bool], process: "subprocess.Popen[bytes]", said: Path) -> None:
    ends = time.monotonic() + _WAIT_S
    while not so():
        if process.poll() is not None or time.monotonic() > ends:
            sys.stderr.write(said.read_text(encoding="utf-8"))
            raise SystemExit(1)
        time.sleep(0.1)


def _result(clone: Path, watch: Watch) -> dict[str, object]:
    """Return it in the form of the benchmarks' results."""
    program = (
        "import json; from amana.cli.benchmarks.result import machine; print(json.dumps(machine()))"
    )
    ran = subprocess.run(  # noqa: S603 - the clone's own Python
        (str(clone / ".venv" / "bin" / "python"), "-c", program), check=True, capture_output=True
    )
    total = ("newcomer_s", watch.total)
    return {
        "benchmark": "newcomer",
        "machine": json.loads(ran.stdout),
        "size": {"runs": 1, "load_at_end": round(os.getloadavg()[0])},
        "figures": [
            {
                "name": name,
                "value": value,
                "unit": "s",
                "bar": BAR_S if name == "newcomer_s" else None,
                "met": value < BAR_S if name == "newcomer_s" else None,
            }
            for name, value in (total, *watch.steps)
        ],
    }


if __name__ == "__main__":
    raise SystemExit(main())
