"""Pages of a service as they stand: the banner's line comes first, and others' tags wait for it.

The markup is read, as a browser without script gets it: what loads from another origin in it
loads before any choice. Where a browser is installed, the first pages are opened in it as well:
what the service's own scripts ask for, and which cookies they set, is seen there alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.acts.probes.walk import Walk
from amana.acts.probes.wire import Answer
from amana.channels.browser import Browser, BrowserFailed
from amana.domain.evidence.question import ProbeName
from amana.domain.promises.cookie import Cookie

MOST_OPENED: Final = 3
"""Pages of one site that a browser opens."""
MOST_PAGES: Final = 20
"""Of one site in one look: pages of one site share their frame."""
_LINE: Final = re.compile(r"^https?://[^/]+/(?:.+/)?([a-z0-9][a-z0-9-]{0,62})/banner\.js$")
_LOADING: Final = ("script", "iframe", "img", "embed", "video", "audio", "source", "link", "object")
_WHERE: Final = ("src", "srcset", "data", "href")
_LOADED_LINKS: Final = frozenset({"stylesheet", "preload", "modulepreload", "prefetch", "icon"})


def look(ground: Ground) -> Looked:
    """Read pages of each address and hold them against the promises about cookies.

    One page without the banner's line, with a tag of another origin that does not wait, or with
    a named cookie that comes before a choice, breaks them all: who visits does not know which.
    """
    if not ground.sites:
        raise CannotLook(Unseen.NO_ADDRESS)
    names, own = _names(ground), frozenset(site.url for site in ground.sites) | {""}
    found: dict[str, set[str]] = {}
    opened: list[_Page] = []
    for site in ground.sites:
        walk, read = Walk(site, most=MOST_PAGES), 0
        for path, answer in walk.answers(ground.wire):
            if "html" not in answer.headers.get("content-type", ""):
                continue
            read += 1
            place = site.url + urlsplit(path).path
            given = _Given(place=place, service=ground.service, names=names, own=own)
            found.setdefault(place, set()).update(_faults(answer, given))
            if read <= MOST_OPENED:
                opened.append(_Page(given=given, lines=frozenset(_lines(answer, given))))
        if not read:
            raise CannotLook(Unseen.UNREACHABLE)
    how = _open(ground.browser, opened, found)
    faults = tuple(
        Fault(code=code, place=place) for place in found for code in sorted(found[place])
    )
    promises = frozenset(ground.promises)
    return Looked(
        kept=frozenset() if faults else promises,
        broken=promises if faults else frozenset(),
        faults=faults,
        seen={"pages": len(found), "browser": how.value},
    )


class Opening(StrEnum):
    """Whether pages were opened in a browser as well."""

    OPENED = "opened"
    MISSING = "missing"
    """None is installed, or the settings want none."""
    FAILED = "failed"
    """It did not start, or did not come to the end of a page."""


def _names(ground: Ground) -> tuple[str, ...]:
    """Return the names of cookies that wait for a choice."""
    forms = (promise.form for promise in ground.promises.values())
    return tuple(name for form in forms if isinstance(form, Cookie) for name in form.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What a page is held against."""

    place: str
    """Its own address."""
    service: str
    names: tuple[str, ...]
    own: frozenset[str]
    """The service's own origins, and none at all."""


def _faults(answer: Answer, given: _Given) -> Iterator[str]:
    """Yield what is wrong with one page."""
    if any(_fits(name, set_) for name in given.names for set_ in _cookies(answer)):
        yield "cookie_before"
    tree, lined = LexborHTMLParser(answer.body.decode("utf-8", "replace")), False
    for node in tree.css(",".join(_LOADING)):
        for address in _loads(node):
            whole = urljoin(given.place, address)
            found = _LINE.match(urlsplit(whole)._replace(query="", fragment="").geturl())
            if node.tag == "script" and found is not None and found[1] == given.service:
                lined = True
            elif _origin(whole) not in given.own:
                yield "loads_before"
    if not lined:
        yield "no_banner"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page to be opened in a browser."""

    given: _Given
    lines: frozenset[str]
    """Origins of the banner's own script there."""


def _open(
    browser: Browser | None, pages: Sequence[_Page], found: Mapping[str, set[str]]
) -> Opening:
    """Open the pages, each as a new visitor, and add what is wrong once nobody chose anything."""
    if browser is None:
        return Opening.MISSING
    origins = {origin for page in pages for origin in page.given.own | page.lines if origin}
    hosts = frozenset(urlsplit(origin).hostname or "" for origin in origins)
    try:
        with browser.started(hosts) as window:
            for page in pages:
                given, seen = page.given, window.open(page.given.place)
                if any(_fits(name, cookie) for name in given.names for cookie in seen.cookies):
                    found[given.place].add("cookie_before")
                if any(_origin(it) not in given.own | page.lines for it in seen.asked):
                    found[given.place].add("loads_before")
    except BrowserFailed:
        return Opening.FAILED
    return Opening.OPENED


def _lines(answer: Answer, given: _Given) -> Iterator[str]:
    """Yield the origins of the banner's own script on the page."""
    tree = LexborHTMLParser(answer.body.decode("utf-8", "replace"))
    for node in tree.css("script[src]"):
        whole = urljoin(given.place, node.attributes.get("src") or "")
        found = _LINE.match(urlsplit(whole)._replace(query="", fragment="").geturl())
        if found is not None and found[1] == given.service:
            yield _origin(whole)


def _loads(node: LexborNode) -> Iterator[str]:
    """Yield the addresses from which a browser loads the element at once."""
    given: Mapping[str, str | None] = node.attributes
    kind = (given.get("type") or "").strip().lower()
    if node.tag == "script" and kind not in {"", "module"} and "javascript" not in kind:
        return
    if node.tag == "link" and not _LOADED_LINKS & set((given.get("rel") or "").lower().split()):
        return
    for name in _WHERE:
        value = (given.get(name) or "").strip()
        if name == "srcset":
            yield from (part.split()[0] for part in value.split(",") if part.strip())
        elif value:
            yield value


def _origin(address: str) -> str:
    """Return the origin of an address; nothing for what is loaded from nowhere, such as data."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else ""


def _cookies(answer: Answer) -> Iterator[str]:
    """Yield the names of the cookies that the page sets."""
    for line in answer.headers.get_list("set-cookie"):
        try:
            yield from SimpleCookie(line)
        except CookieError:
            yield line.partition("=")[0].strip()


def _fits(name: str, found: str) -> bool:
    return found.startswith(name[:-1]) if name.endswith("*") else found == name


PROBE: Final = Probe(name=ProbeName.BANNER, every=NIGHTLY, look=look)
