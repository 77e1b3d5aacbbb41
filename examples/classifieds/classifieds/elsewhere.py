"""What comes from others, at a second origin: tags, an advertisement, and three made-up networks.

Each network shows who could sign in there, sends the browser back with a code, and tells the
site's server for that code what it knows of them. None of it exists.
"""

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

_OTHERS: Final = Path(__file__).parent / "others"
_HOST: Final = "localhost"
"""Another name than the site's own, hence another origin with cookies of its own."""
_KINDS: Final = {".js": "text/javascript", ".html": "text/html"}
_TITLES: Final = {"liqa": "لقاء", "nidaa": "نداء", "dawwar": "دوّار"}
_COLOURS: Final = ("7a2e1d", "235c3a", "1d4e7a")
MEMBERS: Final = (
    ("1", "رهف الخصاونة", "0795550101", "rahaf@liqa.example"),
    ("2", "عدي البطاينة", "0785550102", "odai@liqa.example"),
    ("3", "لجين المجالي", "0775550103", "lujain@liqa.example"),
)
"""Who has an account in each network: number, name, phone, address. Nobody of them exists."""
_MOST_CODES: Final = 500


def _photo(place: int) -> str:
    colour = _COLOURS[place % len(_COLOURS)]
    return (
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E"
        f"%3Crect width='8' height='8' fill='%23{colour}'/%3E%3Ccircle cx='4' cy='3' r='1.6'"
        " fill='%23fff'/%3E%3Cpath d='M1 8c0-4 6-4 6 0' fill='%23fff'/%3E%3C/svg%3E"
    )


class _Others(BaseHTTPRequestHandler):
    """Answers for all of them."""

    codes: dict[str, tuple[str, str]]
    home: str
    """Where alone a network sends browsers back to."""

    def do_GET(self) -> None:
        """Find what is asked for."""
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        network, _, page = parts.path.strip("/").partition("/")
        if network in _TITLES and page == "authorize":
            self._authorize(network, asked)
        elif network in _TITLES and page == "profile":
            self._profile(network, asked.get("code", ""))
        else:
            self._file(network)

    def _file(self, name: str) -> None:
        path = _OTHERS / Path(name).name
        if not path.is_file():
            self._answer(404, "text/plain", b"")
            return
        self._answer(200, _KINDS.get(path.suffix, "text/plain"), path.read_bytes())

    def _authorize(self, network: str, asked: dict[str, str]) -> None:
        """Show who could sign in; whoever is picked goes back with a code."""
        back, state = asked.get("back", ""), asked.get("state", "")
        if f"{urlsplit(back).scheme}://{urlsplit(back).netloc}" != self.home:
            self._answer(400, "text/plain", b"")
            return
        picked = asked.get("as")
        if picked in {each[0] for each in MEMBERS}:
            code = secrets.token_urlsafe(16)
            if len(self.codes) >= _MOST_CODES:
                self.codes.pop(next(iter(self.codes)), None)
            self.codes[code] = (network, str(picked))
            self.send_response(302)
            self.send_header("Location", f"{back}?{urlencode({'code': code, 'state': state})}")
            self.end_headers()
            return
        rows = "".join(
            f'<p><a href="?{escape(urlencode({**asked, "as": number}))}">{name}</a></p>'
            for number, name, _, _ in MEMBERS
        )
        page = (
            '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{_TITLES[network]}</title></head><body><h1>شبكة «{_TITLES[network]}»</h1>"
            f"<p>شبكة مخترعة. من أنت؟</p>{rows}</body></html>"
        )
        self._answer(200, "text/html", page.encode())

    def _profile(self, network: str, code: str) -> None:
        """Tell the site's server what is known of whom a code stands for."""
        known = self.codes.get(code)
        if known is None or known[0] != network:
            self._answer(404, "application/json", b"{}")
            return
        place = next(i for i, each in enumerate(MEMBERS) if each[0] == known[1])
        number, name, phone, email = MEMBERS[place]
        told = {"number": number, "name": name, "phone": phone, "email": email}
        told["photo"] = _photo(place)
        self._answer(200, "application/json", json.dumps(told).encode())

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def elsewhere(home: str) -> Iterator[str]:
    """Serve what is of others until the context ends; give the origin.

    ``home`` is the site's own origin: no network sends a browser back to another.
    """
    handler = type("_Own", (_Others,), {"codes": {}, "home": home})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://{_HOST}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
