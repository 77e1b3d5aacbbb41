"""Every address that the application shows to people, found from its routes and its own links."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
from fastapi import FastAPI
from fastapi.routing import APIRoute

_HREF: Final = re.compile(r'(?:href|action)="([^"]+)"')
_NAMES: Final = re.compile(r"{(\w+)[^}]*}")


def page_routes(app: FastAPI) -> tuple[APIRoute, ...]:
    """Return what is opened with GET outside the API: pages, and files beside them."""
    found: list[APIRoute] = []
    waiting = list(app.routes)
    for route in waiting:
        if isinstance(route, APIRoute):
            if "GET" in (route.methods or ()) and not route.path.startswith("/v1/"):
                found.append(route)
        else:
            inner = getattr(route, "original_router", None) or getattr(route, "routes", None)
            waiting += getattr(inner, "routes", inner or [])
    return tuple(found)


@dataclass(slots=True, kw_only=True)
class Found:
    """For each route the first address of it that was met."""

    routes: tuple[APIRoute, ...]
    service: str
    pages: dict[str, str] = field(default_factory=dict)
    """By the path of its route; the address that answered with a page."""
    wrong: dict[str, int] = field(default_factory=dict)
    """By address, where the answer was an error."""
    samples: dict[str, str] = field(default_factory=dict)
    """For each name in a path the first value that an address had for it."""
    _met: set[str] = field(default_factory=set)

    def met(self, address: str) -> str | None:
        """Note an address of this site; return it where its route has no other yet."""
        split = urlsplit(address)
        path = split.path
        if path.startswith("/console/") and path.split("/")[2] not in _SHARED | {self.service}:
            return None
        route = next((each for each in self.routes if each.path_regex.match(path)), None)
        if route is None or route.path in self._met:
            return None
        if (here := route.path_regex.match(path)) is not None:
            self.samples = {**here.groupdict(), **self.samples}
        self._met.add(route.path)
        query = [(name, value) for name, value in parse_qsl(split.query) if name != "lang"]
        return f"{path}?{urlencode(query)}" if query else path

    def note(self, address: str, answer: httpx.Response) -> None:
        """Note what an address answered."""
        path = urlsplit(address).path
        if answer.status_code >= httpx.codes.BAD_REQUEST:
            self.wrong[address] = answer.status_code
        if answer.headers.get("content-type", "").startswith("text/html"):
            route = next(each for each in self.routes if each.path_regex.match(path))
            self.pages[route.path] = address


_SHARED: Final = frozenset({"sign-in", "sign-ins"})


def find_pages(
    app: FastAPI,
    browser: httpx.Client,
    service: str,
    *,
    links: Iterable[str] = (),
    given: Mapping[str, str] | None = None,
) -> Found:
    """Open each route once: by a link that a page, or a letter among ``links``, leads to it by.

    Where no link does, the names in its path are those of other addresses, or else of ``given``:
    what is then shown is often an error, which people see too.
    """
    found = Found(routes=page_routes(app), service=service)
    plain = [each.path.replace("{service}", service) for each in found.routes]
    waiting = [path for path in plain if "{" not in path and found.met(path)]
    waiting += [path for link in links if (path := found.met(link))]
    _open_all(found, browser, waiting)
    samples = {**(given or {}), **found.samples, "service": service}
    left = [_NAMES.sub(lambda name: samples[name[1]], each.path) for each in found.routes]
    _open_all(found, browser, [path for path in left if found.met(path)])
    return found


def _open_all(found: Found, browser: httpx.Client, waiting: list[str]) -> None:
    for path in waiting:
        answer = browser.get(path)
        found.note(path, answer)
        if "html" in answer.headers.get("content-type", ""):
            waiting += [new for link in _links(answer.text) if (new := found.met(link))]


def _links(page: str) -> Iterator[str]:
    return (unescape(link) for link in _HREF.findall(page) if link.startswith("/"))
