"""Bodies of programs, read strictly (:mod:`amana.values.strict_json`)."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from amana.http.errors import NotJson
from amana.values.strict_json import parse_json


class StrictRequest(Request):
    """A request whose JSON is read strictly."""

    async def json(self) -> Any:  # noqa: ANN401 - the framework's own signature
        """Return the body's value; raises ``JSONDecodeError`` and ``UnicodeDecodeError``."""
        return parse_json(await self.body())


class StrictRoute(APIRoute):
    """A route whose requests are read strictly."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        answer = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            strict = StrictRequest(request.scope, request.receive)
            # Read to its end first: a body that is too long is that before anything else.
            if await strict.body() and not _is_json(strict):
                raise NotJson
            return await answer(strict)

        return strictly


def _is_json(request: Request) -> bool:
    """Tell whether the body is said to be JSON in UTF-8, and not packed.

    A browser sends other types from foreign pages without asking first.
    """
    kind, _, parameter = request.headers.get("content-type", "").lower().partition(";")
    return (
        len(request.headers.getlist("content-type")) == 1
        and kind.strip() == "application/json"
        and parameter.strip() in {"", "charset=utf-8", 'charset="utf-8"'}
        and request.headers.get("content-encoding", "identity").lower() == "identity"
    )
