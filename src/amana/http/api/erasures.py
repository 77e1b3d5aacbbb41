"""Erase a person, and get the certificate."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse

from amana.acts.caller import Caller
from amana.acts.certificate import certificate_json
from amana.acts.permissions import Permission
from amana.domain.person.found_young import FOUND_YOUNG
from amana.http.api.answer_shapes import ErasureCertificate
from amana.http.api.shapes import Erase
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import ServiceActs


def routes(acts: ServiceActs) -> APIRouter:
    """Return the route of erasures."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    by_key = Depends(ServiceKey(Permission.SERVICE_PERSON_ERASE, acts))

    @router.post("/erase", response_model=ErasureCertificate)
    def erase(caller: Annotated[Caller, by_key], body: Erase) -> Response:
        """Erase a person; asked again it gives the same certificate, with the ledger's places."""
        found = None if body.too_young is None else FOUND_YOUNG[body.too_young]
        certificate = acts.erase(caller.service, person=body.person, too_young=found)
        return JSONResponse(certificate_json(certificate))

    return router
