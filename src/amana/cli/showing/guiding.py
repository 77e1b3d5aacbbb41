"""The server of the pages that lead through a demonstration.

It is for whoever runs the demonstration, on this machine alone: another name in ``Host`` gets
nothing, and what changes something wants the token that stands in the page's own forms.
"""

import hmac
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Final
from urllib.parse import SplitResult, parse_qs, urlsplit

import httpx

from amana.cli.showing.guide import Guide
from amana.domain.errors import AmanaError
from amana.domain.hosts import is_loopback
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.wording.catalogue import explain

_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
    " form-action 'self' {amana}; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS: Final = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_HTML: Final = "text/html; charset=utf-8"
_FILES: Final = {
    "/amana.css": ("amana.http", "static/amana.css", "text/css; charset=utf-8"),
    "/guide.css": ("amana.cli.showing", "templates/guide.css", "text/css; charset=utf-8"),
    "/live.js": ("amana.cli.showing", "templates/live.js", "text/javascript; charset=utf-8"),
}
_LETTER: Final = re.compile(r"/letters/([0-9]{1,9})(/stop)?")
_SERVICE: Final = re.compile(r"/services/([a-z0-9_]{1,40})(/open)?")
_TOLD: Final = frozenset({"changed", "stopped", "not_stopped"})
_ONE_CLICK: Final = {"List-Unsubscribe": "One-Click"}
_LARGEST_FORM: Final = 4_096
_SECONDS: Final = 10.0


def _stopped(address: str) -> bool:
    """End such mail as a mail program does (RFC 8058, section 3.2); tell whether that went well."""
    try:
        with httpx.Client(timeout=_SECONDS, trust_env=False) as mail_program:
            return mail_program.post(address, data=_ONE_CLICK).is_success
    except httpx.HTTPError:
        return False


class _Handler(BaseHTTPRequestHandler):
    """Answers one visitor."""

    guide: Guide

    def do_GET(self) -> None:
        """Show a page, or a file that pages need."""
        if not self._is_ours():
            return self._answer(HTTPStatus.FORBIDDEN, "")
        parts = urlsplit(self.path)
        if parts.path in _FILES:
            package, name, kind = _FILES[parts.path]
            return self._answer(
                HTTPStatus.OK, files(package).joinpath(name).read_text("utf-8"), kind
            )
        try:
            page = self._page(parts)
        except AmanaError as error:
            said = explain(error, self._language(parts.query))
            return self._answer(HTTPStatus.SERVICE_UNAVAILABLE, said, "text/plain; charset=utf-8")
        if page is None:
            return self._answer(HTTPStatus.NOT_FOUND, self.guide.front(self._language(parts.query)))
        return self._answer(HTTPStatus.OK, page)

    def do_POST(self) -> None:
        """Do what a form of the pages asks for, and lead on."""
        form = self._form()
        if not self._is_ours() or not hmac.compare_digest(
            form.get("token", "").encode(), self.guide.token.encode()
        ):
            return self._answer(HTTPStatus.FORBIDDEN, "")
        parts = urlsplit(self.path)
        lead = self._done(parts.path)
        if lead is None:
            return self._answer(HTTPStatus.NOT_FOUND, "")
        if lead.startswith("/"):
            lead += f"{'&' if '?' in lead else '?'}lang={self._language(parts.query)}"
        return self._go(lead)

    def _page(self, parts: SplitResult) -> str | None:
        """Return the page of this address, or ``None``."""
        guide, language = self.guide, self._language(parts.query)
        asked = parse_qs(parts.query).get("told", [""])[0]
        told = asked if asked in _TOLD else ""
        fixed: dict[str, Callable[..., str]] = {"/": guide.front, "/letters": guide.letters}
        if parts.path in fixed:
            return fixed[parts.path](language, told=told)
        if (found := _SERVICE.fullmatch(parts.path)) and found[1] in guide.players and not found[2]:
            return guide.service(guide.players[found[1]], language, told=told)
        if (found := _LETTER.fullmatch(parts.path)) and not found[2]:
            letter = guide.mailbox.letter(int(found[1]))
            return None if letter is None else guide.letter(letter, language)
        return None

    def _done(self, path: str) -> str | None:
        """Do what is posted to this address, and return where to go; ``None`` if there is none."""
        guide = self.guide
        if path == "/console":
            return guide.acts.enter()
        if path == "/change" and "services_app" in guide.players:
            if not guide.acts.is_changed():
                guide.acts.change()
            return "/services/services_app?told=changed"
        if (found := _SERVICE.fullmatch(path)) and found[1] in guide.players and found[2]:
            guide.acts.open(found[1])
            return f"/services/{found[1]}"
        if (found := _LETTER.fullmatch(path)) and found[2]:
            letter = guide.mailbox.letter(int(found[1]))
            if letter is not None and letter.stop is not None:
                return f"/letters?told={'stopped' if _stopped(letter.stop) else 'not_stopped'}"
        return None

    def _is_ours(self) -> bool:
        """Tell whether the page was asked for under a name of this machine."""
        try:
            host = urlsplit(f"//{self.headers.get('host', '')}").hostname
        except ValueError:
            return False
        return host is not None and is_loopback(host)

    def _form(self) -> Mapping[str, str]:
        length = self.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > _LARGEST_FORM:
            return {}
        read = parse_qs(self.rfile.read(int(length)).decode("utf-8", "replace"))
        return {name: values[0] for name, values in read.items()}

    def _language(self, query: str) -> Language:
        asked = parse_qs(query).get("lang", [""])[0]
        return {"ar": ARABIC, "en": ENGLISH}.get(asked, self.guide.language)

    def _go(self, place: str) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("location", place)
        self.send_header("cache-control", "no-store")
        self.send_header("content-length", "0")
        self.end_headers()

    def _answer(self, status: HTTPStatus, text: str, kind: str = _HTML) -> None:
        body = text.encode("utf-8")
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("content-type", kind)
        self.send_header("content-security-policy", _POLICY.format(amana=self.guide.amana))
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: addresses of letters are in it."""


@contextmanager
def guided(guide: Guide, *, port: int = 0) -> Iterator[str]:
    """Show the pages until the context ends; give their address. A port that is taken is left."""
    handler = type("_Own", (_Handler,), {"guide": guide})
    with _server(handler, port) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def _server(handler: type[BaseHTTPRequestHandler], port: int) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        return ThreadingHTTPServer(("127.0.0.1", 0), handler)
