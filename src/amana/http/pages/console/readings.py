"""Documents read, and each proposal confirmed, changed or rejected beside its sentence."""

import uuid
from typing import Annotated, Final, TypeAlias

from fastapi import APIRouter, Depends, Form, Path, Query, Request, Response, UploadFile

from amana.acts.permissions import Permission
from amana.acts.reading_review import Judged, ReadingReview, Verdict
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.policy.proposal import Slots
from amana.domain.promises import KINDS
from amana.domain.words import Language
from amana.http.errors import BadRequest, NotThere
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service
from amana.wording.digits import digits
from amana.wording.slots import say_slots

LONGEST_PASTE: Final = 1_000_000
_Place: TypeAlias = Annotated[int, Path(ge=0, le=100_000)]


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/readings``."""
    router = APIRouter()
    _list_routes(router, desk)
    _review_routes(router, desk)
    return router


def _list_routes(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.desk
    reader = Depends(desk.signed_in(Permission.STAFF_READING_READ))
    writer = Depends(desk.own_form(Permission.STAFF_READING_WRITE))

    @router.get("/console/{service}/readings")
    def show_readings(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """List the documents read so far, and offer to read another."""
        readings = acts.readings(staff, service)
        return desk.page(
            "readings.html",
            request,
            language,
            staff=staff,
            values={"service": service, "tab": "readings", "readings": readings, "typed": ""},
        )

    @router.post("/console/{service}/readings")
    def upload(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        file: UploadFile | None = None,
        text: Annotated[str, Form(max_length=LONGEST_PASTE)] = "",
    ) -> Response:
        """Read a file or a pasted text; what cannot be read is told above the form."""
        try:
            data, name = _document(file, text)
            reading = acts.upload_reading(staff, service, data=data, name=name)
        except AmanaError as error:
            readings = acts.readings(staff, service)
            return desk.page(
                "readings.html",
                request,
                language,
                staff=staff,
                error=error,
                values={"service": service, "tab": "readings", "readings": readings, "typed": text},
            )
        return after(f"/console/{service}/readings/{reading}", language, told="read")


def _review_routes(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.desk
    reader = Depends(desk.signed_in(Permission.STAFF_READING_READ))
    writer = Depends(desk.own_form(Permission.STAFF_READING_WRITE))
    drafter = Depends(desk.own_form(Permission.STAFF_DRAFT_WRITE))

    @router.get("/console/{service}/readings/{reading}")
    def show_reading(
        request: Request,
        service: Service,
        reading: uuid.UUID,
        language: InLanguage,
        staff: Annotated[Staff, reader],
        at: Annotated[int | None, Query(ge=0, le=100_000)] = None,
    ) -> Response:
        """Show one proposal, by default the most doubtful of those still open."""
        review = acts.reading(staff, service, reading)
        return desk.page(
            "reading.html",
            request,
            language,
            staff=staff,
            values={"service": service, "tab": "readings", **_shown(review, at, language)},
        )

    @router.post("/console/{service}/readings/{reading}/draft")
    def make_draft(
        service: Service, reading: uuid.UUID, language: InLanguage, staff: Annotated[Staff, drafter]
    ) -> Response:
        """Make the draft anew from what was confirmed and changed."""
        acts.draft_from_reading(staff, service, reading)
        return after(f"/console/{service}/policy", language, told="drafted")

    @router.post("/console/{service}/readings/{reading}/{place}")
    def decide(
        request: Request,
        service: Service,
        reading: uuid.UUID,
        place: _Place,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        verdict: Annotated[Verdict, Form()],
        kind: Annotated[str | None, Form(max_length=40)] = None,
        form: Annotated[str, Form(max_length=10_000)] = "",
    ) -> Response:
        """Keep the decision and go on to the next; a wrong form is told above what was typed."""
        try:
            judged = _judged(place, verdict, kind, form)
            acts.decide_proposal(staff, service, reading, judged=judged)
        except AmanaError as error:
            review = acts.reading(staff, service, reading)
            shown = _shown(review, place, language) | {"form": form}
            return desk.page(
                "reading.html",
                request,
                language,
                staff=staff,
                error=error,
                values={"service": service, "tab": "readings", **shown},
            )
        return after(f"/console/{service}/readings/{reading}", language, told="decided")


def _document(file: UploadFile | None, text: str) -> tuple[bytes, str]:
    """Return what was sent: the file where one was chosen, else the pasted text."""
    if file is not None and file.filename:
        return file.file.read(), file.filename[:200]
    if text.strip():
        return text.encode("utf-8"), ""
    raise BadRequest(where="file, text")


def _judged(place: int, verdict: Verdict, kind: str | None, form: str) -> Judged:
    """Return the decision; only a change names a kind and a form."""
    if verdict is not Verdict.CHANGED:
        return Judged(place=place, verdict=verdict)
    if kind not in KINDS:
        raise BadRequest(where="kind")
    return Judged(place=place, verdict=verdict, kind=kind, form=form)


def _shown(review: ReadingReview, at: int | None, language: Language) -> dict[str, object]:
    """Return what the page of a reading shows."""
    if at is not None and at not in review.to_decide:
        raise NotThere
    place = at if at is not None else next(iter(review.open), None)
    decision = None if place is None else review.decisions.get(place)
    return {
        "review": review,
        "place": place,
        "decided": len(set(review.decisions) & set(review.to_decide)),
        "kinds": KINDS,
        "slots": () if place is None else _slots(review.proposals[place].slots, language),
        "form": "" if decision is None else decision.form,
    }


def _slots(slots: Slots, language: Language) -> tuple[tuple[str, str], ...]:
    """Return what the sentence names; its own words keep their digits, ours take the reader's."""
    said = say_slots(slots, language)
    return tuple((name, digits(v, language) if name == "period" else v) for name, v in said)
