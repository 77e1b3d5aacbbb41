"""The report of a service, for whoever wants it in a file or in a program."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from amana.acts.permissions import Permission
from amana.http.gate import Anybody
from amana.http.pages.public import InLanguage, Service, VersionNumber
from amana.http.platform import PublicActs
from amana.http.printed import printed
from amana.http.rendering import Renderer, static_file
from amana.http.reports import MEDIA, ReportForm, write_report


def routes(acts: PublicActs, renderer: Renderer) -> APIRouter:
    """Return the route of the report."""
    router = APIRouter(dependencies=[Depends(Anybody(Permission.PUBLIC_POLICY_READ))])

    @router.get("/{service}/privacy/report")
    def show_report(
        service: Service,
        language: InLanguage,
        form: Annotated[ReportForm, Query(alias="format")] = ReportForm.HTML,
        version: VersionNumber | None = None,
    ) -> Response:
        """Return the report as text, JSON or a page in one file: what `amana report` prints."""
        page = acts.policy_page(service, language=language, version=version)
        written = write_report(page, form, language, renderer.zone)
        if form is ReportForm.HTML:
            return printed(f"{written}\n", style=static_file("amana.css").decode("utf-8"))
        return Response(f"{written}\n", media_type=MEDIA[form])

    return router
