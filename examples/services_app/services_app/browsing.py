"""One made-up visitor at the app's HTTP doors: opens pages, fills in their forms, follows on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from types import TracebackType
from typing import Self

import httpx

_FORM_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')
_VERSION = re.compile(r'name="version" value="(\d+)"')
_SECONDS = 20.0


class NoForm(Exception):
    """The page that came has no form: it was another page, or a fault."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came."""

    status: int
    text: str

    @property
    def form_token(self) -> str:
        """What its forms carry."""
        return _first(_FORM_TOKEN, self.text)

    @property
    def version(self) -> str:
        """The version of the policy that its form asks to accept."""
        return _first(_VERSION, self.text)

    def hidden(self, name: str) -> str:
        """Return what a hidden field of its form holds."""
        return _first(re.compile(rf'name="{name}" value="([0-9a-z]+)"'), self.text)

    def paths(self, pattern: str) -> tuple[str, ...]:
        """Return the paths on the page that match, each once."""
        return tuple(dict.fromkeys(unescape(found) for found in re.findall(pattern, self.text)))


class Visitor:
    """A browser without script: it keeps cookies and sends forms as their page wrote them."""

    def __init__(
        self, url: str, *, language: str = "ar", headers: Mapping[str, str] | None = None
    ) -> None:
        """Begin without any cookie but the language; ``headers`` are what the browser says."""
        self._http = httpx.Client(
            base_url=url,
            follow_redirects=True,
            timeout=_SECONDS,
            trust_env=False,
            cookies={"language": language},
            headers=headers,
        )

    def __enter__(self) -> Self:
        """Use it for a while."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close its connections."""
        self._http.close()

    def keep_cookie(self, name: str, value: str) -> None:
        """Keep a cookie that a script of a page would have set, such as the banner's."""
        self._http.cookies.set(name, value)

    def open(self, path: str) -> Page:
        """Open a page."""
        return _page(self._http.get(path))

    def send(self, page: Page, path: str, fields: Mapping[str, str]) -> Page:
        """Send a form of this page."""
        return _page(self._http.post(path, data={"form_token": page.form_token, **fields}))

    def fill(self, path: str, fields: Mapping[str, str]) -> Page:
        """Open a page and send the form that stands on it to the same path."""
        return self.send(self.open(path), path, fields)


def _page(response: httpx.Response) -> Page:
    return Page(response.status_code, response.text)


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    if match is None:
        raise NoForm
    return match.group(1)
