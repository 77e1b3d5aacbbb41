"""Records: values are taken in, used, read by staff, corrected, and listed to whom they belong."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse

from amana.acts.caller import Caller
from amana.acts.cursors import LONGEST_CURSOR
from amana.acts.permissions import Permission
from amana.acts.records.list_records import MOST
from amana.http.api import record_answers
from amana.http.api.answer_shapes import Noted
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.links import next_page
from amana.http.api.record_shapes import (
    CollectRecord,
    CorrectRecord,
    Given,
    HeldPage,
    ListRecords,
    NoteEvent,
    ReadRecord,
    Taken,
    UseRecord,
)
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import RecordActs, ServiceActs


def routes(acts: RecordActs, programs: ServiceActs) -> APIRouter:
    """Return the routes of records. What a use or a list gives is never kept to be given again."""
    router = APIRouter(prefix="/v1/records", route_class=StrictRoute)
    keyed = Depends(OnceOf(programs))
    to_collect = Depends(ServiceKey(Permission.SERVICE_RECORD_CREATE, programs))
    to_use = Depends(ServiceKey(Permission.SERVICE_RECORD_USE, programs))
    to_read = Depends(ServiceKey(Permission.SERVICE_RECORD_READ, programs))
    to_copy = Depends(ServiceKey(Permission.SERVICE_RECORD_COPY, programs))
    to_note = Depends(ServiceKey(Permission.SERVICE_EVENT_CREATE, programs))
    to_correct = Depends(ServiceKey(Permission.SERVICE_RECORD_WRITE, programs))

    @router.post("/collect", response_model=Taken)
    def collect_record(
        caller: Annotated[Caller, to_collect], once: Annotated[Once, keyed], body: CollectRecord
    ) -> Response:
        """Take values in as a new record, if that is promised."""
        caller.check_purposes(body.for_)
        return once.answer(
            caller, lambda: record_answers.taken(acts.collect(caller.service, body.asked()))
        )

    @router.post("/use", response_model=Given)
    def use_record(caller: Annotated[Caller, to_use], body: UseRecord) -> Response:
        """Get values for a purpose, if that is promised; masked where they are to be."""
        caller.check_purposes(body.for_)
        return JSONResponse(record_answers.given(acts.use(caller.service, body.asked())))

    @router.post("/read", response_model=Given)
    def read_record(caller: Annotated[Caller, to_read], body: ReadRecord) -> Response:
        """Get values for a member of staff, who gives a reason."""
        caller.check_purposes(body.for_)
        return JSONResponse(record_answers.given(acts.read_record(caller.service, body.asked())))

    @router.post("/correct", response_model=Taken)
    def correct_record(
        caller: Annotated[Caller, to_correct], once: Annotated[Once, keyed], body: CorrectRecord
    ) -> Response:
        """Put values in place of those that a record holds; the old ones stay with their origin."""
        caller.check_purposes(body.for_)
        given = replace(body.asked(), within=caller.scope.purposes)
        return once.answer(
            caller, lambda: record_answers.taken(acts.correct_record(caller.service, given))
        )

    @router.post("/list", response_model=HeldPage)
    def list_records(
        caller: Annotated[Caller, to_copy],
        body: ListRecords,
        cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR)] = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    ) -> Response:
        """List a person's records with where each value came from; the next page is linked to."""
        page = acts.records(caller.service, person=body.person, after=cursor, limit=limit)
        return JSONResponse(
            record_answers.page(page), headers=next_page("/v1/records/list", page.next, limit)
        )

    @router.post("/events", response_model=Noted)
    def note_event(
        caller: Annotated[Caller, to_note], once: Annotated[Once, keyed], body: NoteEvent
    ) -> Response:
        """Note that something happened to a person, after which something may be collected."""
        return once.answer(
            caller,
            lambda: {
                "entry": str(
                    acts.note_event(
                        caller.service,
                        person=body.person,
                        event=body.event,
                        record=None if body.record is None else body.record.which(),
                    )
                )
            },
        )

    return router
