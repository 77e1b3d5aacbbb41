"""Public pages of a service: values that its operator planted show on none of them."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.acts.probes.sites import Site, site_of
from amana.acts.probes.traces import traces
from amana.acts.probes.wire import Answer, Wire
from amana.domain.evidence.question import ProbeName
from amana.domain.policy.model import Promise
from amana.domain.promises.never import Never
from amana.domain.promises.protect import Protect

MOST_PAGES: Final = 60
"""Of one site in one look."""
_LONGEST_PATH: Final = 1_000
_GOOD: Final = 200
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(slots=True)
class _Walk:
    """A walk through one site, breadth first, each page once."""

    site: Site
    waiting: deque[str] = field(default_factory=lambda: deque(["/"]))
    known: set[str] = field(default_factory=lambda: {"/"})
    read: int = 0

    def pages(self, wire: Wire) -> Iterator[tuple[str, bytes]]:
        """Yield path and body of each page that anybody may read."""
        asked = 0
        while self.waiting and asked < MOST_PAGES:
            path, asked = self.waiting.popleft(), asked + 1
            answer = wire.get(self.site, path)
            self._note(path, _targets(answer))
            if answer.status == _GOOD:
                self.read += 1
                yield path, answer.body

    def _note(self, path: str, targets: Iterable[str]) -> None:
        """Put links that stay on the site in the queue."""
        for target in targets:
            found = _path_on(self.site, urljoin(self.site.url + path, target))
            if found is not None and found not in self.known and len(self.known) < 10 * MOST_PAGES:
                self.known.add(found)
                self.waiting.append(found)


def look(ground: Ground) -> Looked:
    """Read what anybody can reach from the first page, and search it for the planted values.

    A promise counts as seen only if a value of each of its categories is planted.
    """
    if not ground.sites:
        raise CannotLook(Unseen.NO_ADDRESS)
    about = {key: _data(promise) for key, promise in ground.promises.items()}
    if not any(data & set(ground.values) for data in about.values()):
        raise CannotLook(Unseen.NOTHING_PLANTED)
    faults: list[Fault] = []
    shown: set[str] = set()
    pages = 0
    forms = _forms(ground.values)
    for site in ground.sites:
        walk = _Walk(site)
        for path, body in walk.pages(ground.wire):
            found = {category for category, each in forms.items() if _in(body, each)}
            shown |= found
            place = site.url + urlsplit(path).path
            faults += [Fault(code="shown", place=place)] if found else []
        if not walk.read:
            raise CannotLook(Unseen.UNREACHABLE)
        pages += walk.read
    broken = frozenset(key for key, data in about.items() if data & shown)
    whole = frozenset(key for key, data in about.items() if data and data <= set(ground.values))
    return Looked(
        kept=whole - broken,
        broken=broken,
        faults=tuple(faults),
        seen={"pages": pages, "categories": tuple(sorted(ground.values))},
    )


def _data(promise: Promise) -> frozenset[str]:
    """Return what the promise keeps off public pages; promises about links have none."""
    form = promise.form
    return frozenset(form.data) if isinstance(form, Protect | Never) else frozenset()


def _forms(values: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[bytes]]:
    return {
        category: frozenset(form for value in each for form in traces(value))
        for category, each in values.items()
    }


def _in(body: bytes, forms: frozenset[bytes]) -> bool:
    return any(form in body for form in forms)


def _targets(answer: Answer) -> list[str]:
    """Return where a page leads: its links and frames, or its redirect."""
    if answer.status in _REDIRECTS:
        return [answer.headers.get("location", "")]
    if "html" not in answer.headers.get("content-type", ""):
        return []
    tree = LexborHTMLParser(answer.body.decode("utf-8", "replace"))
    found = [*tree.css("a[href]"), *tree.css("link[href]")]
    sources = [*tree.css("iframe[src]"), *tree.css("img[src]"), *tree.css("script[src]")]
    links = [node.attributes.get("href") for node in found]
    return [link for link in (*links, *(n.attributes.get("src") for n in sources)) if link]


def _path_on(site: Site, url: str) -> str | None:
    """Return the path and query of an address on the site; ``None`` where it leads away."""
    try:
        parts = urlsplit(urldefrag(url).url)
        same = site_of(f"{parts.scheme}://{parts.netloc}") == site
    except ValueError:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return path if same and path.isascii() and len(path) <= _LONGEST_PATH else None


PROBE: Final = Probe(name=ProbeName.PUBLIC_PAGES, every=NIGHTLY, look=look)
