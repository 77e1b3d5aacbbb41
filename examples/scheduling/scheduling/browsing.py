"""A made-up visitor at the app's HTTP doors: opens pages, fills in their forms, follows on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from types import TracebackType
from typing import Final, Self

import httpx

_SECONDS: Final = 40.0
_TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="([A-Za-z0-9]+)"')
_VERSION: Final = re.compile(r'name="version" value="(\d+)"')


class NoForm(Exception):
    """The page that came has no form: it was another page, or a fault."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came."""

    status: int
    path: str
    text: str

    @property
    def went_well(self) -> bool:
        """Tell whether it is a page, and not one that asks for a form to be mended."""
        return self.status == httpx.codes.OK and 'class="fault"' not in self.text

    @property
    def version(self) -> str:
        """The version of the policy that its form asks to accept."""
        return _first(_VERSION, self.text)

    def links(self, pattern: str) -> tuple[str, ...]:
        """Return what matches on the page, each once."""
        return tuple(dict.fromkeys(unescape(found) for found in re.findall(pattern, self.text)))


class Visitor:
    """A browser without script: it keeps cookies and sends forms as their page wrote them."""

    def __init__(self, url: str) -> None:
        """Begin without any cookie."""
        self._http = httpx.Client(
            base_url=url, follow_redirects=True, timeout=_SECONDS, trust_env=False
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

    def send(self, page: Page, path: str, fields: Mapping[str, str]) -> Page:
        """Send a form of this page."""
        token = _first(_TOKEN, page.text)
        return _page(self._http.post(path, data={"csrfmiddlewaretoken": token, **fields}))

    def fill(self, path: str, fields: Mapping[str, str]) -> Page:
        """Open a page and send the form that stands on it to the same path."""
        return self.send(self.open(path), path, fields)


def _page(response: httpx.Response) -> Page:
    return Page(response.status_code, response.url.path, response.text)


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    if match is None:
        raise NoForm
    return match.group(1)
