"""The OpenAPI document of ``/v1``: what programs may ask, and every problem that can answer."""

from collections.abc import Iterator
from importlib import metadata
from typing import Any, Final

from fastapi import APIRouter, Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from amana.acts.permissions import Permission
from amana.http.gate import Anybody, ServiceKey
from amana.http.problems import API

Json = dict[str, Any]

_PROBLEM: Final = "application/problem+json"
_ABOUT: Final = (
    "What an application asks before it does anything with personal data. It names categories, "
    "never values. A refusal is an answer; a request that cannot be taken is a problem (RFC 9457)."
)
_PROBLEM_SCHEMA: Final[Json] = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "description": "`urn:amana:problem:` and the code"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What is wrong and what to do, by line"},
        "code": {"type": "string", "description": "Stable: see the list of errors"},
        "incident": {"type": "string", "description": "The number to tell who runs Amana"},
    },
    "additionalProperties": False,
}


def routes(app: FastAPI) -> APIRouter:
    """Return the route of the document; it is made once, when it is first asked for."""
    router = APIRouter(include_in_schema=False)
    made: list[Json] = []

    @router.get(
        f"{API}openapi.json", dependencies=[Depends(Anybody(Permission.PUBLIC_DOCUMENT_READ))]
    )
    def show_document() -> JSONResponse:
        """Return the OpenAPI document of this API."""
        if not made:
            made.append(document(app))
        return JSONResponse(made[0])

    return router


def document(app: FastAPI) -> Json:
    """Return the OpenAPI 3.1 document of all routes under ``/v1``."""
    found = {route.path: route for route in _routes(app.routes) if route.path.startswith(API)}
    made = get_openapi(
        title="Amana",
        version=metadata.version("amana"),
        description=_ABOUT,
        routes=[route for route in _routes(app.routes) if route.path.startswith(API)],
    )
    for path, item in made.get("paths", {}).items():
        for operation in item.values():
            _tell(operation, found[path])
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = _PROBLEM_SCHEMA
    made["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    return made


def _tell(operation: Json, route: APIRoute) -> None:
    """Say of an operation which key it needs, and what answers when it cannot be taken."""
    problem = {_PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    responses: Json = operation["responses"]
    responses.pop("422", None)
    if any(isinstance(each.call, ServiceKey) for each in route.dependant.dependencies):
        operation["security"] = [{"key": []}]
        responses["401"] = {"description": "The key is missing or nobody's", "content": problem}
    if "requestBody" in operation:
        responses["413"] = {"description": "The body is too long", "content": problem}
        responses["415"] = {"description": "The body is not JSON", "content": problem}
        responses["422"] = {"description": "The body does not have its form", "content": problem}
    responses["default"] = {"description": "Any other problem", "content": problem}


def _routes(routes: list[BaseRoute]) -> Iterator[APIRoute]:
    """Yield the routes of the application and of the routers that it includes."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
            continue
        inner = getattr(route, "original_router", None) or getattr(route, "routes", None)
        yield from _routes(list(getattr(inner, "routes", inner or ())))
