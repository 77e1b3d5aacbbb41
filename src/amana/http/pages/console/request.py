"""One request at the desk: what is seen before a decision, the decision, and how it goes on."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Annotated, Final, Literal, TypeVar, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from markupsafe import Markup

from amana.acts.permissions import Permission
from amana.acts.requests.case import Case
from amana.acts.requests.errors import UnknownChoice
from amana.acts.requests.list_requests import RequestShown
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.promises.law import Law
from amana.domain.request.states import WAYS, State, Step
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.domain.vocabulary.requests import ExtensionReason, RefusalReason
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.console.faults import fault_words
from amana.http.pages.public import InLanguage, Service
from amana.http.platform import RequestDeskActs
from amana.http.rendering import known_acts

_Choice = TypeVar("_Choice", bound=StrEnum)
Deed = Literal[
    "prove",
    "confirm",
    "refuse",
    "extend",
    "settle",
    "carry-out",
    "finish",
    "announce-lifting",
    "lift",
]
_Lesser = Literal["prove", "confirm", "refuse", "extend", "settle", "finish"]
"""What takes no approval."""
_Approved = Literal["carry-out", "announce-lifting", "lift"]
"""What takes one."""
_LEADS_TO: Final[dict[Deed, Step]] = {
    "prove": Step.PROVE,
    "refuse": Step.REFUSE,
    "settle": Step.SETTLE,
    "carry-out": Step.BEGIN,
    "finish": Step.BEGIN,
}
_REFUSALS: Final = {each.value: each for each in RefusalReason}
_WORDS: Final = {
    "laws": {each.value: each for each in Law},
    "means": {each.value: each for each in IdentityMeans},
    "refusals": _REFUSALS,
    "extensions": {each.value: each for each in ExtensionReason},
}


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/requests/{asked}``."""
    router = APIRouter(prefix="/console/{service}/requests/{asked}")
    _looking(router, desk)
    for name in get_args(_Approved):
        _approving(router, desk, name)
    _deciding(router, desk)
    return router


def _page(
    desk: Desk,
    request: Request,
    service: str,
    language: Language,
    staff: Staff,
    asked: UUID,
    *,
    template: str = "request.html",
    error: AmanaError | None = None,
    deed: Deed | None = None,
    choice: str = "",
) -> Response:
    case = desk.platform.request_desk.one(staff, service, asked)
    values = {
        "service": service,
        "tab": "requests",
        "case": case,
        "shown": case.shown,
        "progress": desk.platform.request_plans.progress(staff, service, asked),
        "fault": partial(fault_words, language=language),
        "answer": _answer(desk, service, case, deed, choice),
        "deed": deed,
        "choice": choice,
        "known_acts": known_acts(language),
        "may_approve": staff.may(Permission.STAFF_REQUEST_APPROVE, service),
        "may_write": staff.may(Permission.STAFF_REQUEST_WRITE, service),
        **_WORDS,
    }
    return desk.page(template, request, language, staff=staff, error=error, values=values)


def _looking(router: APIRouter, desk: Desk) -> None:
    reader = Depends(desk.signed_in(Permission.STAFF_REQUEST_READ))
    decider = Depends(desk.signed_in(Permission.STAFF_REQUEST_WRITE))

    @router.get("")
    def show_one(
        request: Request,
        service: Service,
        asked: UUID,
        language: InLanguage,
        staff: Annotated[Staff, reader],
    ) -> Response:
        """Show one request, and note that it was looked at."""
        return _page(desk, request, service, language, staff, asked)

    @router.get("/sure/{deed}")
    def ask_whether_sure(
        request: Request,
        service: Service,
        asked: UUID,
        deed: Deed,
        language: InLanguage,
        staff: Annotated[Staff, decider],
        choice: Annotated[str, Query(max_length=40)] = "",
    ) -> Response:
        """Say what a decision leads to, with the answer as the person will read it."""
        return _page(
            desk,
            request,
            service,
            language,
            staff,
            asked,
            template="request_sure.html",
            deed=deed,
            choice=choice,
        )


def _deciding(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.request_desk
    writer = Depends(desk.own_form(Permission.STAFF_REQUEST_WRITE))

    @router.post("/fee")
    def quote(
        request: Request,
        service: Service,
        asked: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        amount: Annotated[int, Form(ge=1)],
        currency: Annotated[str, Form(min_length=3, max_length=3)],
        excessive: Annotated[bool, Form()] = False,  # noqa: FBT002 - a box of a form
    ) -> Response:
        """Name a fee before the work begins."""
        try:
            acts.quote(
                staff,
                service,
                asked,
                amount=amount,
                currency=currency.upper(),
                excessive=excessive,
            )
        except AmanaError as error:
            return _page(desk, request, service, language, staff, asked, error=error)
        return after(f"/console/{service}/requests/{asked}", language, told="changed")

    @router.post("/{deed}")
    def do(
        request: Request,
        service: Service,
        asked: UUID,
        deed: _Lesser,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        choice: Annotated[str, Form(max_length=40)] = "",
    ) -> Response:
        """Do what a button of the request says, with what was chosen beside it."""
        try:
            _done(acts, staff, service, asked, choice)[deed]()
        except AmanaError as error:
            return _page(desk, request, service, language, staff, asked, error=error)
        return after(f"/console/{service}/requests/{asked}", language, told="changed")


def _approving(router: APIRouter, desk: Desk, name: _Approved) -> None:
    """Add a deed that takes an approval: a path of its own, before that of the lesser deeds."""
    acts = desk.platform.request_desk
    approver = Depends(desk.own_form(Permission.STAFF_REQUEST_APPROVE))

    @router.post(f"/{name}")
    def do_approved(
        request: Request,
        service: Service,
        asked: UUID,
        language: InLanguage,
        staff: Annotated[Staff, approver],
    ) -> Response:
        """Carry it out in our own records, announce the end of a restriction, or lift it."""
        try:
            _approved(acts)[name](staff, service, asked)
        except AmanaError as error:
            return _page(desk, request, service, language, staff, asked, error=error)
        return after(f"/console/{service}/requests/{asked}", language, told="changed")


def _approved(acts: RequestDeskActs) -> dict[_Approved, Callable[[Staff, str, UUID], object]]:
    """Return what each button of an approver does."""
    return {
        "carry-out": acts.carry_out,
        "announce-lifting": acts.announce_lifting,
        "lift": acts.lift,
    }


def _done(
    acts: RequestDeskActs, staff: Staff, service: str, asked: UUID, choice: str
) -> dict[_Lesser, Callable[[], object]]:
    """Return what each button does. Those with a list raise ``UnknownChoice``."""
    return {
        "prove": lambda: acts.prove(staff, service, asked, _chosen(IdentityMeans, choice)),
        "confirm": lambda: acts.confirm(staff, service, asked),
        "refuse": lambda: acts.refuse(staff, service, asked, _chosen(RefusalReason, choice)),
        "extend": lambda: acts.extend(staff, service, asked, _chosen(ExtensionReason, choice)),
        "settle": lambda: acts.settle(staff, service, asked),
        "finish": lambda: acts.finish(staff, service, asked),
    }


def _chosen(offered: type[_Choice], choice: str) -> _Choice:
    """Return what was chosen of a list; what nobody chose is never noted."""
    for each in offered:
        if each.value == choice:
            return each
    raise UnknownChoice


def _answer(desk: Desk, service: str, case: Case, deed: Deed | None, choice: str) -> Markup:
    """Return the answer as the person reads it, in their language, after such a decision."""
    shown = _after_deed(case, deed, choice)
    values = {"each": shown, "service": service, **_WORDS}
    text = desk.renderer.text("me/request_answer.html", case.language, values)
    return Markup(text)  # noqa: S704 - our own template, which escaped it


def _after_deed(case: Case, deed: Deed | None, choice: str) -> RequestShown:
    """Return the request as it would stand; as it stands where no such step can be taken."""
    row = case.shown.row
    step = _LEADS_TO.get(deed) if deed is not None else None
    to = WAYS[row.state].get(step) if step is not None else None
    if to is None:
        return case.shown
    if to is State.REFUSED:
        if choice not in _REFUSALS:
            return case.shown
        changed = replace(row, state=to, reason=choice, ended_at=case.now)
    elif deed == "finish":
        changed = replace(row, state=State.DONE, ended_at=case.now)
    else:
        changed = replace(row, state=to)
    return replace(case.shown, row=changed)
