"""Counts, times and traces each request by its route's template, and logs it where that is wanted.

What stands in the address is never a label, a span or a line: a path or a query may hold
somebody's data, and who asks may choose it.
"""

import logging
import time
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from amana.http.platform import Watching
from amana.storage.spans import span

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_BROKEN_OFF: Final = 499
"""The status of a request that ended without an answer."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Watched:
    """Watches every request, whoever answers it."""

    app: ASGIApp
    watching: Watching

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note how it was answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), _BROKEN_OFF

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        method = scope["method"] if scope["method"] in _METHODS else "other"
        with span("request", method=method) as traced:
            try:
                await self.app(scope, receive, noted)
            finally:
                route = getattr(scope.get("route"), "path", "unmatched")
                traced(f"{method} {route}", route=route, status=status)
                self._note(route, method, status, time.perf_counter() - began)

    def _note(self, route: str, method: str, status: int, seconds: float) -> None:
        self.watching.acts.request(route=route, method=method, status=status, seconds=seconds)
        if self.watching.access_log:
            _log.info(
                "request",
                extra={
                    "event": "http.request",
                    "route": route,
                    "method": method,
                    "status": status,
                    "ms": round(seconds * 1000, 1),
                },
            )
