"""One made-up visitor at an app's HTTP doors: opens pages, fills in their forms, follows on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from types import TracebackType
from typing import Final, Self, TypeAlias
from urllib.parse import urlsplit

import httpx

_SECONDS: Final = 40.0
_TOKEN: Final = re.compile(r'name="(csrfmiddlewaretoken|form_token)" value="(\w+)"')
"""By which an app knows its own forms: Django's, and ours."""
_VERSION: Final = r'name="version" value="(\d+)"'
_BROWSER: Final = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
    "Accept": "text/html",
}
Fields: TypeAlias = Mapping[str, str | Sequence[str]]


class NoForm(Exception):
    """The page that came has no form: it was another page, or a fault."""

    def __init__(self, status: int | None = None) -> None:
        """Keep with what status (RFC 9110) the page came, where one did."""
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came."""

    status: int
    url: str
    """Where it stands, without what comes after a question mark."""
    text: str

    @property
    def path(self) -> str:
        """Where it stands in its app."""
        return urlsplit(self.url).path

    @property
    def form_token(self) -> str:
        """What its forms carry. Raises ``NoForm``."""
        return self.token()[1]

    def token(self) -> tuple[str, str]:
        """Return the name and value of what its forms carry. Raises ``NoForm``."""
        found = _TOKEN.search(self.text)
        if found is None:
            raise NoForm(self.status)
        return found[1], found[2]

    @property
    def went_well(self) -> bool:
        """Tell whether it is a page, and not one that asks for a form to be mended."""
        return self.status == httpx.codes.OK and 'class="fault"' not in self.text

    @property
    def version(self) -> str:
        """The version of the policy that its form asks to accept."""
        return self.first(_VERSION)

    def hidden(self, name: str) -> str:
        """Return what a hidden field of its form holds."""
        return self.first(rf'name="{name}" value="(\w+)"')

    def first(self, pattern: str) -> str:
        """Return the first group of what matches on the page. Raises ``NoForm``."""
        found = re.search(pattern, self.text)
        if found is None:
            raise NoForm(self.status)
        return unescape(found[1])

    def paths(self, pattern: str) -> tuple[str, ...]:
        """Return what matches on the page, each once."""
        return tuple(dict.fromkeys(unescape(found) for found in re.findall(pattern, self.text)))

    def choice(self, name: str, words: str) -> str:
        """Return the value of an option of a select, by some of its words."""
        part = self.text[self.text.index(f'name="{name}"') :]
        return Page(self.status, self.url, part).first(rf'value="([^"]+)"[^>]*>[^<]*{words}')


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
            headers={**_BROWSER, "Referer": f"{url}/", **(headers or {})},
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

    def send(
        self, page: Page | str, path: str, fields: Fields, files: Mapping[str, bytes] | None = None
    ) -> Page:
        """Send a form of this page, or of the one at a path, with files by their fields' names."""
        shown = self.open(page) if isinstance(page, str) else page
        name, value = shown.token()
        return _page(self._http.post(path, data={name: value, **fields}, files=files))

    def fill(self, path: str, fields: Fields) -> Page:
        """Open a page and send the form that stands on it to the same path."""
        return self.send(path, path, fields)


def _page(response: httpx.Response) -> Page:
    return Page(response.status_code, str(response.url.copy_with(query=None)), response.text)
