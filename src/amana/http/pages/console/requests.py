"""The request desk: the queue by deadline, searched and narrowed, and noting what came in."""

import re
from collections.abc import Iterable
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Form, Query, Request, Response

from amana.acts.cursors import LONGEST_CURSOR
from amana.acts.permissions import Permission
from amana.acts.person_id import LONGEST_PERSON
from amana.acts.requests.carry_out import FETCHED
from amana.acts.requests.list_requests import AGES
from amana.acts.requests.receive import LONGEST_ABOUT, Asking
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.promises.law import Law
from amana.domain.request.states import State
from amana.domain.vocabulary.requests import DOORS, KINDS, RequestKind
from amana.domain.words import Language
from amana.http.names import FaultOrNone, SourceOrNone
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service
from amana.storage.requests import OPEN, Wanted

LONGEST_NUMBER: Final = 36
_SHORTEST_NUMBER: Final = 6
_NOT_OF_A_NUMBER: Final = re.compile(r"[^0-9a-f]")
_WORDS: Final = {
    "kinds": KINDS,
    "doors": DOORS,
    "states": tuple(State),
    "laws": {each.value: each for each in Law},
    "ages": AGES,
    "fetched": frozenset(each.value for each in FETCHED),
}


def routes(desk: Desk) -> APIRouter:
    """Return the routes of ``/console/{service}/requests`` itself."""
    router = APIRouter(prefix="/console/{service}/requests")
    acts = desk.platform.request_desk
    reader = Depends(desk.signed_in(Permission.STAFF_REQUEST_READ))
    writer = Depends(desk.own_form(Permission.STAFF_REQUEST_WRITE))

    def page(
        request: Request,
        service: str,
        language: Language,
        staff: Staff,
        *,
        wanted: Wanted,
        cursor: str | None = None,
        error: AmanaError | None = None,
    ) -> Response:
        shown = acts.queue(staff, service, after=cursor, wanted=wanted)
        values = {
            "service": service,
            "tab": "requests",
            "shown": shown,
            "in_sources": _with(wanted.source, (name for name, _ in shown.faults)),
            "faults": _with(wanted.fault, (code for _, code in shown.faults)),
            "wanted": wanted,
            "narrowed": wanted != OPEN,
            "typed": request.query_params.get("number", "")[:LONGEST_NUMBER],
            "may_write": staff.may(Permission.STAFF_REQUEST_WRITE, service),
            **_WORDS,
        }
        return desk.page(
            "requests.html", request, language, staff=staff, error=error, values=values
        )

    @router.get("")
    def show_queue(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, reader],
        wanted: Annotated[Wanted, Depends(narrowed)],
        cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR)] = None,
    ) -> Response:
        """Show the queue, the first to be answered first; nothing of it says whose."""
        return page(request, service, language, staff, wanted=wanted, cursor=cursor)

    @router.post("")
    def receive(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        kind: Annotated[RequestKind, Form()],
        person: Annotated[str, Form(max_length=LONGEST_PERSON)],
        door: Annotated[Literal["desk", "oral"], Form()] = "desk",
        about: Annotated[str, Form(max_length=LONGEST_ABOUT)] = "",
    ) -> Response:
        """Note what somebody asked, in writing or by word of mouth."""
        asking = Asking(kind=kind, door=DOORS[door], person=person, about=about.strip())
        try:
            acts.receive(staff, service, asking)
        except AmanaError as error:
            return page(request, service, language, staff, wanted=OPEN, error=error)
        return after(f"/console/{service}/requests", language, told="received")

    return router


def _with(chosen: str | None, found: Iterable[str]) -> tuple[str, ...]:
    """Return what can be chosen, and what was chosen though it is there no more."""
    return tuple(sorted({*found, *(() if chosen is None else (chosen,))}))


def narrowed(
    state: Annotated[str, Query(max_length=40)] = "",
    kind: Annotated[str, Query(max_length=40)] = "",
    door: Annotated[str, Query(max_length=40)] = "",
    law: Annotated[str, Query(max_length=40)] = "",
    number: Annotated[str, Query(max_length=LONGEST_NUMBER)] = "",
    source: Annotated[SourceOrNone, Query()] = "",
    fault: Annotated[FaultOrNone, Query()] = "",
    late: Annotated[bool, Query()] = False,  # noqa: FBT002 - a query's own
) -> Wanted:
    """Return what a form of the queue asks for; what it leaves empty, or no list has, is any.

    A number is looked for among all requests, ended or not, by with what it ends.
    """
    found = next((each for each in State if each.value == state), None)
    plain = _NOT_OF_A_NUMBER.sub("", number.lower())
    looked_for = plain if len(plain) >= _SHORTEST_NUMBER else None
    return Wanted(
        only_open=found is None and looked_for is None,
        state=found,
        kind=KINDS.get(kind),
        door=DOORS.get(door),
        law=law if law in _WORDS["laws"] else None,
        late=late,
        number=looked_for,
        source=source or None,
        fault=fault or None,
    )
