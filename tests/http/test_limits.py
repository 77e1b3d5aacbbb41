"""Every door has a rate; who comes too often is told when to come again."""

import asyncio
import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.doors.public import PublicDoor
from amana.domain.rates import Door, Limits
from amana.http.browser import counted_network, family, network
from amana.http.limits import UNCOUNTED, door_of
from amana.http.platform import PublicActs
from amana.storage import GivenRootKey, ServerAddress, Storage

FEW = Limits(
    pages=2,
    banner=2,
    static=2,
    ledger=2,
    sign_in=2,
    hand_over=2,
    console=2,
    person=2,
    api=2,
    refused=2,
)
SAMPLES = {
    Door.PAGES: "/nothing/privacy",
    Door.STATIC: "/static/amana.css",
    Door.LEDGER: "/nothing/ledger/checkpoint",
    Door.SIGN_IN: "/console/sign-in",
    Door.HAND_OVER: "/nothing/me/hand-over",
    Door.BANNER: "/nothing/banner/choice",
    Door.CONSOLE: "/console",
    Door.PERSON: "/nothing/me",
    Door.API: "/v1/policy",
}


Limited = Callable[[Storage, Limits], FastAPI]


class Come(Protocol):
    """Sends requests from one network, one after the other."""

    def __call__(
        self, path: str, times: int, *, address: str = "", headers: dict[str, str] | None = None
    ) -> list[httpx.Response]:
        """Return the answers."""


def _come_to(app: FastAPI) -> Come:
    """Return what comes to this application, from a network that nobody used before."""

    def come(
        path: str, times: int, *, address: str = "", headers: dict[str, str] | None = None
    ) -> list[httpx.Response]:
        return asyncio.run(_ask(app, address or _fresh(), path, times, headers or {}))

    return come


async def _ask(
    app: FastAPI, address: str, path: str, times: int, headers: dict[str, str]
) -> list[httpx.Response]:
    transport = httpx.ASGITransport(app, client=(address, 5), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://privacy.example") as client:
        return [await client.get(path, headers=headers) for _ in range(times)]


def _fresh() -> str:
    """Return an address of a /64 of its own, kept for documentation (RFC 3849)."""
    return f"2001:db8:{secrets.randbelow(65_535):x}:{secrets.randbelow(65_535):x}::1"


@pytest.fixture
def come(storage: Storage, limited: Limited) -> Come:
    """Return what comes to an application that lets each comer through twice a minute."""
    return _come_to(limited(storage, FEW))


def test_every_route_has_a_door(app_of: Callable[[PublicActs], FastAPI], storage: Storage) -> None:
    """A route at an address that the table does not know would have no rate of its own."""
    scopes = {"public": {Door.PAGES, Door.STATIC, Door.LEDGER, Door.SIGN_IN, Door.BANNER}}
    scopes["public"].add(Door.HAND_OVER)
    scopes |= {"service": {Door.API}, "staff": {Door.CONSOLE}, "operator": {Door.PAGES}}
    scopes |= {"person": {Door.PERSON, Door.SIGN_IN}}
    routes = _routes(app_of(PublicDoor(storage, Path())))
    assert len(routes) > 30
    for path, permission in routes:
        address = re.sub(r"{[^}]+}", "x", path)
        if UNCOUNTED.fullmatch(address) is None:
            assert door_of(address) in scopes[permission.partition(":")[0]], path


@pytest.mark.parametrize("door", SAMPLES)
def test_a_door_shuts_and_says_when_it_opens(come: Come, door: Door) -> None:
    """The third request within a minute is one too many."""
    *before, last = come(SAMPLES[door], 3)
    assert 429 not in [answer.status_code for answer in before]
    assert last.status_code == 429
    assert 1 <= int(last.headers["retry-after"]) <= 60
    assert last.headers["ratelimit-policy"] == f'"{door}";q=2;w=60'
    assert "default-src 'none'" in last.headers["content-security-policy"]


def test_hand_overs_take_nothing_from_those_who_sign_in(come: Come) -> None:
    """Nor the other way: a whole office may come from its service at nine."""
    here = _fresh()
    assert come(SAMPLES[Door.HAND_OVER], 3, address=here)[-1].status_code == 429
    assert come(SAMPLES[Door.SIGN_IN], 1, address=here)[0].status_code != 429


def test_a_program_is_told_in_rfc_9457(come: Come) -> None:
    """With a code, and the seconds in words."""
    last = come("/v1/policy", 3, headers={"accept-language": "en"})[-1]
    assert last.headers["content-type"] == "application/problem+json"
    problem = last.json()
    assert (problem["status"], problem["code"]) == (429, "http.too_many")
    assert last.headers["retry-after"] in problem["detail"]


def test_a_whole_house_counts_once_and_another_beside_it(come: Come) -> None:
    """In IPv6 a comer is a /64, in IPv4 an address."""
    path = SAMPLES[Door.PAGES]
    here = _fresh()
    come(path, 2, address=here)
    assert come(path, 1, address=here[:-1] + "9")[0].status_code == 429
    assert come(path, 1)[0].status_code != 429


def test_addresses_at_which_nothing_is_are_counted(come: Come) -> None:
    """Who looks for weak places is counted too."""
    assert [answer.status_code for answer in come("/.env", 3)] == [404, 404, 429]


def test_keys_that_are_nobody_s_shut_the_door_of_their_network(
    storage: Storage, service: str, limited: Limited
) -> None:
    """A fresh key each time does not give a fresh rate; a good key from elsewhere passes."""
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="shop"))
    come = _come_to(limited(storage, replace(FEW, api=1_000)))
    here, tried = _fresh(), []
    for _ in range(4):
        bad = {"authorization": f"Bearer {secrets.token_hex(8)}"}
        tried += [answer.status_code for answer in come("/v1/policy", 1, address=here, headers=bad)]
    assert tried == [401, 401, 401, 429]
    good = {"authorization": f"Bearer {key}"}
    assert come("/v1/policy", 1, headers=good)[0].status_code == 404
    assert come("/v1/policy", 1, address=here, headers=good)[0].status_code == 429


def test_how_the_scheme_is_written_gives_no_fresh_rate(come: Come) -> None:
    """The rate is of the key."""
    key = secrets.token_hex(8)
    answers = [
        come("/v1/policy", 1, headers={"authorization": f"{scheme} {key}"})[0]
        for scheme in ("Bearer", "bearer", "BEARER")
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 429]


def test_without_its_store_no_door_opens(
    server: ServerAddress, place: Path, limited: Limited
) -> None:
    """What cannot be counted is refused, with the time to try again."""
    away = Storage(server, root_key=GivenRootKey(bytes(32)), secrets=place / "no-secrets")
    come = _come_to(limited(away, FEW))
    for path in SAMPLES.values():
        (answer,) = come(path, 1)
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("address", "kept", "counted"),
    [
        ("192.0.2.77", "192.0.2.0/24", "192.0.2.77/32"),
        ("::ffff:192.0.2.77", "192.0.2.0/24", "192.0.2.77/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/48", "fe80::/64"),
        ("", "", ""),
        ("not-an-address", "", ""),
    ],
)
def test_of_an_address_the_network_is_kept(address: str, kept: str, counted: str) -> None:
    """A sign-in shows less of it than what is counted together."""
    assert network(address) == kept
    assert counted_network(address) == counted


APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox, Linux"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) {APPLE} Safari/604.1", "Safari, iPhone"),
        (f"(Windows NT 10.0) {APPLE} Chrome/140.0.0.0 Safari/5 Edg/140.0", "Edge, Windows"),
        ("curl/8", ""),
        ("<script>", ""),
    ],
)
def test_of_a_browser_the_family_is_kept(agent: str, said: str) -> None:
    """Nothing of what it says stands in the list, only names of ours."""
    assert family(agent) == said


def _routes(app: FastAPI) -> list[tuple[str, str]]:
    """Return address and permission of each route."""
    found = []
    waiting = list(app.routes)
    for route in waiting:
        if isinstance(route, APIRoute):
            calls = [each.call for each in route.dependant.dependencies]
            asked = (getattr(call, "permission", None) for call in calls)
            named = [str(permission) for permission in asked if permission is not None]
            found += [(route.path, permission) for permission in named]
        else:
            inner = getattr(route, "original_router", None) or getattr(route, "routes", None)
            waiting += getattr(inner, "routes", inner or [])
    return found
