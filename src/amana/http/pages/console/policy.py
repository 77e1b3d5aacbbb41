"""The draft of the policy, what publishing it would change, and publishing it."""

from datetime import datetime
from typing import Annotated, Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.permissions import Permission
from amana.acts.policy_desk import Draft, PlanView, PublicationDecision
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.http.errors import BadRequest
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service

LONGEST_DRAFT: Final = 1_000_000
_Text: TypeAlias = Annotated[str, Form(max_length=LONGEST_DRAFT)]


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/policy``."""
    router = APIRouter()
    _draft_routes(router, desk)
    _publish_routes(router, desk)
    return router


def _draft_routes(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.desk
    reader = Depends(desk.signed_in(Permission.STAFF_DRAFT_READ))
    writer = Depends(desk.own_form(Permission.STAFF_DRAFT_WRITE))

    @router.get("/console/{service}/policy")
    def show_draft(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """Show the draft, ready to be changed."""
        draft = acts.draft(staff, service)
        return desk.page(
            "policy.html",
            request,
            language,
            staff=staff,
            values={"service": service, "tab": "policy", "draft": draft},
        )

    @router.post("/console/{service}/policy")
    def save_draft(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        text: _Text = "",
        text_ar: _Text = "",
        text_en: _Text = "",
    ) -> Response:
        """Keep the draft, right or wrong, and tell all that is wrong with it."""
        texts: dict[Language, str] = {ARABIC: _lines(text_ar), ENGLISH: _lines(text_en)}
        draft = Draft(text=_lines(text), texts={lang: t for lang, t in texts.items() if t.strip()})
        acts.save_draft(staff, service, draft=draft)
        try:
            acts.check_draft(staff, service)
        except AmanaError as error:
            return desk.page(
                "policy.html",
                request,
                language,
                staff=staff,
                error=error,
                values={"service": service, "tab": "policy", "draft": draft},
            )
        return after(f"/console/{service}/policy", language, told="saved")


def _publish_routes(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.desk
    zone = desk.platform.zone
    reader = Depends(desk.signed_in(Permission.STAFF_DRAFT_READ))
    publisher = Depends(desk.own_form(Permission.STAFF_POLICY_PUBLISH))

    @router.get("/console/{service}/policy/plan")
    def show_plan(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """Show what publishing would change; a wrong draft goes back to its editor."""
        try:
            plan = acts.plan(staff, service)
        except AmanaError as error:
            draft = acts.draft(staff, service)
            return desk.page(
                "policy.html",
                request,
                language,
                staff=staff,
                error=error,
                values={"service": service, "tab": "policy", "draft": draft},
            )
        return desk.page(
            "plan.html",
            request,
            language,
            staff=staff,
            values=_of_plan(service, plan, zone),
        )

    @router.post("/console/{service}/policy/publish")
    def publish(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, publisher],
        number: Annotated[int, Form(ge=1, le=1_000_000)],
        digest: Annotated[str, Form(pattern=r"^[0-9a-f]{64}$")],
        material: Annotated[Literal["yes", "no"] | None, Form()] = None,
        reason: Annotated[str, Form(max_length=2_000)] = "",
        effective_at: Annotated[str, Form(max_length=40)] = "",
    ) -> Response:
        """Publish the draft as the version that was planned."""
        try:
            release = PublicationDecision(
                number=number,
                digest=digest,
                effective_at=_instant(effective_at, zone),
                material=None if material is None else material == "yes",
                reason=reason.strip(),
            )
            acts.publish(staff, service, release=release)
        except AmanaError as error:
            plan = acts.plan(staff, service)
            return desk.page(
                "plan.html",
                request,
                language,
                staff=staff,
                error=error,
                values=_of_plan(service, plan, zone),
            )
        return after(f"/console/{service}/policy", language, told="published")


def _of_plan(service: str, plan: PlanView, zone: ZoneInfo) -> dict[str, object]:
    """Return what the page of a plan shows, whether it is looked at or was refused."""
    return {
        "service": service,
        "tab": "policy",
        "plan": plan,
        "changes": plan.changes,
        "zone_name": str(zone),
    }


def _lines(text: str) -> str:
    """Return the text with the line ends that files have: forms send others."""
    return text.replace("\r\n", "\n")


def _instant(typed: str, zone: ZoneInfo) -> datetime | None:
    """Return the instant that was typed in the console's zone; nothing typed is at once."""
    if not typed:
        return None
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=zone)
    except ValueError:
        raise BadRequest(where="effective_at") from None
