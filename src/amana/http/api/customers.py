"""Customers: registered by the service's program; each instructs by its own key for its own."""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi.responses import JSONResponse
from pydantic import ConfigDict, Field

from amana.acts.caller import Caller
from amana.acts.certificate import certificate_json
from amana.acts.cursors import LONGEST_CURSOR
from amana.acts.customers.instruct import MOST
from amana.acts.customers.register import LONGEST, LONGEST_SAID, MOST_PURPOSES
from amana.acts.permissions import Permission
from amana.acts.records.list_records import MOST as MOST_RECORDS
from amana.acts.requests.receive import Received
from amana.domain.ledger.entry import Json
from amana.http.api import record_answers
from amana.http.api.answer_shapes import ErasureCertificate, Shown
from amana.http.api.record_shapes import CorrectRecord, HeldPage, Taken
from amana.http.api.shapes import Body, Id, Person
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import CustomerActs, EndUserActs, ServiceActs
from amana.storage.customers import DescribedCustomer, NamedCustomer

_ID = r"^[a-z0-9][a-z0-9-]{0,62}$"
CustomerId: TypeAlias = Annotated[str, Path(pattern=_ID)]


class RegisterCustomer(Body):
    """A business on whose instruction the service handles the data of its end users."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "corner-shop",
                    "name": "The Corner Shop",
                    "contact": "privacy@corner.example",
                    "instruction": "Keep the orders of our buyers, and show them to nobody else.",
                }
            ]
        }
    )

    id: Annotated[str, Field(pattern=_ID)]
    name: Annotated[str, Field(min_length=1, max_length=LONGEST["name"])]
    contact: Annotated[str, Field(min_length=1, max_length=LONGEST["contact"])]
    instruction: Annotated[str, Field(min_length=1, max_length=LONGEST["instruction"])]


class DescribeCustomer(Body):
    """Who speaks for a customer and what is done for it, for the register of processing."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"officer": "Noor, privacy@corner.example", "purposes": ["orders"]}]
        }
    )

    representative: Annotated[str | None, Field(min_length=1, max_length=LONGEST_SAID)] = None
    officer: Annotated[str | None, Field(min_length=1, max_length=LONGEST_SAID)] = None
    purposes: Annotated[list[Id], Field(default_factory=list, max_length=MOST_PURPOSES)]
    """Purposes of the policy that are served for it; none means all of them."""


class EndUserNamed(Body):
    """Which end user is meant."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"person": "buyer-7"}]})

    person: Person


class CustomerIn(Shown):
    """A customer, and whether it instructs now."""

    id: str
    name: str
    contact: str
    instruction: str
    starts_at: datetime
    ended_at: datetime | None
    representative: str | None
    officer: str | None
    purposes: list[str]
    dropped: list[str]
    """Of these, what the policy that was published last has no more: it is not served."""


class CustomersIn(Shown):
    """The customers of the service, those that ended too."""

    customers: list[CustomerIn]


class CustomerNamed(Shown):
    """The customer that was registered, described or ended."""

    id: str


class Joined(Shown):
    """The entry; none where the person was this customer's before."""

    entry: UUID | None


class EndUserIn(Shown):
    """One end user of the customer."""

    person: str
    joined_at: datetime


class EndUsersIn(Shown):
    """Some of the customer's end users. From ``next`` on is more."""

    persons: list[EndUserIn]
    next: UUID | None


class RestrictedIn(Shown):
    """The request by which the service restricts the use, and how it stands."""

    request: UUID
    state: str
    again: bool


def routes(acts: CustomerActs, api: ServiceActs) -> APIRouter:
    """Return the routes of the service's own program under ``/v1/customers``."""
    router = APIRouter(prefix="/v1/customers", route_class=StrictRoute)
    to_see = Depends(ServiceKey(Permission.SERVICE_CUSTOMER_READ, api))
    to_change = Depends(ServiceKey(Permission.SERVICE_CUSTOMER_WRITE, api))

    @router.get("", response_model=CustomersIn)
    def listed(caller: Annotated[Caller, to_see]) -> Response:
        """Return the customers of the service, those that ended too."""
        return JSONResponse({"customers": acts.listed(caller.service)})

    @router.post("", response_model=CustomerNamed)
    def register(body: RegisterCustomer, caller: Annotated[Caller, to_change]) -> Response:
        """Register a customer, which is the controller of its end users from here on."""
        new = NamedCustomer(
            id=body.id, name=body.name, contact=body.contact, instruction=body.instruction
        )
        acts.register(caller.service, new)
        return JSONResponse({"id": body.id})

    @router.post("/{customer}/describe", response_model=CustomerNamed)
    def describe(
        customer: CustomerId, body: DescribeCustomer, caller: Annotated[Caller, to_change]
    ) -> Response:
        """Say who speaks for a customer and what is done for it, instead of before."""
        said = DescribedCustomer(
            representative=body.representative, officer=body.officer, purposes=tuple(body.purposes)
        )
        acts.describe(caller.service, customer, said)
        return JSONResponse({"id": customer})

    @router.post("/{customer}/end", response_model=CustomerNamed)
    def end(customer: CustomerId, caller: Annotated[Caller, to_change]) -> Response:
        """End a customer: its keys reach nobody from here on."""
        acts.end(caller.service, customer)
        return JSONResponse({"id": customer})

    @router.post("/{customer}/persons", response_model=Joined)
    def join(
        customer: CustomerId, body: EndUserNamed, caller: Annotated[Caller, to_change]
    ) -> Response:
        """Say that a person is an end user of the customer; nobody is of two."""
        entry = acts.join(caller.service, customer, person=body.person)
        return JSONResponse({"entry": None if entry is None else str(entry)})

    return router


def end_user_routes(acts: EndUserActs, api: ServiceActs) -> APIRouter:
    """Return the routes of a customer's own key: its end users, and nobody else."""
    router = APIRouter(prefix="/v1/customers/{customer}/persons", route_class=StrictRoute)
    _shown_to_it(router, acts, api)
    _done_for_it(router, acts, api)
    return router


def _shown_to_it(router: APIRouter, acts: EndUserActs, api: ServiceActs) -> None:
    to_list = Depends(ServiceKey(Permission.SERVICE_END_USER_READ, api))
    to_copy = Depends(ServiceKey(Permission.SERVICE_END_USER_COPY, api))

    @router.get("", response_model=EndUsersIn)
    def persons(
        customer: CustomerId,
        caller: Annotated[Caller, to_list],
        after: UUID | None = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
    ) -> Response:
        """Return the customer's end users, in the order in which they came."""
        caller.check_customer(customer)
        page = acts.persons(caller.service, customer, after=after, limit=limit)
        rows = [
            {"person": each.person, "joined_at": each.joined_at.isoformat()}
            for each in page.persons
        ]
        more = None if page.next is None else str(page.next)
        return JSONResponse({"persons": rows, "next": more})

    @router.post("/records", response_model=HeldPage)
    def records(
        customer: CustomerId,
        body: EndUserNamed,
        caller: Annotated[Caller, to_copy],
        cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR)] = None,
        limit: Annotated[int, Query(ge=1, le=MOST_RECORDS)] = 100,
    ) -> Response:
        """Return all that is held about an end user, with where each value came from: a copy."""
        caller.check_customer(customer)
        page = acts.records(caller.service, customer, person=body.person, after=cursor, limit=limit)
        return JSONResponse(record_answers.page(page))


def _done_for_it(router: APIRouter, acts: EndUserActs, api: ServiceActs) -> None:
    to_correct = Depends(ServiceKey(Permission.SERVICE_END_USER_WRITE, api))
    to_restrict = Depends(ServiceKey(Permission.SERVICE_END_USER_RESTRICT, api))
    to_erase = Depends(ServiceKey(Permission.SERVICE_END_USER_ERASE, api))

    @router.post("/correct", response_model=Taken)
    def correct(
        customer: CustomerId, body: CorrectRecord, caller: Annotated[Caller, to_correct]
    ) -> Response:
        """Put values in place of those that a record of an end user holds."""
        caller.check_customer(customer)
        return JSONResponse(
            record_answers.taken(acts.correct(caller.service, customer, body.asked()))
        )

    @router.post("/restrict", response_model=RestrictedIn)
    def restrict(
        customer: CustomerId, body: EndUserNamed, caller: Annotated[Caller, to_restrict]
    ) -> Response:
        """Have the use of an end user's data restricted: a proven request, which has a term."""
        caller.check_customer(customer)
        return JSONResponse(
            _restricted(acts.restrict(caller.service, customer, person=body.person))
        )

    @router.post("/erase", response_model=ErasureCertificate)
    def erase(
        customer: CustomerId, body: EndUserNamed, caller: Annotated[Caller, to_erase]
    ) -> Response:
        """Erase an end user here and in every source, and get the certificate."""
        caller.check_customer(customer)
        return JSONResponse(
            certificate_json(acts.erase(caller.service, customer, person=body.person))
        )


def _restricted(done: Received) -> dict[str, Json]:
    return {"request": str(done.request), "state": done.state.value, "again": done.again}
