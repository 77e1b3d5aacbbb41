"""One made-up visitor at the site's HTTP doors: opens pages, fills in their forms, follows on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from types import TracebackType
from typing import Final, Self, TypeAlias

import httpx

_TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="([A-Za-z0-9]+)"')
_SECONDS: Final = 30.0
Fields: TypeAlias = Mapping[str, str | Sequence[str]]


class NoForm(Exception):
    """The page that came has no form: it was another page, or a fault."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came."""

    status: int
    url: str
    """Without what comes after a question mark."""
    text: str

    def first(self, pattern: str) -> str:
        """Return the first group of what matches on the page. Raises ``NoForm``."""
        match = re.search(pattern, self.text)
        if match is None:
            raise NoForm
        return unescape(match[1])

    def choice(self, name: str, words: str) -> str:
        """Return the value of an option of a select, by some of its words."""
        part = self.text[self.text.index(f'name="{name}"') :]
        return Page(self.status, self.url, part).first(rf'value="([^"]+)"[^>]*>[^<]*{words}')


class Visitor:
    """A browser without script: it keeps cookies and sends forms as their page wrote them."""

    def __init__(self, url: str) -> None:
        """Begin without any cookie."""
        self._http = httpx.Client(
            base_url=url, follow_redirects=True, timeout=_SECONDS, trust_env=False
        )
        self._url = url

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

    def send(self, page: Page, path: str, fields: Fields) -> Page:
        """Send a form of this page."""
        token = page.first(_TOKEN.pattern)
        data = {"csrfmiddlewaretoken": token, **fields}
        return _page(self._http.post(path, data=data, headers={"Referer": f"{self._url}/"}))

    def fill(self, path: str, fields: Fields) -> Page:
        """Open a page and send the form that stands on it to the same path."""
        return self.send(self.open(path), path, fields)


def _page(response: httpx.Response) -> Page:
    where = str(response.url.copy_with(query=None))
    return Page(response.status_code, where, response.text)
