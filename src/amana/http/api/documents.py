"""Documents that a law asks for, handed to the service's own program."""

from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.http.api.answer_shapes import Shown
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import DocumentActs, ServiceActs
from amana.http.problems import language_of
from amana.http.registers import RegisterForm, customers_answer, register_answer


class InBoth(Shown):
    """The same in both languages."""

    ar: str
    en: str


class SaidByPromise(InBoth):
    """What a promise says."""

    promise: str


class ControllerShown(Shown):
    """Who answers for the service."""

    name: InBoth
    email: str | None
    phone: str | None
    address: InBoth | None
    officer: InBoth | None
    representative: InBoth | None


class CategoryShown(Shown):
    """A category of data."""

    category: str
    name: InBoth
    term: str | None


class ReceiverShown(Shown):
    """Who gets the data, where, and what binds them: by the policy, and by grants in force."""

    recipient: str
    kind: str
    name: InBoth
    country: str | None
    safeguards: list[str]


class ActivityShown(Shown):
    """What is done for one purpose."""

    purpose: str
    name: InBoth
    basis: str
    term: str | None
    only_for: str | None
    """Where the purpose exists only for some people: the event that admits them."""
    data: list[CategoryShown]
    origins: list[str]
    recipients: list[ReceiverShown]
    places: list[str]
    """Countries in which it is kept, by ISO 3166-1."""
    kept: list[SaidByPromise]


class RegisterShown(Shown):
    """The register of processing (GDPR article 30(1), Saudi regulation article 33)."""

    format_: Annotated[str, Field(alias="format")]
    service: str
    policy_version: int
    made_at: datetime
    controller: ControllerShown
    laws: list[str]
    activities: list[ActivityShown]
    protection: list[SaidByPromise]
    places: list[SaidByPromise]


class PlaceShown(Shown):
    """A country in which data is kept, by ISO 3166-1, and what permits it there."""

    country: str
    safeguards: list[str]


class ProcessingShown(Shown):
    """A category of processing that is carried out for customers, by a version of the policy."""

    policy_version: int
    purpose: str
    name: InBoth
    term: str | None
    data: list[CategoryShown]
    recipients: list[ReceiverShown]
    places: list[PlaceShown]


class CustomerServed(Shown):
    """A customer as controller, with what is done for it; ``ended_at`` where it instructs no more.

    ``purposes`` are those of ``policy_version`` that are served for it; each stands once under
    ``processing``. ``dropped`` are named for it, and that version has them no more.
    """

    customer: str
    name: str
    contact: str
    representative: str | None
    officer: str | None
    instruction: str
    starts_at: datetime
    ended_at: datetime | None
    policy_version: int
    purposes: list[str]
    dropped: list[str]


class CustomersRegisterShown(Shown):
    """What the service does for its customers, as their processor (GDPR article 30(2))."""

    format_: Annotated[str, Field(alias="format")]
    service: str
    policy_version: int
    made_at: datetime
    processor: ControllerShown
    laws: list[str]
    controllers: list[CustomerServed]
    processing: list[ProcessingShown]
    protection: list[SaidByPromise]
    places: list[SaidByPromise]


_FORMS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {kind: {"schema": {"type": "string"}} for kind in ("text/csv", "text/html")}}
}
"""What is answered beside JSON."""


def routes(acts: DocumentActs, api: ServiceActs) -> APIRouter:
    """Return the routes under ``/v1/documents``."""
    router = APIRouter(prefix="/v1/documents", route_class=StrictRoute)
    reader = Depends(ServiceKey(Permission.SERVICE_DOCUMENT_READ, api))

    @router.get("/register", response_model=RegisterShown, responses=_FORMS)
    def register(
        request: Request,
        caller: Annotated[Caller, reader],
        form: Annotated[RegisterForm, Query(alias="format")] = RegisterForm.JSON,
    ) -> Response:
        """Return the register of processing as JSON, CSV or a page to print."""
        return register_answer(acts.register(caller.service), form, language_of(request))

    @router.get("/register-for-customers", response_model=CustomersRegisterShown, responses=_FORMS)
    def for_customers(
        request: Request,
        caller: Annotated[Caller, reader],
        form: Annotated[RegisterForm, Query(alias="format")] = RegisterForm.JSON,
    ) -> Response:
        """Return what is done for customers, as their processor: JSON, CSV or a page to print."""
        return customers_answer(acts.for_customers(caller.service), form, language_of(request))

    return router
