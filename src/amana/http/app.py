"""The application: routes, what guards them, and what answers for errors."""

from typing import Final

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig

from amana.http.api import (
    acceptances,
    acts,
    choices,
    document,
    erasures,
    intake,
    persons,
    policies,
    records,
)
from amana.http.doorway import Doorway
from amana.http.gate import cookie_name
from amana.http.limits import RateLimits
from amana.http.pages import front, health, ledger, policy, report, well_known
from amana.http.pages.console import (
    access,
    access_reading,
    attestations,
    keys,
    openid,
    operations,
    readings,
    sessions,
    team,
)
from amana.http.pages.console import policy as drafts
from amana.http.pages.console.desk import Desk
from amana.http.platform import Platform
from amana.http.problems import Incidents, install
from amana.http.rendering import Renderer
from amana.http.security import BodyLimit, SecurityHeaders
from amana.http.watched import Watched

_OF_ITS_OWN: Final[TelemetryConfig] = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""The framework's own telemetry records addresses, wrong values of a body, and what errors say."""


def create_app(platform: Platform) -> FastAPI:
    """Make the application over a platform. The server is started elsewhere."""
    renderer = Renderer(zone=platform.zone)
    app = FastAPI(
        title="Amana", docs_url=None, redoc_url=None, openapi_url=None, telemetry=_OF_ITS_OWN
    )
    desk = Desk(platform=platform, renderer=renderer)
    for router in (
        health.routes(platform.watch),
        front.routes(platform.public, renderer),
        policy.routes(platform.public, renderer, platform.reach.public_url),
        report.routes(platform.public, renderer),
        ledger.routes(platform.public),
        sessions.routes(desk),
        openid.routes(desk),
        readings.routes(desk),
        drafts.routes(desk),
        attestations.routes(desk),
        access.routes(desk),
        access_reading.routes(desk),
        keys.routes(desk),
        team.routes(desk),
        operations.routes(desk),
        acts.routes(platform.api, platform.watch.acts),
        acceptances.routes(platform.api),
        choices.routes(platform.choices, platform.api),
        erasures.routes(platform.api),
        policies.routes(platform.api),
        records.routes(platform.records, platform.api),
        persons.routes(platform.persons, platform.api),
        intake.routes(platform.records, platform.api),
        document.routes(app),
        well_known.routes(platform.weakness, platform.reach.public_url),
    ):
        app.include_router(router)
    install(app, renderer)
    app.add_middleware(BodyLimit, renderer=renderer)
    app.add_middleware(
        RateLimits,
        rates=platform.rates,
        renderer=renderer,
        cookie=cookie_name(https=platform.https),
    )
    app.add_middleware(Doorway, renderer=renderer, reach=platform.reach)
    app.add_middleware(Incidents, renderer=renderer)
    app.add_middleware(Watched, watching=platform.watch)
    app.add_middleware(SecurityHeaders)
    return app
