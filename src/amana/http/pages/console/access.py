"""Staff access: whom to find, what to ask for, who approves, and the list of all of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.access.ask import AccessAsked
from amana.acts.permissions import OF_ROLE, Permission
from amana.acts.staff import Staff
from amana.domain.access.access import LONGEST_REASON, AccessState
from amana.domain.decision.question import Refusal
from amana.domain.errors import AmanaError
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.staff import StaffRole
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service
from amana.wording.refusal import say_refusal

DAYS: Final = (1, 3, 7, 14, 30)
"""How long an access may be asked for on the page."""
READERS: Final = tuple(role for role in StaffRole if Permission.STAFF_ACCESS_USE in OF_ROLE[role])
"""The roles that may read at all."""


class FindBy(StrEnum):
    """By what a person is found: the service's own id, or what the service knows them by."""

    OWN = "own"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class AskForm:
    """The form that asks for an access, as it was filled in. The person stands in its body."""

    person: Annotated[str, Form(max_length=300)] = ""
    data: Annotated[tuple[str, ...], Form(max_length=200)] = ()
    purpose: Annotated[str, Form(max_length=100)] = ""
    reason: Annotated[str, Form(max_length=4 * LONGEST_REASON)] = ""
    days: Annotated[int, Form(ge=1, le=DAYS[-1])] = DAYS[1]
    whole: Annotated[bool, Form()] = False
    reader: Annotated[StaffRole | None, Form()] = None

    def asked(self) -> AccessAsked:
        """Return what it asks for; without a person it is a duty about nobody in particular."""
        return AccessAsked(
            person=self.person or None,
            data=frozenset(self.data),
            purpose=self.purpose,
            reason=self.reason,
            lasts=timedelta(days=self.days),
            reader=self.reader,
            whole=self.whole,
        )


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/access`` that show no values."""
    router = APIRouter()
    _list_routes(router, desk)
    _asking_routes(router, desk)
    _answering_routes(router, desk)
    return router


def _list_routes(router: APIRouter, desk: Desk) -> None:
    reader = Depends(desk.signed_in(Permission.STAFF_ACCESS_READ))
    asker = Depends(desk.signed_in(Permission.STAFF_ACCESS_ASK))

    @router.get("/console/{service}/access")
    def show_accesses(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """List the accesses: those that wait, those that are open, and those that are over."""
        return list_page(desk, request, service, language, staff)

    @router.get("/console/{service}/access/duty")
    def show_duty(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, asker]
    ) -> Response:
        """Show the form that asks for data for a duty, about nobody in particular."""
        return _ask_page(desk, request, service, language, staff, AskForm())


def _asking_routes(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.access
    writer = Depends(desk.own_form(Permission.STAFF_ACCESS_ASK))

    @router.post("/console/{service}/access/person")
    def find_person(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        by: Annotated[FindBy, Form()],
        value: Annotated[str, Form(max_length=300)],
    ) -> Response:
        """Find a person and show the form that asks for access to their data."""
        if by is FindBy.OWN:
            form = AskForm(person=value.strip())
            return _ask_page(desk, request, service, language, staff, form)
        try:
            found = acts.find(staff, service, kind=IdentifierKind(by.value), value=value)
        except AmanaError as error:
            return list_page(desk, request, service, language, staff, error=error)
        if len(found) == 1:
            return _ask_page(desk, request, service, language, staff, AskForm(person=found[0]))
        return list_page(desk, request, service, language, staff, found=found)

    @router.post("/console/{service}/access/ask")
    def ask(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        form: Annotated[AskForm, Depends()],
    ) -> Response:
        """Ask for an access: it opens, waits for a second person, or the policy refuses it."""
        try:
            answer = acts.ask(staff, service, asked=form.asked())
        except AmanaError as error:
            return _ask_page(desk, request, service, language, staff, form, error=error)
        if answer.state is None:
            refusals = answer.answer.refusals
            return _ask_page(desk, request, service, language, staff, form, refusals=refusals)
        told = "waits" if answer.state is AccessState.ASKED else "opened"
        return after(f"/console/{service}/access", language, told=told)


def _answering_routes(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.access
    approver = Depends(desk.own_form(Permission.STAFF_ACCESS_APPROVE))
    ender = Depends(desk.own_form(Permission.STAFF_ACCESS_ASK))

    @router.post("/console/{service}/access/{access}/approve")
    def approve(
        service: Service,
        access: uuid.UUID,
        language: InLanguage,
        staff: Annotated[Staff, approver],
    ) -> Response:
        """Open an access that waits, as its second person."""
        acts.approve(staff, service, access)
        return after(f"/console/{service}/access", language, told="approved")

    @router.post("/console/{service}/access/{access}/refuse")
    def refuse(
        service: Service,
        access: uuid.UUID,
        language: InLanguage,
        staff: Annotated[Staff, approver],
    ) -> Response:
        """Refuse an access that waits, as its second person."""
        acts.refuse(staff, service, access)
        return after(f"/console/{service}/access", language, told="refused")

    @router.post("/console/{service}/access/{access}/end")
    def end(
        service: Service, access: uuid.UUID, language: InLanguage, staff: Annotated[Staff, ender]
    ) -> Response:
        """Take an access back before its time."""
        acts.take_back(staff, service, access)
        return after(f"/console/{service}/access", language, told="taken_back")


def list_page(
    desk: Desk,
    request: Request,
    service: str,
    language: Language,
    staff: Staff,
    *,
    found: tuple[str, ...] | None = None,
    error: AmanaError | None = None,
) -> Response:
    """Show the list, with whom a look found, or with what was wrong."""
    return desk.page(
        "access.html",
        request,
        language,
        staff=staff,
        error=error,
        values={
            **here(service),
            "page": desk.platform.access.accesses(staff, service),
            "found": found,
            "find_by": tuple(FindBy),
        },
    )


def _ask_page(
    desk: Desk,
    request: Request,
    service: str,
    language: Language,
    staff: Staff,
    form: AskForm,
    *,
    refusals: tuple[Refusal, ...] = (),
    error: AmanaError | None = None,
) -> Response:
    """Show the form as it was filled in, with what the policy refused, or what was wrong."""
    return desk.page(
        "access_ask.html",
        request,
        language,
        staff=staff,
        error=error,
        values={
            **here(service),
            "choices": desk.platform.access.choices(staff, service),
            "typed": form,
            "days": DAYS,
            "readers": READERS,
            "refusals": tuple(say_refusal(each, language) for each in refusals),
        },
    )


def here(service: str) -> Mapping[str, object]:
    """Return what every page of staff access is given.

    The other language leads to the list: a page that a form opened has no address of its own.
    """
    return {"service": service, "tab": "access", "here": f"/console/{service}/access"}
