"""One made-up visitor at the shop's HTTP doors: opens pages, sends their forms, follows on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

import httpx

_TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_SECONDS: Final = 30.0


class NoForm(Exception):
    """The page that came has no form: it was another page, or a fault."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came."""

    status: int
    path: str
    text: str

    @property
    def person(self) -> str:
        """The number of the account that the page shows."""
        return self.first(r'id="person">(c-[0-9a-f]{12})<')

    def first(self, pattern: str) -> str:
        """Return what stands on the page by this pattern; raises ``NoForm``."""
        found = re.search(pattern, self.text)
        if found is None:
            raise NoForm
        return found.group(1)


class Visitor:
    """A browser without script: it keeps cookies and sends forms as their page wrote them."""

    def __init__(self, url: str) -> None:
        """Begin without any cookie."""
        self._http = httpx.Client(
            base_url=url,
            follow_redirects=True,
            timeout=_SECONDS,
            trust_env=False,
            headers={
                "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
                "Accept": "text/html",
            },
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

    def open(self, path: str) -> Page:
        """Open a page."""
        return _page(self._http.get(path))

    def send(
        self, on: str, to: str, fields: Mapping[str, str], files: Mapping[str, bytes] | None = None
    ) -> Page:
        """Open a page and send the form on it to a path, with files by their fields' names."""
        token = self.open(on).first(_TOKEN.pattern)
        data = {"csrfmiddlewaretoken": token, **fields}
        return _page(self._http.post(to, data=data, files=files))

    def fill(self, path: str, fields: Mapping[str, str]) -> Page:
        """Open a page and send its form to the same path."""
        return self.send(path, path, fields)


def _page(response: httpx.Response) -> Page:
    return Page(response.status_code, response.url.path, response.text)
