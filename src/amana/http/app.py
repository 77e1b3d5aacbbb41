"""The application: routes, what guards them, and what answers for errors."""

from typing import Final

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig

from amana.http.api import (
    acceptances,
    acts,
    aggregates,
    audiences,
    breaches,
    choices,
    copies,
    customers,
    document,
    documents,
    erasures,
    events,
    hand_overs,
    holds,
    intake,
    messages,
    passwords,
    persons,
    policies,
    publications,
    receipts,
    record_sets,
    records,
    request_plans,
    requests,
    retention,
    sharing,
    source_maps,
)
from amana.http.api import releases as asked_releases
from amana.http.cross_origin import AllowedOrigin
from amana.http.doorway import Doorway
from amana.http.gate import cookie_name
from amana.http.limits import RateLimits
from amana.http.pages import (
    banner,
    certificate,
    feed,
    front,
    health,
    leaving,
    ledger,
    mail_in,
    policy,
    published,
    report,
    sharing_link,
    well_known,
)
from amana.http.pages.console import (
    access,
    access_reading,
    attestations,
    breach_affected,
    categories,
    corrections,
    figures,
    keys,
    letters,
    openid,
    operations,
    outbox,
    readings,
    releases,
    request_plan,
    request_recipients,
    requests_together,
    sessions,
    sources,
    team,
)
from amana.http.pages.console import breaches as breach_pages
from amana.http.pages.console import documents as document_pages
from amana.http.pages.console import holds as hold_desk
from amana.http.pages.console import keeping as keeping_desk
from amana.http.pages.console import policy as drafts
from amana.http.pages.console import publications as moderation
from amana.http.pages.console import request as request_page
from amana.http.pages.console import requests as request_desk
from amana.http.pages.console import sharing as sharing_desk
from amana.http.pages.console.desk import Desk
from amana.http.pages.me import address as own_address
from amana.http.pages.me import announced as own_announced
from amana.http.pages.me import asked_by_letter, centre, confirming, own
from amana.http.pages.me import copies as own_copies
from amana.http.pages.me import password as own_password
from amana.http.pages.me import providers as own_providers
from amana.http.pages.me import received as own_received
from amana.http.pages.me import requests as own_requests
from amana.http.pages.me import sessions as own_sessions
from amana.http.pages.me import sign_in as own_sign_in
from amana.http.pages.me.desk import PersonDesk
from amana.http.pages.me.entrance import lead_to_sign_in
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
    person = PersonDesk(platform=platform, renderer=renderer)
    for router in (
        health.routes(platform.watch),
        front.routes(platform.public, renderer),
        policy.routes(platform.public, renderer, platform.reach.public_url),
        mail_in.routes(platform.mail),
        feed.routes(platform.public, renderer, platform.reach.public_url),
        report.routes(platform.public, renderer),
        leaving.routes(platform.messages, renderer),
        sharing_link.routes(platform.sharing_notices, renderer),
        published.routes(platform.publications, renderer),
        certificate.routes(platform.certificates, renderer),
        ledger.routes(platform.public),
        banner.routes(platform.banner, platform.rates),
        sessions.routes(desk),
        openid.routes(desk),
        readings.routes(desk),
        drafts.routes(desk),
        attestations.routes(desk),
        access.routes(desk),
        access_reading.routes(desk),
        keys.routes(desk),
        team.routes(desk),
        letters.routes(desk),
        sharing_desk.routes(desk),
        releases.routes(desk),
        operations.routes(desk),
        figures.routes(desk),
        outbox.routes(desk),
        breach_pages.routes(desk),
        breach_affected.routes(desk),
        document_pages.routes(desk),
        request_desk.routes(desk),
        requests_together.routes(desk),
        request_plan.routes(desk),
        request_recipients.routes(desk),
        corrections.routes(desk),
        categories.routes(desk),
        request_page.routes(desk),
        sources.routes(desk),
        hold_desk.routes(desk),
        keeping_desk.routes(desk),
        moderation.routes(desk),
        own_sessions.routes(person),
        own_sign_in.routes(person),
        own_providers.routes(person),
        own_password.routes(person),
        own_address.routes(person),
        confirming.routes(person),
        asked_by_letter.routes(person),
        centre.routes(person),
        own_announced.routes(person),
        own_received.routes(person),
        own.routes(person),
        own_requests.routes(person),
        own_copies.routes(person),
        acts.routes(platform.api, platform.watch.acts),
        acceptances.routes(platform.api),
        choices.routes(platform.choices, platform.api),
        receipts.routes(platform.choices, platform.api),
        audiences.routes(platform.choices, platform.api),
        erasures.routes(platform.api),
        hand_overs.routes(platform.identity, platform.api),
        holds.routes(platform.asked_holds, platform.api),
        aggregates.routes(platform.aggregates, platform.api),
        customers.routes(platform.customers, platform.api),
        customers.end_user_routes(platform.end_users, platform.api),
        passwords.routes(platform.passwords, platform.api),
        events.routes(platform.events, platform.api),
        policies.routes(platform.api),
        records.routes(platform.records, platform.api),
        record_sets.routes(platform.record_sets, platform.api),
        retention.routes(platform.retention, platform.api),
        sharing.routes(platform.sharing, platform.api),
        asked_releases.routes(platform.asked_releases, platform.api),
        persons.routes(platform.persons, platform.api),
        messages.routes(platform.messages, platform.api),
        breaches.routes(platform.breaches, platform.api),
        documents.routes(platform.documents, platform.api),
        publications.routes(platform.publications, platform.api),
        requests.routes(platform.requests, platform.api),
        request_plans.routes(platform.asked_plans, platform.api),
        source_maps.routes(platform.asked_sources, platform.api),
        copies.routes(platform.copies, platform.api),
        intake.routes(platform.records, platform.api),
        document.routes(app),
        well_known.routes(platform.weakness, platform.reach.public_url),
    ):
        app.include_router(router)
    install(app, renderer)
    lead_to_sign_in(app, person)
    app.add_middleware(BodyLimit, renderer=renderer)
    app.add_middleware(
        RateLimits,
        rates=platform.rates,
        renderer=renderer,
        cookie=cookie_name(https=platform.https),
    )
    app.add_middleware(Doorway, renderer=renderer, reach=platform.reach)
    app.add_middleware(AllowedOrigin)
    app.add_middleware(Incidents, renderer=renderer)
    app.add_middleware(Watched, watching=platform.watch)
    app.add_middleware(SecurityHeaders)
    return app
