"""Recipients, what they are granted, and what they get: by the service's program, or their own."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse

from amana.acts.caller import Caller
from amana.acts.instants import at
from amana.acts.permissions import Permission
from amana.acts.recipients.ways import RecipientListed
from amana.acts.sharing.disclose import Disclosed
from amana.acts.sharing.disclosing import Disclosing, OfPerson
from amana.acts.sharing.granting import grant_json
from amana.acts.sharing.log import disclosure_json
from amana.domain.ledger.entry import Json
from amana.domain.sharing.disclosing import Method
from amana.domain.sharing.granting import WantedGrant
from amana.http.api.answers import refusals
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Id
from amana.http.api.sharing_shapes import (
    DisclosureMade,
    DisclosuresShown,
    Ended,
    Give,
    GrantMade,
    GrantsShown,
    Linked,
    LinksShown,
    MakeGrant,
    OfWhom,
    OwnLink,
    Pull,
    RecipientsShown,
)
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import ServiceActs, SharingActs

_Recipient = Annotated[Id | None, Query()]
_MOST = 1_000


def routes(acts: SharingActs, api: ServiceActs) -> APIRouter:
    """Return the routes of recipients, grants, disclosures and links."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    _grants(router, acts, api)
    _disclosures(router, acts, api)
    _links(router, acts, api)
    return router


def _grants(router: APIRouter, acts: SharingActs, api: ServiceActs) -> None:
    to_read = Depends(ServiceKey(Permission.SERVICE_RECIPIENT_READ, api))
    to_write = Depends(ServiceKey(Permission.SERVICE_RECIPIENT_WRITE, api))
    keyed = Depends(OnceOf(api))

    @router.get("/recipients", response_model=RecipientsShown)
    def recipients(caller: Annotated[Caller, to_read]) -> Response:
        """List who gets data by the policy in force."""
        found = acts.recipients(caller.service)
        return JSONResponse({"recipients": [_recipient(each) for each in found]})

    @router.get("/recipient-grants", response_model=GrantsShown)
    def grants(
        caller: Annotated[Caller, to_read],
        recipient: _Recipient = None,
        before: UUID | None = None,
        limit: Annotated[int, Query(ge=1, le=_MOST)] = 100,
    ) -> Response:
        """List what recipients were granted, the latest first, ended grants too."""
        found = acts.grants(caller.service, recipient, before=before, limit=limit)
        listed = [grant_json(it.row, it.state, in_force_now=it.in_force) for it in found]
        more = str(found[-1].row.id) if len(found) == limit else None
        return JSONResponse({"grants": listed, "next": more})

    @router.post("/recipient-grants", response_model=GrantMade)
    def make(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], body: MakeGrant
    ) -> Response:
        """Grant a recipient fields for purposes, until an end; never more than is promised."""
        caller.check_every_purpose()
        wanted = WantedGrant(
            recipient=body.recipient,
            data=frozenset(body.data),
            purposes=frozenset(body.for_),
            instruction=body.instruction,
            safeguards=frozenset(body.safeguards),
            nature=body.nature,
            document=body.document,
            starts_at=body.from_,
            ends_at=body.until,
        )

        def made() -> dict[str, Json]:
            done = acts.make_grant(caller.service, wanted)
            overlaps = tuple(str(each) for each in done.overlaps)
            return {"grant": str(done.id), "overlaps": overlaps, "entry": str(done.entry)}

        return once.answer(caller, made)

    @router.post("/recipient-grants/{grant}/end", response_model=Ended)
    def end(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], grant: UUID
    ) -> Response:
        """End a grant: from then on it gives nothing."""
        caller.check_every_purpose()
        return once.answer(caller, lambda: {"entry": str(acts.end_grant(caller.service, grant))})


def _disclosures(router: APIRouter, acts: SharingActs, api: ServiceActs) -> None:
    to_read = Depends(ServiceKey(Permission.SERVICE_DISCLOSURE_READ, api))
    to_give = Depends(ServiceKey(Permission.SERVICE_DISCLOSURE_CREATE, api))
    to_pull = Depends(ServiceKey(Permission.SERVICE_DISCLOSURE_PULL, api))
    keyed = Depends(OnceOf(api))

    @router.get("/disclosures", response_model=DisclosuresShown)
    def listed(
        caller: Annotated[Caller, to_read],
        recipient: _Recipient = None,
        before: UUID | None = None,
        limit: Annotated[int, Query(ge=1, le=_MOST)] = 100,
    ) -> Response:
        """List disclosures, the latest first: to whom, how, what for, of how many."""
        found = acts.disclosures(caller.service, recipient, before=before, limit=limit)
        more = str(found[-1].id) if len(found) == limit else None
        return JSONResponse(
            {"disclosures": [disclosure_json(each) for each in found], "next": more}
        )

    @router.post("/disclosures", response_model=DisclosureMade)
    def give(
        caller: Annotated[Caller, to_give], once: Annotated[Once, keyed], body: Give
    ) -> Response:
        """Send data to a recipient, or note a disclosure that happened elsewhere."""
        caller.check_purposes([body.for_])
        given = Disclosing(
            recipient=body.recipient,
            persons=tuple(body.persons),
            data=frozenset(body.data),
            purpose=body.for_,
            method=Method(body.method),
            nature=body.nature,
            ground=body.ground,
            release=body.release,
        )
        return once.answer(caller, lambda: made_json(acts.disclose(caller.service, given)))

    @router.post("/disclosures/pull", response_model=DisclosureMade)
    def pull(caller: Annotated[Caller, to_pull], body: Pull) -> Response:
        """Get what the recipient whose key this is was granted. What it gives is never kept."""
        caller.check_purposes([body.for_])
        given = Disclosing(
            recipient=caller.recipient,
            persons=tuple(body.persons),
            data=frozenset(body.data),
            purpose=body.for_,
            method=Method.PULL,
        )
        return JSONResponse(made_json(acts.disclose(caller.service, given)))


def _links(router: APIRouter, acts: SharingActs, api: ServiceActs) -> None:
    to_write = Depends(ServiceKey(Permission.SERVICE_LINK_WRITE, api))
    keyed = Depends(OnceOf(api))

    @router.post("/partner-links", response_model=Linked)
    def link(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], body: OwnLink
    ) -> Response:
        """Note that a person chose a partner: data goes there by that choice alone."""
        caller.check_every_purpose()
        return once.answer(
            caller,
            lambda: _linked(
                acts.link(caller.service, person=body.person, recipient=body.recipient)
            ),
        )

    @router.post("/partner-links/end", response_model=Linked)
    def unlink(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], body: OwnLink
    ) -> Response:
        """End what a person chose: from then on nothing goes there."""
        caller.check_every_purpose()
        return once.answer(
            caller,
            lambda: _linked(
                acts.unlink(caller.service, person=body.person, recipient=body.recipient)
            ),
        )

    @router.post("/partner-links/of", response_model=LinksShown)
    def links(caller: Annotated[Caller, to_write], body: OfWhom) -> Response:
        """Tell which partners a person chose."""
        caller.check_every_purpose()
        found = acts.links(caller.service, person=body.person)
        return JSONResponse({"links": {name: at(since) for name, since in found.items()}})


def _linked(entry: UUID | None) -> dict[str, Json]:
    return {"entry": None if entry is None else str(entry)}


def _recipient(each: RecipientListed) -> dict[str, Json]:
    recipient = each.recipient
    return {
        "recipient": recipient.id,
        "kind": recipient.kind,
        "name": {"ar": recipient.name.ar, "en": recipient.name.en},
        "country": recipient.country,
        "safeguards": recipient.safeguards,
        "contact": recipient.contact,
        "how": each.kind.value,
    }


def made_json(done: Disclosed) -> dict[str, Json]:
    """Return a disclosure with what it gives."""
    return {
        "disclosure": str(done.id),
        "state": done.state.value,
        "persons": tuple(_person(each) for each in done.persons),
        "policy_version": done.policy_version,
        "entry": str(done.entry),
    }


def _person(each: OfPerson) -> dict[str, Json]:
    return {
        "person": each.person,
        "permitted": each.answer.permitted,
        "records": tuple({"type": it.type, "values": dict(it.values)} for it in each.records),
        "refused_by": refusals(each.answer),
        "gaps": each.answer.gaps,
    }
