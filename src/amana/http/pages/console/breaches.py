"""Breaches at the desk: the clock at a glance, who is affected, the notice, forms, the register."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse

from amana.acts.breaches.case import HandedIn, Phase
from amana.acts.breaches.documents import form_page, register_page
from amana.acts.breaches.finding import Found
from amana.acts.breaches.given import Letter
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.breach.facts import Nature
from amana.domain.errors import AmanaError
from amana.domain.law.breaches import Severity
from amana.domain.promises.law import Law
from amana.domain.words import Language
from amana.http.pages.console.breach_facts import facts_of_form, shown_facts, with_times_kept
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service
from amana.http.printed import printed

_Line = Annotated[str, Form(min_length=1, max_length=200)]
_Text = Annotated[str, Form(min_length=1, max_length=4_000)]
_Letter = Annotated[str, Form(min_length=1, max_length=20_000)]


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/breaches``."""
    router = APIRouter()
    _looking(router, desk)
    _noting(router, desk)
    _telling(router, desk)
    return router


def _looking(router: APIRouter, desk: Desk) -> None:
    reader = Depends(desk.signed_in(Permission.STAFF_BREACH_READ))
    acts = desk.platform.breach_desk

    @router.get("/console/{service}/breaches")
    def show_breaches(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """List the breaches with their clocks, and offer to note one."""
        return _list(desk, request, service, language, staff)

    @router.get("/console/{service}/breaches/register")
    def show_register(
        service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """Return the register as a page to print."""
        return printed(register_page(acts.register(staff, service), language))

    @router.get("/console/{service}/breaches/{breach}")
    def show_breach(
        request: Request,
        service: Service,
        breach: UUID,
        language: InLanguage,
        staff: Annotated[Staff, reader],
    ) -> Response:
        """Show a breach: its clocks, who is affected, the notice, what was handed in."""
        return show_one(desk, request, service, breach, language, staff)

    @router.get("/console/{service}/breaches/{breach}/form/{law}")
    def show_form(
        service: Service,
        breach: UUID,
        law: Law,
        language: InLanguage,
        staff: Annotated[Staff, reader],
        phase: Phase = Phase.INITIAL,
        *,
        file: bool = False,
    ) -> Response:
        """Return the authority's form as a page to print, or as a file of JSON."""
        form = acts.form(staff, service, breach, law, phase)
        if file:
            name = f'attachment; filename="breach-{law.value}-{phase.value}.json"'
            return JSONResponse(dict(form), headers={"content-disposition": name})
        return printed(form_page(form, language))


def _noting(router: APIRouter, desk: Desk) -> None:
    writer = Depends(desk.own_form(Permission.STAFF_BREACH_WRITE))
    acts = desk.platform.breach_desk

    @router.post("/console/{service}/breaches")
    def open_breach(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        facts: Annotated[dict[str, Any], Depends(facts_of_form)],
        *,
        rehearsal: Annotated[bool, Form()] = False,
    ) -> Response:
        """Note a breach; times of the form are of UTC."""
        try:
            made = acts.open(staff, service, facts, rehearsal=rehearsal)
        except AmanaError as error:
            typed = facts | {"rehearsal": rehearsal}
            return _list(desk, request, service, language, staff, error=error, typed=typed)
        return after(f"/console/{service}/breaches/{made}", language, told="saved")

    @router.post("/console/{service}/breaches/{breach}/change")
    def change(
        request: Request,
        service: Service,
        breach: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        facts: Annotated[dict[str, Any], Depends(facts_of_form)],
        learnt: _Text,
    ) -> Response:
        """Note the facts as they are known now; those before stay in the breach's history."""
        try:
            before = acts.one(staff, service, breach).case["facts"]
            acts.change(staff, service, breach, with_times_kept(facts, before), learnt=learnt)
        except AmanaError as error:
            return show_one(desk, request, service, breach, language, staff, error, typed=facts)
        return after(f"/console/{service}/breaches/{breach}", language, told="saved")

    @router.post("/console/{service}/breaches/{breach}/close")
    def close(
        request: Request,
        service: Service,
        breach: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        reason: _Text,
    ) -> Response:
        """Note that a breach is over."""
        try:
            acts.close(staff, service, breach, reason)
        except AmanaError as error:
            return show_one(desk, request, service, breach, language, staff, error)
        return after(f"/console/{service}/breaches/{breach}", language, told="saved")


def _telling(router: APIRouter, desk: Desk) -> None:
    writer = Depends(desk.own_form(Permission.STAFF_BREACH_WRITE))
    acts = desk.platform.breach_desk

    @router.post("/console/{service}/breaches/{breach}/notice")
    def approve(
        request: Request,
        service: Service,
        breach: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        subject_ar: _Line,
        text_ar: _Letter,
        subject_en: _Line,
        text_en: _Letter,
    ) -> Response:
        """Approve the words in which people are told."""
        letters: dict[Language, Letter] = {
            "ar": Letter(subject=subject_ar, text=text_ar),
            "en": Letter(subject=subject_en, text=text_en),
        }
        try:
            acts.approve(staff, service, breach, letters)
        except AmanaError as error:
            return show_one(desk, request, service, breach, language, staff, error)
        return after(f"/console/{service}/breaches/{breach}", language, told="approved")

    @router.post("/console/{service}/breaches/{breach}/send")
    def send(
        request: Request,
        service: Service,
        breach: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
    ) -> Response:
        """Let everybody who is found be told."""
        try:
            acts.send(staff, service, breach)
        except AmanaError as error:
            return show_one(desk, request, service, breach, language, staff, error)
        return after(f"/console/{service}/breaches/{breach}", language, told="saved")

    @router.post("/console/{service}/breaches/{breach}/handed-in")
    def hand_in(
        request: Request,
        service: Service,
        breach: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        law: Annotated[Law, Form()],
        phase: Annotated[Phase, Form()],
        how: _Line,
    ) -> Response:
        """Note that the form was handed in to an authority, now."""
        try:
            acts.hand_in(staff, service, breach, HandedIn(law=law, phase=phase, at=None, how=how))
        except AmanaError as error:
            return show_one(desk, request, service, breach, language, staff, error)
        return after(f"/console/{service}/breaches/{breach}", language, told="saved")


def _list(
    desk: Desk,
    request: Request,
    service: str,
    language: Language,
    staff: Staff,
    *,
    error: AmanaError | None = None,
    typed: Mapping[str, Any] | None = None,
) -> Response:
    values: dict[str, Any] = {
        "service": service,
        "tab": "breaches",
        "shown": desk.platform.breach_desk.register(staff, service),
        "given": shown_facts(typed or {}),
        "natures": tuple(Nature),
        "severities": tuple(Severity),
        "may_write": staff.may(Permission.STAFF_BREACH_WRITE, service),
    }
    return desk.page("breaches.html", request, language, staff=staff, error=error, values=values)


def show_one(
    desk: Desk,
    request: Request,
    service: str,
    breach: UUID,
    language: Language,
    staff: Staff,
    error: AmanaError | None = None,
    *,
    typed: Mapping[str, Any] | None = None,
    found: Found | None = None,
) -> Response:
    """Answer with the page of a breach: with what was typed, and what a search found."""
    it = desk.platform.breach_desk.one(staff, service, breach)
    values: dict[str, Any] = {
        "service": service,
        "tab": "breaches",
        "it": it,
        "given": shown_facts(typed or it.case["facts"]),
        "found": found,
        "natures": tuple(Nature),
        "severities": tuple(Severity),
        "phases": tuple(Phase),
        "laws": {each.value: each for each in Law},
        "instant": datetime.fromisoformat,
        "may_write": staff.may(Permission.STAFF_BREACH_WRITE, service),
    }
    return desk.page("breach.html", request, language, staff=staff, error=error, values=values)
