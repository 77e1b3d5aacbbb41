"""A named person's word for what no machine can see, with a document and an end."""

from datetime import timedelta
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile

from amana.acts.permissions import Permission
from amana.acts.policy_desk import NewAttestation
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.http.errors import BadRequest
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service

_Promise: TypeAlias = Annotated[str, Form(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,63}$")]


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/attestations``."""
    router = APIRouter()
    acts = desk.platform.desk
    reader = Depends(desk.signed_in(Permission.STAFF_ATTESTATION_READ))
    writer = Depends(desk.own_form(Permission.STAFF_ATTESTATION_WRITE))

    @router.get("/console/{service}/attestations")
    def show_attestations(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """List what was attested, and offer to attest more."""
        known = acts.attestations(staff, service)
        return desk.page(
            "attestations.html",
            request,
            language,
            staff=staff,
            values={"service": service, "tab": "attestations", "attestations": known},
        )

    @router.post("/console/{service}/attestations")
    def attest(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        promise: _Promise,
        statement: Annotated[str, Form(min_length=1, max_length=2_000)],
        document: UploadFile,
        days: Annotated[int, Form(ge=1, le=1_095)],
    ) -> Response:
        """Keep the person's word, under the name with which they signed in."""
        try:
            word = NewAttestation(
                promise=promise,
                statement=statement.strip(),
                document=_bytes(document),
                document_name=(document.filename or "")[:200],
                valid_for=timedelta(days=days),
            )
            acts.attest(staff, service, word=word)
        except AmanaError as error:
            known = acts.attestations(staff, service)
            return desk.page(
                "attestations.html",
                request,
                language,
                staff=staff,
                error=error,
                values={"service": service, "tab": "attestations", "attestations": known},
            )
        return after(f"/console/{service}/attestations", language, told="attested")

    return router


def _bytes(document: UploadFile) -> bytes:
    """Return the document; an empty one attests nothing."""
    data = document.file.read()
    if not data:
        raise BadRequest(where="document")
    return data
