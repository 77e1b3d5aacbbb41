"""The one mailbox of a demonstration: every mail that Amana sends ends here and leaves no machine.

It speaks as much of SMTP (RFC 5321) as a relay's client needs, on this machine alone.
"""

import re
import socketserver
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Final

KEPT: Final = 300
"""Letters; older ones go."""
_LARGEST: Final = 1 << 20
_LINE: Final = 4_096
_SAID: Final = b"220 demonstration\r\n"
_OK: Final = b"250 OK\r\n"
_ANSWERS: Final = {
    b"EHLO": b"250-demonstration\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 SMTPUTF8\r\n",
    b"QUIT": b"221 bye\r\n",
    b"DATA": b"354 go on\r\n",
}
_ADDRESS: Final = re.compile(r"<(https?://[^<>\s]+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A letter as it came."""

    number: int
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    stop: str | None = field(repr=False)
    """The address to which a mail program posts to end such mail (RFC 8058)."""


@dataclass(slots=True)
class Mailbox:
    """Letters, the latest last."""

    port: int = 0
    maildir: Path | None = None
    """Where letters are laid down as they came too, for a probe to look at."""
    _letters: deque[Received] = field(default_factory=lambda: deque(maxlen=KEPT), repr=False)
    _came: threading.Condition = field(default_factory=threading.Condition, repr=False)
    _count: int = 0

    @property
    def address(self) -> str:
        """The address of its mail server."""
        return f"smtp://127.0.0.1:{self.port}"

    def latest(self) -> tuple[Received, ...]:
        """Return what is here, the latest first."""
        with self._came:
            return tuple(reversed(self._letters))

    def letter(self, number: int) -> Received | None:
        """Return the letter of this number, if it is still here."""
        return next((it for it in self.latest() if it.number == number), None)

    def put(self, raw: bytes) -> None:
        """Take a letter."""
        with self._came:
            if self.maildir is not None:
                (self.maildir / "new" / f"{self._count}.demonstration").write_bytes(raw)
            self._count += 1
            self._letters.append(_read(raw, self._count))
            self._came.notify_all()

    def wait_for(self, wanted: Callable[[Received], bool], *, at_most_s: float) -> bool:
        """Wait until a letter of that kind is here; tell whether one is."""
        with self._came:
            return self._came.wait_for(lambda: any(map(wanted, self._letters)), at_most_s)


def _read(raw: bytes, number: int) -> Received:
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain",))
    one_click = message.get("List-Unsubscribe-Post") is not None
    stop = _ADDRESS.search(str(message.get("List-Unsubscribe", ""))) if one_click else None
    return Received(
        number=number,
        to=str(message.get("To", "")),
        subject=str(message.get("Subject", "")),
        text="" if body is None else body.get_content(),
        stop=None if stop is None else stop[1],
    )


class _Talk(socketserver.StreamRequestHandler):
    """One conversation."""

    timeout = 30
    mailbox: Mailbox

    def handle(self) -> None:
        """Take every letter until the client says goodbye."""
        self.wfile.write(_SAID)
        while line := self.rfile.readline(_LINE):
            verb = line[:4].upper()
            self.wfile.write(_ANSWERS.get(verb, _OK))
            if verb == b"QUIT":
                return
            if verb == b"DATA":
                self.mailbox.put(self._letter())
                self.wfile.write(_OK)

    def _letter(self) -> bytes:
        """Read up to the line of one dot, without the dots that stand before dots."""
        read = bytearray()
        while (line := self.rfile.readline(_LINE)) not in {b".\r\n", b""}:
            if len(read) < _LARGEST:
                read += line.removeprefix(b".")
        return bytes(read)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def mailbox(maildir: Path | None = None) -> Iterator[Mailbox]:
    """Run a mailbox on a free port of this machine."""
    made = Mailbox(maildir=maildir)
    if maildir is not None:
        for name in ("cur", "new", "tmp"):
            (maildir / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = type("_Own", (_Talk,), {"mailbox": made})
    with _Server(("127.0.0.1", 0), handler) as server:
        made.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()
