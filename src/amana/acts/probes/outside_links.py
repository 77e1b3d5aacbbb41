"""Links out of a service's public pages: each is marked as such, and its site listed."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from protego import Protego
from selectolax.lexbor import LexborHTMLParser

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.acts.probes.sites import PORTS, Site
from amana.acts.probes.walk import Walk, is_page, joined
from amana.acts.probes.wire import AGENT, Answer, Wire
from amana.domain.evidence.question import ProbeName
from amana.domain.policy.model import Promise
from amana.domain.promises.scope import Scope

LONGEST_S: Final = 120.0
"""How long one look may take, over all addresses."""
_UGC: Final = "ugc"
_MARKS: Final = frozenset({"external", "sponsored", _UGC})
"""Tokens of ``rel`` that say that a link leads out: HTML Living Standard 4.6.7.6, and the registry
of existing values that it names."""
_MISSING: Final = range(400, 500)
_ROBOTS: Final = "/robots.txt"
_MOST_OF_ROBOTS: Final = 500 * 1024
"""Bytes that have to be read at least, and no more are (RFC 9309, 2.5)."""
_LEADING: Final = "a, area[href], form[action]"
_TARGETS: Final = ("href", "xlink:href", "action")
"""What takes a reader elsewhere, and the attributes that say where; an SVG's link has its own."""


def look(ground: Ground, *, longest_s: float = LONGEST_S) -> Looked:
    """Read what anybody can reach from the first page, and judge every link to another site.

    What ``robots.txt`` keeps from everybody is not read. A promise that lists no sites is kept
    only where nothing leads out. Where time ran out, none is called kept.
    """
    if not ground.sites:
        raise CannotLook(Unseen.NO_ADDRESS)
    until = time.monotonic() + longest_s
    judging = _Judging(
        own=tuple(_ascii(site.host) for site in ground.sites),
        listed={key: _listed(promise) for key, promise in ground.promises.items()},
    )
    pages, whole = 0, True
    for site in ground.sites:
        walk = Walk(site, may=_in_time(_allowed(ground.wire, site), until))
        for path, answer in walk.answers(ground.wire):
            judging.take(site, path, answer)
        whole = whole and time.monotonic() < until
        if not walk.read and whole:
            raise CannotLook(Unseen.UNREACHABLE)
        pages += walk.read
    return judging.seen(pages, whole=whole)


@dataclass(slots=True, kw_only=True)
class _Judging:
    """What the pages showed so far."""

    own: tuple[str, ...]
    listed: Mapping[str, tuple[str, ...]]
    """By promise the sites that it lists."""
    outside: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    faults: dict[Fault, None] = field(default_factory=dict)

    def take(self, site: Site, path: str, answer: Answer) -> None:
        """Judge the links of a page."""
        place = site.url + urlsplit(path).path
        for host, marks in _outside(answer, site.url + path, self.own):
            self.outside.add(host)
            for promise, sites in self.listed.items():
                if not sites:
                    continue
                # Where people put links themselves, nobody can list them beforehand.
                if _UGC not in marks and not _is_of(host, sites):
                    self._against(promise, Fault(code="unlisted", place=place))
                if not marks:
                    self._against(promise, Fault(code="unmarked", place=place))

    def seen(self, pages: int, *, whole: bool) -> Looked:
        """Return what was seen."""
        judged = {key for key, sites in self.listed.items() if sites or not self.outside}
        return Looked(
            kept=frozenset(judged - self.broken) if whole else frozenset(),
            broken=frozenset(self.broken),
            faults=tuple(self.faults),
            seen={"pages": pages, "outside": len(self.outside)},
        )

    def _against(self, promise: str, fault: Fault) -> None:
        self.broken.add(promise)
        self.faults[fault] = None


def _listed(promise: Promise) -> tuple[str, ...]:
    form = promise.form
    return form.links if isinstance(form, Scope) else ()


def _outside(
    answer: Answer, here: str, own: tuple[str, ...]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each link of a page to another site: its host, and by what it is marked."""
    if not is_page(answer):
        return
    tree = LexborHTMLParser(answer.body.decode("utf-8", "replace"))
    base = tree.css_first("base[href]")
    if base is not None:
        # One that names no address is as if it were not there (HTML Living Standard 4.2.3).
        with suppress(ValueError):
            here = joined(here, base.attributes.get("href") or "")
    for node in tree.css(_LEADING):
        named = (node.attributes.get(name) for name in _TARGETS)
        host = _host(here, next(filter(None, named), ""))
        if host is not None and not _is_of(host, own):
            rel = (node.attributes.get("rel") or "").lower().split()
            yield host, _MARKS.intersection(rel)


def _host(here: str, target: str) -> str | None:
    """Return the host that a link leads to; ``None`` where it leads to no page."""
    try:
        parts = urlsplit(joined(here, target))
        host = parts.hostname
    except ValueError:
        return None
    return _ascii(host) if host and parts.scheme in PORTS else None


def _ascii(host: str) -> str:
    """Return a name as it is asked for (RFC 5891); one that cannot be asked for as it stands."""
    try:
        return host.rstrip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _is_of(host: str, sites: Iterable[str]) -> bool:
    """Tell whether a host is one of the sites, or below one."""
    return any(host == each or host.endswith(f".{each}") for each in sites)


def _allowed(wire: Wire, site: Site) -> Callable[[str], bool]:
    """Return what tells whether a path may be read by ``robots.txt`` (RFC 9309, 2.3.1).

    Raises ``CannotLook``: where the file cannot be had, nothing may be read.
    """
    answer = wire.get(site, _ROBOTS)
    if answer.status in _MISSING:
        return lambda _: True
    if answer.status != 200:  # noqa: PLR2004 - of HTTP
        raise CannotLook(Unseen.ROBOTS)
    rules = Protego.parse(answer.body[:_MOST_OF_ROBOTS].decode("utf-8-sig", "replace"))

    @cache
    def may(path: str) -> bool:
        return bool(rules.can_fetch(path, AGENT))

    if not may("/"):
        raise CannotLook(Unseen.ROBOTS)
    return may


def _in_time(may: Callable[[str], bool], until: float) -> Callable[[str], bool]:
    """Return what allows no further page once time has run out."""
    return lambda path: time.monotonic() < until and may(path)


PROBE: Final = Probe(name=ProbeName.OUTSIDE_LINKS, every=NIGHTLY, look=look)
