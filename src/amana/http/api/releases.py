"""Announced sharing and releases, for a service's own program. It approves no release."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse

from amana.acts.announcing.sharing_shown import announcement_json
from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.acts.releases.shown import release_json, release_whole_json
from amana.domain.ledger.entry import Json
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.release_shapes import (
    Announce,
    AnnouncementBegun,
    AnnouncementShown,
    AnnouncementsShown,
    Propose,
    ReleaseNamed,
    ReleasesShown,
    ReleaseWhole,
)
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import AskedReleaseActs, ServiceActs


def routes(acts: AskedReleaseActs, api: ServiceActs) -> APIRouter:
    """Return the routes under ``/v1/announcements`` and ``/v1/releases``."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    _announcements(router, acts, api)
    _releases(router, acts, api)
    return router


def _announcements(router: APIRouter, acts: AskedReleaseActs, api: ServiceActs) -> None:
    to_read = Depends(ServiceKey(Permission.SERVICE_ANNOUNCEMENT_READ, api))
    to_write = Depends(ServiceKey(Permission.SERVICE_ANNOUNCEMENT_WRITE, api))
    keyed = Depends(OnceOf(api))

    @router.get("/announcements", response_model=AnnouncementsShown)
    def announcements(caller: Annotated[Caller, to_read]) -> Response:
        """List what is announced, the latest first, with who was told and who said no."""
        found = acts.announcements(caller.service)
        return JSONResponse({"announcements": [announcement_json(each) for each in found]})

    @router.get("/announcements/{announcement}", response_model=AnnouncementShown)
    def announcement(caller: Annotated[Caller, to_read], announcement: UUID) -> Response:
        """Return how one announcement stands."""
        return JSONResponse(announcement_json(acts.announcement(caller.service, announcement)))

    @router.post("/announcements", response_model=AnnouncementBegun)
    def announce(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], body: Announce
    ) -> Response:
        """Begin to announce a sharing that the policy permits once it was announced."""
        caller.check_every_purpose()
        return once.answer(
            caller, lambda: {"announcement": str(acts.announce(caller.service, body.wanted()))}
        )


def _releases(router: APIRouter, acts: AskedReleaseActs, api: ServiceActs) -> None:
    to_read = Depends(ServiceKey(Permission.SERVICE_RELEASE_READ, api))
    to_write = Depends(ServiceKey(Permission.SERVICE_RELEASE_WRITE, api))
    keyed = Depends(OnceOf(api))

    @router.get("/releases", response_model=ReleasesShown)
    def releases(caller: Annotated[Caller, to_read]) -> Response:
        """List releases, those that wait for a second person first."""
        found = acts.releases(caller.service)
        return JSONResponse({"releases": [release_json(each) for each in found]})

    @router.get("/releases/{release}", response_model=ReleaseWhole)
    def release(caller: Annotated[Caller, to_read], release: UUID) -> Response:
        """Return one release with the document that asked for it."""
        return JSONResponse(release_whole_json(acts.release(caller.service, release)))

    @router.post("/releases", response_model=ReleaseNamed)
    def propose(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], body: Propose
    ) -> Response:
        """Propose a release, cut to what is promised; a member of the team approves it."""
        caller.check_every_purpose()
        return once.answer(
            caller, lambda: {"release": str(acts.propose(caller.service, body.proposed()))}
        )

    @router.post("/releases/{release}/withdraw", response_model=ReleaseNamed)
    def withdraw(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], release: UUID
    ) -> Response:
        """Withdraw what a program proposed, as long as nobody decided about it."""
        caller.check_every_purpose()

        def done() -> dict[str, Json]:
            acts.withdraw(caller.service, release)
            return {"release": str(release)}

        return once.answer(caller, done)
