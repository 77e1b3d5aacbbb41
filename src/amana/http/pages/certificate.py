"""The certificate of an erasure for who holds its secret number, as a page and as a file.

The number is the only thing that is asked for, and it comes in a form: never in an address, which
logs and histories keep. How often somebody may try is the rate of the sign-in's door.
"""

import json
from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.certifying.hand_out import NotCertifiedYet
from amana.acts.doors.certificates import UnknownNumber
from amana.acts.permissions import Permission
from amana.domain.certificate.document import write_certificate
from amana.domain.certificate.reading import statement_of
from amana.domain.certificate.schema import SCHEMA
from amana.domain.certificate.statement import OWN
from amana.domain.errors import Refused
from amana.domain.words import Language
from amana.http.gate import Anybody
from amana.http.pages.public import InLanguage, Service
from amana.http.platform import CertificateActs
from amana.http.problems import STATUS
from amana.http.rendering import Renderer
from amana.wording.catalogue import explain

_LONGEST: Final = 80
Number: TypeAlias = Annotated[str, Form(max_length=_LONGEST)]
_PRIVATE: Final = {"cache-control": "no-store", "x-robots-tag": "noindex"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """The page at one service, as one reader asked for it."""

    renderer: Renderer
    request: Request
    service: str
    language: Language

    def answer(self, **values: object) -> Response:
        """Return the page; the number is never part of the address, nor is the page kept."""
        answer = self.renderer.page(
            "certificate.html",
            self.request,
            self.language,
            values={
                "service": self.service,
                "own": OWN,
                "here": f"/{self.service}/certificate",
                "fault": None,
                "stated": None,
                **values,
            },
        )
        answer.headers.update(_PRIVATE)
        return answer

    def refusal(self, error: Refused) -> Response:
        """Return the page that asks again, and says what was wrong."""
        answer = self.answer(fault=explain(error, self.language))
        answer.status_code = STATUS[error.code]
        return answer


def routes(acts: CertificateActs, renderer: Renderer) -> APIRouter:
    """Return the routes under ``/{service}/certificate``."""
    router = APIRouter(
        prefix="/{service}/certificate",
        dependencies=[Depends(Anybody(Permission.PUBLIC_CERTIFICATE_READ))],
    )

    def page(request: Request, service: Service, language: InLanguage) -> _Page:
        return _Page(renderer=renderer, request=request, service=service, language=language)

    opened = Depends(page)

    @router.get("")
    def ask(page: Annotated[_Page, opened]) -> Response:
        """Ask for the number."""
        acts.check(page.service)
        return page.answer()

    @router.get("/schema.json")
    def show_schema(service: Service) -> Response:
        """Return the JSON Schema of the file."""
        acts.check(service)
        written = json.dumps(SCHEMA, ensure_ascii=False, indent=1)
        return Response(f"{written}\n", media_type="application/schema+json")

    @router.post("/shown")
    def show(page: Annotated[_Page, opened], number: Number = "") -> Response:
        """Show the certificate of a number, to be read and printed."""
        try:
            file = acts.of_number(page.service, number)
        except (UnknownNumber, NotCertifiedYet) as error:
            return page.refusal(error)
        return page.answer(stated=statement_of(file.statement), secret=number, file=file)

    @router.post("/file")
    def download(service: Service, number: Number = "") -> Response:
        """Hand out the certificate as a file, which the ledger's key alone checks."""
        return Response(
            write_certificate(acts.of_number(service, number)),
            media_type="application/json",
            headers={
                **_PRIVATE,
                "content-disposition": f'attachment; filename="{service}-certificate.json"',
            },
        )

    return router
