"""Rate limits on every door, before anything of a request is read.

The table of doors knows each route by its address; a test holds that every route stands in it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from amana.acts.rates import Rates, whole_seconds
from amana.domain.errors import AmanaError
from amana.domain.rates import Door
from amana.http.browser import address_of, counted_network
from amana.http.errors import RatesAway, TooMany
from amana.http.person_gate import person_cookie
from amana.http.problems import respond
from amana.http.rendering import Renderer

DOORS: Final = (
    (re.compile(r"/metrics|/\.well-known/.+|/v1/openapi\.json"), Door.PAGES),
    (re.compile(r"/v1/.+"), Door.API),
    (re.compile(r"/console/sign-in(/.*)?"), Door.SIGN_IN),
    (re.compile(r"/console(/.*)?"), Door.CONSOLE),
    (re.compile(r"/static/.+"), Door.STATIC),
    (re.compile(r"/[^/]+/me/(sign-in|confirm)(/.*)?"), Door.SIGN_IN),
    (re.compile(r"/[^/]+/me/hand-over"), Door.HAND_OVER),
    (re.compile(r"/[^/]+/me(/.*)?"), Door.PERSON),
    (re.compile(r"/[^/]+/ledger/.+"), Door.LEDGER),
    (re.compile(r"/[^/]+/banner\.js"), Door.STATIC),
    (re.compile(r"/[^/]+/banner/.+"), Door.BANNER),
    (re.compile(r"/[^/]+/(unsubscribe|sharing)/.+"), Door.PAGES),
    (re.compile(r"/[^/]+/published(\.json)?"), Door.PAGES),
    (re.compile(r"/[^/]+/certificate/(shown|file)"), Door.SIGN_IN),
    (re.compile(r"/[^/]+/certificate(/schema\.json)?"), Door.PAGES),
    (re.compile(r"/|/\.well-known/.+|/[^/]+/privacy(/.*)?|/[^/]+/mail-in"), Door.PAGES),
)
"""Address and door, in this order. New visitors of a banner are known further in (``VISITOR``)."""
UNCOUNTED: Final = re.compile(r"/health/(live|ready)|/metrics")
"""Asked by whoever watches the program, also when the store is away: never shut."""
_UNAUTHORIZED: Final = 401
_AGAIN_IN_S: Final = 5
"""When to try again where the store is away."""


def door_of(path: str) -> Door | None:
    """Return the door that an address belongs to; ``None`` for one that nothing of ours has."""
    return next((door for address, door in DOORS if address.fullmatch(path)), None)


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Lets each comer through as often as the door's rate says, and no one without a store."""

    app: ASGIApp
    rates: Rates
    renderer: Renderer
    cookie: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 429, or 503 where the store is away."""
        if scope["type"] != "http" or UNCOUNTED.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        # What is at no address of ours is a page that says so.
        door = door_of(scope["path"]) or Door.PAGES
        here = counted_network(address_of(request))
        who = _credential(request, door, self.cookie) or here
        try:
            wait = self.rates.shut_for(Door.REFUSED, here) if who != here else 0.0
            wait = wait or await self._wait(door, who)
        except AmanaError as fault:
            await self._refuse(request, RatesAway(), _AGAIN_IN_S, send, receive, cause=fault)
            return
        if wait:
            await self._refuse(
                request, TooMany(seconds=whole_seconds(wait)), wait, send, receive, door=door
            )
            return
        await self._go_on(scope, receive, send, here)

    async def _wait(self, door: Door, who: str) -> float:
        """Return the seconds to wait; most are answered without asking the store."""
        known = self.rates.pass_by(door, who)
        if known is not None:
            return known
        return await to_thread.run_sync(partial(self.rates.take, door, who))

    async def _go_on(self, scope: Scope, receive: Receive, send: Send, here: str) -> None:
        """Pass the request on, and count it where the key or session was nobody's."""
        stranger = False

        async def watched(message: Message) -> None:
            nonlocal stranger
            if message["type"] == "http.response.start":
                stranger = message["status"] == _UNAUTHORIZED
            await send(message)

        await self.app(scope, receive, watched)
        # Who was led to the entrance with a session that is nobody's is a stranger too.
        if stranger or scope.get("amana.stranger"):
            await to_thread.run_sync(partial(_count, self.rates.take, here))

    async def _refuse(
        self,
        request: Request,
        error: AmanaError,
        wait: float,
        send: Send,
        receive: Receive,
        *,
        door: Door | None = None,
        cause: AmanaError | None = None,
    ) -> None:
        error.__cause__ = cause
        answer = respond(request, error, self.renderer)
        answer.headers["retry-after"] = str(whole_seconds(wait))
        if door is not None:
            answer.headers["ratelimit-policy"] = f'"{door}";q={self.rates.limit(door)};w=60'
            answer.headers["ratelimit"] = f'"{door}";r=0;t={whole_seconds(wait)}'
        # What is still to come of the request is not read.
        answer.headers["connection"] = "close"
        await answer(request.scope, receive, send)


def _count(take: Callable[[Door, str], float], here: str) -> None:
    """Count a refusal. The answer is out already: a store that is away shuts the next door."""
    try:
        take(Door.REFUSED, here)
    except AmanaError:
        return


def _credential(request: Request, door: Door, cookie: str) -> str:
    """Return what the comer shows for themself, where the door asks for it."""
    if door is Door.API:
        # Without the scheme, which may be written in many ways, each of them a fresh rate.
        return request.headers.get("authorization", "").partition(" ")[2][:300]
    if door is Door.CONSOLE:
        return request.cookies.get(cookie, "")[:300]
    if door is Door.PERSON:
        service = request.url.path.split("/")[1]
        named = (person_cookie(service, https=https) for https in (True, False))
        return next(filter(None, (request.cookies.get(each) for each in named)), "")[:300]
    return ""
