"""Many records at once: used for a purpose, ended, changed, looked at; one entry for each page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse

from amana.acts.caller import Caller
from amana.acts.cursors import LONGEST_CURSOR
from amana.acts.permissions import Permission
from amana.acts.record_sets import metadata, use_set
from amana.domain.ledger.entry import Json
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.links import next_page
from amana.http.api.record_set_shapes import (
    ChangeSet,
    DeleteSet,
    Gone,
    KnownPage,
    OneRecord,
    SetDone,
    SetPage,
    ShowSet,
    UseSet,
)
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import RecordSetActs, ServiceActs
from amana.storage.records.sets import KnownRecord

_PREFIX = "/v1/record-sets"
_Cursor = Annotated[str | None, Query(max_length=LONGEST_CURSOR)]


def routes(acts: RecordSetActs, programs: ServiceActs) -> APIRouter:
    """Return the routes of sets. What a use gives is never kept to be given again."""
    router = APIRouter(prefix=_PREFIX, route_class=StrictRoute)
    _looking(router, acts, programs)
    _changing(router, acts, programs)
    return router


def _looking(router: APIRouter, acts: RecordSetActs, programs: ServiceActs) -> None:
    """Add what changes nothing."""
    to_use = Depends(ServiceKey(Permission.SERVICE_SET_USE, programs))
    to_see = Depends(ServiceKey(Permission.SERVICE_SET_READ, programs))

    @router.post("/use", response_model=SetPage)
    def use_records(
        caller: Annotated[Caller, to_use],
        body: UseSet,
        cursor: _Cursor = None,
        limit: Annotated[int, Query(ge=1, le=use_set.MOST)] = 100,
    ) -> Response:
        """Get the records that may be used for a purpose, page by page, each decided when asked.

        Left out is what only single persons meet (a consent, an acceptance, an event) and what
        may be shown masked only: each of these is asked for alone, by `/v1/records/use`.
        """
        caller.check_purposes([body.for_])
        page = use_set.Page(after=cursor, limit=limit)
        done = acts.use_set(caller.service, body.for_, automated=body.automated, page=page)
        return JSONResponse(_used(done), headers=next_page(f"{_PREFIX}/use", done.next, limit))

    @router.post("/known", response_model=KnownPage)
    def show_known(
        caller: Annotated[Caller, to_see],
        body: ShowSet,
        cursor: _Cursor = None,
        limit: Annotated[int, Query(ge=1, le=metadata.MOST)] = 100,
    ) -> Response:
        """Tell what is known about a record or a person's, without what they hold."""
        caller.check_every_purpose()
        page = metadata.KnownPage(after=cursor, limit=limit)
        done = acts.show_metadata(caller.service, body.chosen(), page)
        shown = {
            "records": [_known(each) for each in done.records],
            "next": done.next,
            "entry": str(done.entry),
        }
        return JSONResponse(shown, headers=next_page(f"{_PREFIX}/known", done.next, limit))

    @router.post("/gone", response_model=Gone)
    def verify_gone(caller: Annotated[Caller, to_see], body: OneRecord) -> Response:
        """Tell whether a record is gone: deleted, or past its time."""
        caller.check_every_purpose()
        gone = acts.verify_deletion(caller.service, type_=body.type, key=body.key)
        return JSONResponse({"gone": gone})


def _changing(router: APIRouter, acts: RecordSetActs, programs: ServiceActs) -> None:
    """Add what ends and changes records: whatever they are kept for, so by an unlimited key."""
    keyed = Depends(OnceOf(programs))
    to_delete = Depends(ServiceKey(Permission.SERVICE_SET_DELETE, programs))
    to_change = Depends(ServiceKey(Permission.SERVICE_SET_WRITE, programs))

    @router.post("/delete", response_model=SetDone)
    def delete_records(
        caller: Annotated[Caller, to_delete], once: Annotated[Once, keyed], body: DeleteSet
    ) -> Response:
        """Delete one record, those kept for a purpose that has ended, or those past their time."""
        caller.check_every_purpose()
        return once.answer(
            caller, lambda: {"records": acts.delete_records(caller.service, body.chosen())}
        )

    @router.post("/change", response_model=SetDone)
    def change_records(
        caller: Annotated[Caller, to_change], once: Annotated[Once, keyed], body: ChangeSet
    ) -> Response:
        """Change what is known about records, never what they hold or whose they are."""
        caller.check_every_purpose()
        return once.answer(
            caller,
            lambda: {"records": acts.change_records(caller.service, body.chosen(), body.change())},
        )


def _used(done: use_set.UsedSet) -> dict[str, Json]:
    return {
        "records": tuple(
            {
                "record": str(each.record),
                "person": each.person,
                "type": each.type,
                "key": each.key,
                "values": dict(each.values),
            }
            for each in done.records
        ),
        "refused": done.refused,
        "policy_version": done.policy_version,
        "next": done.next,
        "entry": str(done.entry),
    }


def _known(record: KnownRecord) -> dict[str, Json]:
    return {
        "record": str(record.id),
        "person": record.person,
        "type": record.type,
        "key": record.key,
        "occasion": record.occasion,
        "origin": record.origin,
        "source": record.source,
        "automated": record.automated,
        "expires_at": None if record.expires_at is None else record.expires_at.isoformat(),
        "policy_version": record.policy_version,
        "purposes": record.purposes,
        "objected": tuple(sorted(record.objected)),
        "recipients": record.recipients,
    }
