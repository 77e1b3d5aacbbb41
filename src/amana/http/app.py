"""The application: routes, what guards them, and what answers for errors."""

from fastapi import FastAPI

from amana.http.pages import front, ledger, policy
from amana.http.platform import Platform
from amana.http.problems import Incidents, install
from amana.http.rendering import Renderer
from amana.http.security import BodyLimit, SecurityHeaders


def create_app(platform: Platform) -> FastAPI:
    """Make the application over a platform. The server is started elsewhere."""
    renderer = Renderer(zone=platform.zone)
    app = FastAPI(title="Amana", docs_url=None, redoc_url=None, openapi_url=None)
    for router in (
        front.routes(platform.public, renderer),
        policy.routes(platform.public, renderer),
        ledger.routes(platform.public),
    ):
        app.include_router(router)
    install(app, renderer)
    app.add_middleware(BodyLimit, renderer=renderer)
    app.add_middleware(Incidents, renderer=renderer)
    app.add_middleware(SecurityHeaders, https=platform.https)
    return app
