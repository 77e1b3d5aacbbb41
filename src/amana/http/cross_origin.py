"""What a service's own pages may send here from their origin, and no other page."""

from dataclasses import dataclass
from typing import Final

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from amana.acts.banner.errors import ForeignSite
from amana.acts.permissions import Permission
from amana.http.platform import BannerActs

_ALLOWED: Final = "allowed_origin"


@dataclass(frozen=True, slots=True, eq=False)
class OwnSite:
    """Lets through what a page of the service itself sends, by the origin that its browser names.

    No cookie and no key comes with it: whom it is about stands in the body, by a random id that
    only that browser has.
    """

    permission: Permission
    acts: BannerActs

    def __call__(self, request: Request) -> None:
        """Raise ``ForeignSite`` for another page, and for what is sent by no page."""
        named = request.headers.getlist("origin")
        if len(named) != 1:
            raise ForeignSite
        self.acts.check_origin(request.path_params["service"], named[0])
        setattr(request.state, _ALLOWED, named[0])


@dataclass(frozen=True, slots=True)
class AllowedOrigin:
    """Lets the page that was let through read the answer, whatever it says."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and name the origin in the answer."""

        async def named(message: Message) -> None:
            origin = scope.get("state", {}).get(_ALLOWED)
            if origin is not None and message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["access-control-allow-origin"] = origin
                headers.add_vary_header("origin")
            await send(message)

        await self.app(scope, receive, named)
