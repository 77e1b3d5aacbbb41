"""A browser that opens a page as a new visitor does, and says what the page asked for by itself.

It is a Chromium of the system, spoken to over a pipe by the DevTools protocol, with a profile that
is made for one look and removed. What leads to another host than those that were named is noted
and goes nowhere: such names are not even looked up.
"""

import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

INSTALLED: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Names under which systems have it."""
_PAGE_S: Final = 60.0
"""How long one page may take."""
_QUIET_S: Final = 1.5
"""How long a loaded page must ask for nothing until the look is over."""
_ENDS_WITHIN_S: Final = 10.0
_LONGEST: Final = 8 << 20
_FIRST_FREE: Final = 10
"""Pipes get numbers from here on, so that putting them at 3 and 4 overwrites none."""
_FLAGS: Final = (
    *("--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-default-apps", "--disable-extensions", "--disable-dev-shm-usage"),
    *("--no-default-browser-check", "--mute-audio", "--password-store=basic"),
)
_BEGIN: Final = """\
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Puts the pipes where the protocol wants them; shells know no numbers above nine."""


class BrowserFailed(Exception):
    """The browser did not start, ended, or did not come to the end of a page in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a page did before anybody touched it."""

    asked: frozenset[str]
    """Addresses that it asked for, its own among them."""
    cookies: frozenset[str]
    """Names of the cookies that were set."""


def installed() -> Path | None:
    """Return the Chromium of the system, if there is one."""
    found = (shutil.which(name) for name in INSTALLED)
    return next((Path(path) for path in found if path is not None), None)


@dataclass(frozen=True, slots=True)
class Browser:
    """A Chromium that can be started."""

    program: Path

    @contextmanager
    def started(self, hosts: frozenset[str]) -> Iterator["OpenBrowser"]:
        """Start it, to reach these hosts alone; in the end it is gone with all that it wrote.

        Raises ``BrowserFailed``, also while pages are opened.
        """
        with (
            tempfile.TemporaryDirectory(prefix="amana-look-", ignore_cleanup_errors=True) as folder,
            _pipes() as (told, said, theirs),
        ):
            command = _command(self.program, Path(folder), hosts, theirs)
            try:
                process = subprocess.Popen(  # noqa: S603 - the operator's own browser
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=theirs,
                    env={"HOME": folder, "PATH": os.defpath, "LANG": "C.UTF-8"},
                    start_new_session=True,
                )
            except OSError as error:
                raise BrowserFailed from error
            for each in theirs:
                os.close(each)
            try:
                yield OpenBrowser(told=told, said=said, hosts=hosts)
            finally:
                _end(process)


@contextmanager
def _pipes() -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Make both pipes: our ends, and the browser's, which the caller closes."""
    their_in, told = os.pipe()
    said, their_out = os.pipe()
    theirs = tuple(fcntl.fcntl(each, fcntl.F_DUPFD, _FIRST_FREE) for each in (their_in, their_out))
    os.close(their_in)
    os.close(their_out)
    try:
        yield told, said, (theirs[0], theirs[1])
    finally:
        os.close(told)
        os.close(said)


def _command(
    program: Path, folder: Path, hosts: frozenset[str], theirs: tuple[int, int]
) -> Sequence[str]:
    """Return what starts it, with its pipes at 3 and 4, as the protocol wants them."""
    rules = ", ".join(["MAP * ~NOTFOUND", *(f"EXCLUDE {host}" for host in sorted(hosts))])
    flags = [*_FLAGS, f"--user-data-dir={folder}", f"--host-resolver-rules={rules}"]
    if os.geteuid() == 0:
        # Chromium's sandbox does not work for root.
        flags.append("--no-sandbox")
    ends = map(str, theirs)
    return (sys.executable, "-I", "-S", "-c", _BEGIN, *ends, str(program), *flags, "about:blank")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End it with its children, which are in its group."""
    process.terminate()
    try:
        process.wait(_ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@dataclass(slots=True, kw_only=True)
class OpenBrowser:
    """A browser that runs."""

    told: int
    said: int
    hosts: frozenset[str]
    _number: int = 0
    _rest: bytes = b""
    _asked: set[str] = field(default_factory=set)
    _latest: float = 0.0
    _loaded: bool = False

    def open(self, url: str) -> Opened:
        """Open a page as somebody who was never here, and wait until it asks for nothing more.

        Raises ``BrowserFailed``.
        """
        deadline = time.monotonic() + _PAGE_S
        self._asked, self._loaded, self._latest = set(), False, time.monotonic()
        context = self._ask("Target.createBrowserContext", deadline)["browserContextId"]
        made = {"url": "about:blank", "browserContextId": context}
        target = self._ask("Target.createTarget", deadline, made)["targetId"]
        attached = {"targetId": target, "flatten": True}
        page = self._ask("Target.attachToTarget", deadline, attached)["sessionId"]
        for method, given in (
            ("Network.enable", {}),
            ("Page.enable", {}),
            ("Fetch.enable", {"patterns": [{"urlPattern": "*"}]}),
        ):
            self._ask(method, deadline, given, session=page)
        gone = self._ask("Page.navigate", deadline, {"url": url}, session=page)
        if gone.get("errorText"):
            raise BrowserFailed
        while not self._is_quiet():
            self._hear(deadline)
        found = self._ask("Storage.getCookies", deadline, {"browserContextId": context})
        self._ask("Target.disposeBrowserContext", deadline, {"browserContextId": context})
        return Opened(
            asked=frozenset(self._asked),
            cookies=frozenset(str(each["name"]) for each in found["cookies"]),
        )

    def _is_quiet(self) -> bool:
        return self._loaded and time.monotonic() - self._latest > _QUIET_S

    def _ask(
        self,
        method: str,
        deadline: float,
        given: Mapping[str, object] | None = None,
        *,
        session: str | None = None,
    ) -> dict[str, Any]:
        """Send a command and return its result; what happens meanwhile is noted."""
        number = self._send(method, given or {}, session)
        while True:
            answer = self._hear(deadline)
            if answer is not None and answer.get("id") == number:
                if "result" not in answer:
                    raise BrowserFailed
                result: dict[str, Any] = answer["result"]
                return result

    def _send(self, method: str, given: Mapping[str, object], session: str | None) -> int:
        self._number += 1
        message = {"id": self._number, "method": method, "params": given}
        named = message if session is None else {**message, "sessionId": session}
        written = json.dumps(named).encode() + b"\0"
        try:
            while written:
                written = written[os.write(self.told, written) :]
        except OSError as error:
            raise BrowserFailed from error
        return self._number

    def _hear(self, deadline: float) -> dict[str, Any] | None:
        """Take the next message in, waiting a little; ``None`` where none came."""
        if b"\0" not in self._rest:
            self._read(deadline)
        text, end, rest = self._rest.partition(b"\0")
        if not end:
            return None
        self._rest = rest
        message: dict[str, Any] = json.loads(text)
        self._note(message)
        return message

    def _read(self, deadline: float) -> None:
        if time.monotonic() > deadline or len(self._rest) > _LONGEST:
            raise BrowserFailed
        if not select.select([self.said], [], [], 0.1)[0]:
            return
        read = os.read(self.said, 1 << 16)
        if not read:
            raise BrowserFailed
        self._rest += read

    def _note(self, message: Mapping[str, Any]) -> None:
        """Note what the page asks for, and let through what stays with the named hosts."""
        method, given = message.get("method"), message.get("params", {})
        if method == "Page.loadEventFired":
            self._loaded = True
        if method != "Fetch.requestPaused":
            return
        url = str(given["request"]["url"])
        self._asked.add(url)
        self._latest = time.monotonic()
        own = urlsplit(url).hostname in self.hosts or not url.startswith("http")
        answer = {"requestId": given["requestId"]}
        if own:
            self._send("Fetch.continueRequest", answer, message.get("sessionId"))
        else:
            refused = {**answer, "errorReason": "BlockedByClient"}
            self._send("Fetch.failRequest", refused, message.get("sessionId"))
