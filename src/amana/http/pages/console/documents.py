"""Documents that a law asks for, at the desk: to be looked at, printed and kept."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from amana.acts.aggregates.showing import release_json
from amana.acts.in_force import NoPolicyInForce
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.http.pages.console.desk import Desk
from amana.http.pages.public import InLanguage, Service
from amana.http.registers import (
    RegisterForm,
    TableForm,
    customers_answer,
    register_answer,
    table_answer,
)


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/documents``."""
    router = APIRouter(prefix="/console/{service}/documents")
    reader = Depends(desk.signed_in(Permission.STAFF_DOCUMENT_READ))
    acts, tables = desk.platform.documents, desk.platform.aggregates

    @router.get("")
    def show_documents(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """Show the registers of processing and what figures left, and offer them as files."""
        made: dict[str, Any] | None = None
        served: dict[str, Any] | None = None
        with suppress(NoPolicyInForce):
            made = acts.register_for(staff, service)
            served = acts.for_customers_for(staff, service)
        values = {
            "service": service,
            "tab": "documents",
            "made": made,
            "served": served,
            "names": _names(served),
            "released": [release_json(each) for each in tables.listed_for(staff, service)],
        }
        return desk.page("documents.html", request, language, staff=staff, values=values)

    @router.get("/register")
    def show_register(
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, reader],
        form: Annotated[RegisterForm, Query(alias="format")] = RegisterForm.HTML,
    ) -> Response:
        """Return the register of processing as a page to print, or as a file of JSON or CSV."""
        return register_answer(acts.register_for(staff, service), form, language)

    @router.get("/register-for-customers")
    def show_for_customers(
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, reader],
        form: Annotated[RegisterForm, Query(alias="format")] = RegisterForm.HTML,
    ) -> Response:
        """Return what is done for customers as a page to print, or as a file of JSON or CSV."""
        return customers_answer(acts.for_customers_for(staff, service), form, language)

    @router.get("/aggregates/{entry}")
    def show_table(
        service: Service,
        staff: Annotated[Staff, reader],
        entry: UUID,
        form: Annotated[TableForm, Query(alias="format")] = TableForm.CSV,
    ) -> Response:
        """Return a released table of figures as a file of CSV or JSON."""
        return table_answer(tables.one_for(staff, service, entry), form)

    return router


def _names(served: Mapping[str, Any] | None) -> dict[tuple[int, str], Any]:
    """Return what each purpose is called that is served for a customer, by version and id."""
    done = () if served is None else served["processing"]
    return {(each["policy_version"], each["purpose"]): each["name"] for each in done}
