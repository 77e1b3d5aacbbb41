"""A walk over what anybody can reach of a site, from its first page on."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from amana.acts.probes.sites import Site, site_of
from amana.acts.probes.wire import Answer, Wire

MOST_PAGES: Final = 60
"""Of one site in one look."""
_LONGEST_PATH: Final = 1_000
_GOOD: Final = 200
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(slots=True)
class Walk:
    """A walk through one site, breadth first, each page once."""

    site: Site
    most: int = MOST_PAGES
    may: Callable[[str], bool] = lambda _: True
    """Which paths may be asked for."""
    waiting: deque[str] = field(default_factory=lambda: deque(["/"]))
    known: set[str] = field(default_factory=lambda: {"/"})
    read: int = 0

    def answers(self, wire: Wire) -> Iterator[tuple[str, Answer]]:
        """Yield path and answer of each page that anybody may read."""
        asked = 0
        while self.waiting and asked < self.most:
            path, asked = self.waiting.popleft(), asked + 1
            if not self.may(path):
                continue
            answer = wire.get(self.site, path)
            self._note(path, _targets(answer))
            if answer.status == _GOOD:
                self.read += 1
                yield path, answer

    def _note(self, path: str, targets: Iterable[str]) -> None:
        """Put links that stay on the site in the queue."""
        for target in targets:
            found = _path_on(self.site, self.site.url + path, target)
            if found is not None and self._is_new(found):
                self.known.add(found)
                self.waiting.append(found)

    def _is_new(self, path: str) -> bool:
        return path not in self.known and len(self.known) < 10 * MOST_PAGES and self.may(path)


def _targets(answer: Answer) -> list[str]:
    """Return where a page leads: its links and frames, or its redirect."""
    if answer.status in _REDIRECTS:
        return [answer.headers.get("location", "")]
    if not is_page(answer):
        return []
    tree = LexborHTMLParser(answer.body.decode("utf-8", "replace"))
    found = [*tree.css("a[href]"), *tree.css("link[href]")]
    sources = [*tree.css("iframe[src]"), *tree.css("img[src]"), *tree.css("script[src]")]
    links = [node.attributes.get("href") for node in found]
    return [link for link in (*links, *(n.attributes.get("src") for n in sources)) if link]


def is_page(answer: Answer) -> bool:
    """Tell whether an answer is a page; media types know no capitals (RFC 9110, 8.3.1)."""
    return "html" in answer.headers.get("content-type", "").lower()


def joined(here: str, target: str) -> str:
    """Return where a link leads, as browsers read it: backslashes are slashes (WHATWG URL, 4.4).

    Raises ``ValueError``.
    """
    return urljoin(here, target.strip().replace("\\", "/"))


def _path_on(site: Site, here: str, target: str) -> str | None:
    """Return the path and query of a link on the site; ``None`` where it leads away or nowhere."""
    try:
        parts = urlsplit(urldefrag(joined(here, target)).url)
        same = site_of(f"{parts.scheme}://{parts.netloc}") == site
    except ValueError:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return path if same and path.isascii() and len(path) <= _LONGEST_PATH else None
