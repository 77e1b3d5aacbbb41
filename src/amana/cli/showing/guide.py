"""The page that leads through a demonstration, with the mailbox in which all of its mail ends.

It is for whoever runs the demonstration, on this machine alone: another name in ``Host`` gets
nothing, and what changes something wants the token that stands in the page's own forms.
"""

import hmac
import re
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import parse_qs, urlsplit

import httpx
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from amana.cli.showing.mailbox import Mailbox, Received
from amana.domain.hosts import is_loopback
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.wording.bidi import direction
from amana.wording.catalogue import say

_HEADERS: Final = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src data:;"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_LETTER: Final = re.compile(r"/letters/([0-9]{1,9})(/stop)?")
_LINK: Final = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
_ONE_CLICK: Final = {"List-Unsubscribe": "One-Click"}
_LARGEST_FORM: Final = 4_096
_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where everything is."""

    amana: str
    service: str
    app: str
    tags: str
    officer: str
    file: str
    """Where the officer's password lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What the page shows, and the two things that it can do."""

    places: Places
    mailbox: Mailbox
    language: Language
    """The one it opens in."""
    is_changed: Callable[[], bool]
    """Tells whether the change of the policy was published."""
    change: Callable[[], object]
    """Publishes it."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    pages: Environment = field(
        default_factory=lambda: Environment(
            loader=PackageLoader("amana.cli.showing"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
    )

    def page(self, language: Language, *, letter: Received | None = None, told: str = "") -> str:
        """Return the page: of one letter, or of everything."""
        return self.pages.get_template("guide.html").render(
            language=language,
            direction=direction(language),
            other=ENGLISH if language == ARABIC else ARABIC,
            say=lambda key, **values: say(f"demo.guide.{key}", language, **values),
            places=self.places,
            letters=self.mailbox.latest(),
            letter=letter,
            text=None if letter is None else with_links(letter.text),
            changed=self.is_changed(),
            told=told,
            token=self.token,
        )


def with_links(text: str) -> Markup:
    """Return plain text as markup in which each address is a link."""
    made, at = Markup(), 0
    for found in _LINK.finditer(text):
        made += escape(text[at : found.start()])
        made += Markup('<a href="{0}"><bdi dir="ltr">{0}</bdi></a>').format(found[0])
        at = found.end()
    return made + escape(text[at:])


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
        """Show the page, a letter, or the style."""
        if not self._is_ours():
            return self._answer(HTTPStatus.FORBIDDEN, "")
        parts = urlsplit(self.path)
        language = self._language(parts.query)
        if parts.path == "/style.css":
            source = self.guide.pages.get_template("guide.css").render()
            return self._answer(HTTPStatus.OK, source, kind="text/css; charset=utf-8")
        if parts.path == "/":
            told = parse_qs(parts.query).get("told", [""])[0]
            known = told if told in {"changed", "stopped", "not_stopped"} else ""
            return self._answer(HTTPStatus.OK, self.guide.page(language, told=known))
        found = _LETTER.fullmatch(parts.path)
        letter = None if found is None else self.guide.mailbox.letter(int(found[1]))
        if letter is None:
            return self._answer(HTTPStatus.NOT_FOUND, self.guide.page(language))
        return self._answer(HTTPStatus.OK, self.guide.page(language, letter=letter))

    def do_POST(self) -> None:
        """Publish the change, or end mail as a mail program's own button does."""
        form = self._form()
        if not self._is_ours() or not hmac.compare_digest(
            form.get("token", "").encode(), self.guide.token.encode()
        ):
            return self._answer(HTTPStatus.FORBIDDEN, "")
        parts = urlsplit(self.path)
        found = _LETTER.fullmatch(parts.path)
        letter = None if found is None else self.guide.mailbox.letter(int(found[1]))
        if parts.path == "/change":
            if not self.guide.is_changed():
                self.guide.change()
            return self._go("changed", parts.query)
        if letter is None or letter.stop is None:
            return self._answer(HTTPStatus.NOT_FOUND, "")
        return self._go("stopped" if _stopped(letter.stop) else "not_stopped", parts.query)

    def _is_ours(self) -> bool:
        """Tell whether the page was asked for under a name of this machine."""
        host = urlsplit(f"//{self.headers.get('host', '')}").hostname
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

    def _go(self, told: str, query: str) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("location", f"/?lang={self._language(query)}&told={told}")
        self.send_header("content-length", "0")
        self.end_headers()

    def _answer(self, status: HTTPStatus, text: str, **headers: str) -> None:
        body = text.encode("utf-8")
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, headers.get("kind", value) if name == "content-type" else value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: addresses of letters are in it."""


@contextmanager
def guided(guide: Guide, *, port: int = 0) -> Iterator[str]:
    """Show the guide until the context ends; give its address."""
    handler = type("_Own", (_Handler,), {"guide": guide})
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
