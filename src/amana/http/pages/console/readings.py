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
from amana.reading.alignment import Difference, correspondence
from amana.reading.drafting.references import references
from amana.reading.observations import observations
from amana.wording.catalogue import say
from amana.wording.digits import digits
from amana.wording.slots import say_difference, say_slots, say_terms

LONGEST_PASTE: Final = 1_000_000
LEAST_SURE: Final = 50
"""Percent below which nobody confirms without looking."""
_SURE: Final = (95, 90, 85, 80)
"""Confidences, in percent, from which on a person may confirm all at once."""
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
        *,
        languages: bool = False,
    ) -> Response:
        """Show one proposal, by default the most doubtful of those still open.

        Or, if so asked, how the two languages of the document correspond.
        """
        review = acts.reading(staff, service, reading)
        return desk.page(
            "reading.html",
            request,
            language,
            staff=staff,
            values={
                "service": service,
                "tab": "readings",
                **_shown(review, at, language),
                **_aligned(review, language, asked=languages),
            },
        )

    @router.post("/console/{service}/readings/{reading}/draft")
    def make_draft(
        service: Service, reading: uuid.UUID, language: InLanguage, staff: Annotated[Staff, drafter]
    ) -> Response:
        """Make the draft anew from what was confirmed and changed."""
        acts.draft_from_reading(staff, service, reading)
        return after(f"/console/{service}/policy", language, told="drafted")

    @router.post("/console/{service}/readings/{reading}/sure")
    def confirm_sure(
        service: Service,
        reading: uuid.UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        percent: Annotated[int, Form(ge=LEAST_SURE, le=100)],
    ) -> Response:
        """Confirm all that are still open and at least so sure, and go on to the next."""
        acts.confirm_sure(staff, service, reading, percent=percent)
        return after(f"/console/{service}/readings/{reading}", language, told="decided")

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
                values={
                    "service": service,
                    "tab": "readings",
                    **shown,
                    **_aligned(review, language, asked=False),
                },
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
        "next": next((n for n in _from(review.open, place) if n != place), None),
        "decided": len(set(review.decisions) & set(review.to_decide)),
        "kinds": KINDS,
        "slots": () if place is None else _slots(review.proposals[place].slots, language),
        "form": "" if decision is None else decision.form,
        "sure": _sure(review),
        "observations": observations(review.proposals),
        "referred": None if place is None else _referred(review, place, language),
    }


def _sure(review: ReadingReview) -> dict[int, int]:
    """Return how many open proposals are at least so sure, by percent, where it changes."""
    found: dict[int, int] = {}
    for percent in _SURE:
        waiting = sum(review.proposals[n].confidence * 100 >= percent for n in review.open)
        if waiting > max(found.values(), default=0):
            found[percent] = waiting
    return found


def _from(waiting: tuple[int, ...], place: int | None) -> tuple[int, ...]:
    """Return what waits in the order in which it comes after the place, then from the first."""
    at = waiting.index(place) if place in waiting else -1
    return (*waiting[at + 1 :], *waiting[: max(0, at)])


def _referred(review: ReadingReview, place: int, language: Language) -> str | None:
    """Return what the sentence's reference stands for, in words, where it has one."""
    found = references(review.proposals).get(place)
    if found is None:
        return None
    said = (say_terms(slot, getattr(found, slot), language) for slot in ("data", "purposes"))
    return say("list.comma", language).join(each for each in said if each)


def _aligned(review: ReadingReview, language: Language, *, asked: bool) -> dict[str, object]:
    """Return how the two languages correspond if so asked, and whether there are two."""
    spoken = {each.language for each in review.proposals}
    if not asked:
        return {"bilingual": len(spoken) > 1}
    rows = [
        (each, [_unlike(it, language) for it in each.differences])
        for each in correspondence(review.proposals)
    ]
    return {"bilingual": len(spoken) > 1, "aligned": rows}


def _unlike(difference: Difference, language: Language) -> tuple[str, str]:
    """Return what only the Arabic and what only the English says, in words; or nothing."""
    ar, en = (
        say_difference(difference.slot, side, language) if side else ""
        for side in (difference.first, difference.second)
    )
    return ar, en


def _slots(slots: Slots, language: Language) -> tuple[tuple[str, str], ...]:
    """Return what the sentence names; its own words keep their digits, ours take the reader's."""
    said = say_slots(slots, language)
    return tuple((name, digits(v, language) if name == "period" else v) for name, v in said)
