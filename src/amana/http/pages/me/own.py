"""The privacy centre: what is held, what was done, a copy of it, and the way out."""

import json
import uuid
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Query, Response

from amana.acts.certificate import certificate_json
from amana.acts.cursors import LONGEST_CURSOR
from amana.acts.identity.visitor import Visitor
from amana.acts.me.errors import ClosingNotConfirmed
from amana.acts.permissions import Permission
from amana.domain.choice.receipt import ACTS
from amana.domain.errors import AmanaError
from amana.http.pages.me.centre import Opened, page
from amana.http.pages.me.desk import PersonDesk
from amana.http.pages.public import Service
from amana.http.rendering import known_acts

_LONGEST_CURSOR: Final = 400


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes of ``/<service>/me`` that show what is a person's own."""
    router = APIRouter(prefix="/{service}/me")
    _held_routes(router, desk)
    _history_routes(router, desk)
    _receipt_routes(router, desk)
    _leaving_routes(router, desk)
    return router


def _held_routes(router: APIRouter, desk: PersonDesk) -> None:
    reader = Depends(desk.signed_in(Permission.PERSON_CENTRE_READ))
    own = Depends(desk.own_form(Permission.PERSON_CENTRE_READ))

    @router.get("/held")
    def show_held(opened: Opened, visitor: Annotated[Visitor, reader]) -> Response:
        """Show what is held, and note that it was shown."""
        seen = desk.platform.me.held(visitor, after=None)
        values = {"tab": "held", "seen": seen, "first": True}
        return page(desk, "held.html", opened, visitor, values)

    @router.post("/held")
    def show_more(
        opened: Opened,
        visitor: Annotated[Visitor, own],
        after: Annotated[str, Form(max_length=_LONGEST_CURSOR)],
    ) -> Response:
        """Show more of it: where to go on stands in the form, not in the address."""
        seen = desk.platform.me.held(visitor, after=after)
        values = {"tab": "held", "seen": seen, "first": False}
        return page(desk, "held.html", opened, visitor, values)


def _history_routes(router: APIRouter, desk: PersonDesk) -> None:
    reader = Depends(desk.signed_in(Permission.PERSON_CENTRE_READ))
    own = Depends(desk.own_form(Permission.PERSON_CENTRE_READ))

    @router.get("/history")
    def show_history(
        opened: Opened,
        visitor: Annotated[Visitor, reader],
        cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR)] = None,
    ) -> Response:
        """Show what was done with the person's data, and who looked."""
        seen = desk.platform.me.history(visitor, after=cursor)
        values = {"tab": "history", "seen": seen, "known_acts": known_acts(opened.language)}
        values["receipted"] = ACTS
        return page(desk, "history.html", opened, visitor, values)

    @router.post("/entry")
    def show_entry(
        opened: Opened,
        visitor: Annotated[Visitor, own],
        entry: Annotated[uuid.UUID, Form()],
    ) -> Response:
        """Show the proof of one act; which one stands in the form, not in the address."""
        seen = desk.platform.me.entry(visitor, entry)
        values = {"tab": "history", "seen": seen, "known_acts": known_acts(opened.language)}
        return page(desk, "entry.html", opened, visitor, values)


def _receipt_routes(router: APIRouter, desk: PersonDesk) -> None:
    own = Depends(desk.own_form(Permission.PERSON_CENTRE_READ))

    @router.post("/receipt")
    def show_receipt(
        opened: Opened,
        visitor: Annotated[Visitor, own],
        entry: Annotated[uuid.UUID, Form()],
    ) -> Response:
        """Show the receipt of a word; which one stands in the form, not in the address."""
        seen = desk.platform.me.receipt(visitor, entry)
        return page(desk, "receipt.html", opened, visitor, {"tab": "history", "seen": seen})

    @router.post("/receipt/file")
    def download_receipt(
        service: Service,
        visitor: Annotated[Visitor, own],
        entry: Annotated[uuid.UUID, Form()],
    ) -> Response:
        """Hand out the signed receipt, which anybody can check by the ledger's key alone."""
        seen = desk.platform.me.receipt(visitor, entry)
        return Response(
            seen.whole.text,
            media_type="application/ld+json",
            headers={
                "content-disposition": f'attachment; filename="{service}-receipt.jsonld"',
                "cache-control": "no-store",
            },
        )


def _leaving_routes(router: APIRouter, desk: PersonDesk) -> None:
    acts = desk.platform.me
    reader = Depends(desk.signed_in(Permission.PERSON_CENTRE_READ))
    copier = Depends(desk.own_form(Permission.PERSON_COPY_READ))
    closer = Depends(desk.own_form(Permission.PERSON_ACCOUNT_CLOSE))

    def shown(opened: Opened, visitor: Visitor, error: AmanaError | None = None) -> Response:
        seen = acts.acceptance(visitor)
        return page(
            desk, "leave.html", opened, visitor, {"tab": "leave", "seen": seen}, error=error
        )

    @router.get("/leave")
    def show_way_out(opened: Opened, visitor: Annotated[Visitor, reader]) -> Response:
        """Show how to take one's data along, and how to close the account."""
        return shown(opened, visitor)

    @router.post("/copy")
    def download_copy(service: Service, visitor: Annotated[Visitor, copier]) -> Response:
        """Hand out a simple copy of all that is held."""
        made = json.dumps(acts.copy(visitor), ensure_ascii=False, indent=1)
        return Response(
            made,
            media_type="application/json",
            headers={
                "content-disposition": f'attachment; filename="{service}-my-data.json"',
                "cache-control": "no-store",
            },
        )

    @router.post("/close")
    def close_account(
        opened: Opened,
        visitor: Annotated[Visitor, closer],
        sure: Annotated[bool, Form()] = False,  # noqa: FBT002 - a field of the form
    ) -> Response:
        """Erase the person at their own word, and show the certificate this once."""
        if not sure:
            return shown(opened, visitor, ClosingNotConfirmed())
        certificate = acts.close_account(visitor)
        told = json.dumps(certificate_json(certificate), ensure_ascii=False, indent=1)
        response = desk.page(
            "closed.html",
            opened.request,
            opened.language,
            service=opened.service,
            visitor=None,
            values={
                "certificate": certificate,
                "told_certificate": told,
                "here": f"/{opened.service}/privacy",
            },
        )
        desk.forget(response, opened.service)
        return response
