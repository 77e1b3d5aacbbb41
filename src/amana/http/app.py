"""The application: routes, what guards them, and what answers for errors."""

from fastapi import FastAPI

from amana.http.api import acceptances, acts, erasures, policies
from amana.http.pages import front, ledger, policy, report
from amana.http.pages.console import attestations, readings, sessions
from amana.http.pages.console import policy as drafts
from amana.http.pages.console.desk import Desk
from amana.http.platform import Platform
from amana.http.problems import Incidents, install
from amana.http.rendering import Renderer
from amana.http.security import BodyLimit, SecurityHeaders


def create_app(platform: Platform) -> FastAPI:
    """Make the application over a platform. The server is started elsewhere."""
    renderer = Renderer(zone=platform.zone)
    app = FastAPI(title="Amana", docs_url=None, redoc_url=None, openapi_url=None)
    desk = Desk(platform=platform, renderer=renderer)
    for router in (
        front.routes(platform.public, renderer),
        policy.routes(platform.public, renderer, platform.origin),
        report.routes(platform.public, renderer),
        ledger.routes(platform.public),
        sessions.routes(desk),
        readings.routes(desk),
        drafts.routes(desk),
        attestations.routes(desk),
        acts.routes(platform.api),
        acceptances.routes(platform.api),
        erasures.routes(platform.api),
        policies.routes(platform.api),
    ):
        app.include_router(router)
    install(app, renderer)
    app.add_middleware(BodyLimit, renderer=renderer)
    app.add_middleware(Incidents, renderer=renderer)
    app.add_middleware(SecurityHeaders, https=platform.https)
    return app
