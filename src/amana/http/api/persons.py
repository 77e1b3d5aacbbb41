"""Persons: by what they are known, which ids are one person, and what is declared about them."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse

from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.domain.person.facts import ORIGINS
from amana.domain.person.identifiers import IdentifierKind
from amana.http.api import person_answers
from amana.http.api.answer_shapes import Noted
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.person_shapes import (
    DeclarePerson,
    DropIdentifier,
    FindPersons,
    FoundPersons,
    IdentifiedOut,
    Identify,
    JoinVisitor,
    MergePersons,
    PersonOut,
    ShowPerson,
    SplitPersons,
    SuppressAddress,
    SuppressedOut,
    TiePersons,
    UsedIdentifiersOut,
    UseIdentifiers,
    VerifyIdentifier,
)
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import PersonActs, ServiceActs


def routes(acts: PersonActs, programs: ServiceActs) -> APIRouter:
    """Return the routes of persons. Values that a use gives are never kept to be given again."""
    router = APIRouter(prefix="/v1/persons", route_class=StrictRoute)
    _identifying(router, acts, programs)
    _joining(router, acts, programs)
    _saying(router, acts, programs)
    _keeping_out(router, acts, programs)
    return router


def _noted(caller: Caller, once: Once, do: Callable[[], UUID]) -> Response:
    """Answer with the entry under which it stands on the ledger."""
    return once.answer(caller, lambda: {"entry": str(do())})


def _identifying(router: APIRouter, acts: PersonActs, programs: ServiceActs) -> None:
    """Add what is done with identifiers."""
    keyed = Depends(OnceOf(programs))
    to_write = Depends(ServiceKey(Permission.SERVICE_PERSON_WRITE, programs))
    to_identify = Depends(ServiceKey(Permission.SERVICE_PERSON_IDENTIFY, programs))
    to_use = Depends(ServiceKey(Permission.SERVICE_PERSON_USE, programs))

    @router.post("/identify", response_model=IdentifiedOut)
    def identify_person(
        caller: Annotated[Caller, to_identify], once: Annotated[Once, keyed], body: Identify
    ) -> Response:
        """Take in by what a person is known, if that is promised."""
        caller.check_purposes(body.for_)
        return once.answer(
            caller, lambda: person_answers.identified(acts.identify(caller.service, body.asked()))
        )

    @router.post("/verify", response_model=Noted)
    def verify_identifier(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], body: VerifyIdentifier
    ) -> Response:
        """Note that an identifier was shown to be the person's."""
        return _noted(
            caller,
            once,
            lambda: acts.verify(
                caller.service,
                person=body.person,
                kind=body.identifier,
                value=body.value,
                by=body.by,
            ),
        )

    @router.post("/drop", response_model=Noted)
    def drop_identifier(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], body: DropIdentifier
    ) -> Response:
        """End an identifier; it stays as history until the person is erased."""
        return _noted(
            caller,
            once,
            lambda: acts.drop(
                caller.service, person=body.person, kind=body.identifier, value=body.value
            ),
        )

    @router.post("/use", response_model=UsedIdentifiersOut)
    def use_identifiers(caller: Annotated[Caller, to_use], body: UseIdentifiers) -> Response:
        """Get a person's identifiers of a kind for a purpose, if that is promised."""
        caller.check_purposes([body.for_])
        done = acts.use(
            caller.service,
            person=body.person,
            kind=IdentifierKind(body.kind),
            purpose=body.for_,
            category=body.category,
        )
        return JSONResponse(person_answers.used(done))


def _joining(router: APIRouter, acts: PersonActs, programs: ServiceActs) -> None:
    """Add what is done with ids of one person."""
    keyed = Depends(OnceOf(programs))
    to_join = Depends(ServiceKey(Permission.SERVICE_PERSON_JOIN, programs))

    @router.post("/merge", response_model=Noted)
    def merge_persons(
        caller: Annotated[Caller, to_join], once: Annotated[Once, keyed], body: MergePersons
    ) -> Response:
        """Say that two ids are one person. Nothing is moved: a split separates it again."""
        return _noted(
            caller, once, lambda: acts.merge(caller.service, person=body.person, other=body.other)
        )

    @router.post("/split", response_model=Noted)
    def split_persons(
        caller: Annotated[Caller, to_join], once: Annotated[Once, keyed], body: SplitPersons
    ) -> Response:
        """Take back that two ids are one person, or take one out of its group."""
        return _noted(
            caller, once, lambda: acts.split(caller.service, person=body.person, other=body.other)
        )

    @router.post("/join", response_model=Noted)
    def join_visitor(
        caller: Annotated[Caller, to_join], once: Annotated[Once, keyed], body: JoinVisitor
    ) -> Response:
        """Join a browser's id to the account that signed in there, with all that it chose."""
        return _noted(
            caller,
            once,
            lambda: acts.join_visitor(caller.service, visitor=body.visitor, person=body.person),
        )


def _saying(router: APIRouter, acts: PersonActs, programs: ServiceActs) -> None:
    """Add what is declared about persons, and what is shown of them."""
    keyed = Depends(OnceOf(programs))
    to_write = Depends(ServiceKey(Permission.SERVICE_PERSON_WRITE, programs))
    to_read = Depends(ServiceKey(Permission.SERVICE_PERSON_READ, programs))

    @router.post("/declare", response_model=Noted)
    def declare_person(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], body: DeclarePerson
    ) -> Response:
        """Keep where a person lives, their age as a year or a yes, or that they are a business."""
        return _noted(
            caller,
            once,
            lambda: acts.declare(
                caller.service,
                person=body.person,
                value=body.value(),
                origin=ORIGINS[body.origin],
                source=body.source,
            ),
        )

    @router.post("/tie", response_model=Noted)
    def tie_persons(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], body: TiePersons
    ) -> Response:
        """Say that a person acts for another: a guardian, or staff of a business."""
        return _noted(
            caller,
            once,
            lambda: acts.tie(caller.service, person=body.person, other=body.other, kind=body.tie),
        )

    @router.post("/untie", response_model=Noted)
    def untie_persons(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], body: TiePersons
    ) -> Response:
        """Say that the person does not act for the other any more."""
        return _noted(
            caller,
            once,
            lambda: acts.untie(caller.service, person=body.person, other=body.other, kind=body.tie),
        )

    @router.post("/find", response_model=FoundPersons)
    def find_persons(caller: Annotated[Caller, to_read], body: FindPersons) -> Response:
        """Find the service's own ids of all who have an identifier now."""
        found = acts.find(caller.service, kind=body.identifier, value=body.value)
        return JSONResponse({"persons": found})

    @router.post("/show", response_model=PersonOut)
    def show_person(caller: Annotated[Caller, to_read], body: ShowPerson) -> Response:
        """Show who a person is; of identifiers everything but their values."""
        return JSONResponse(person_answers.person(acts.show(caller.service, person=body.person)))


def _keeping_out(router: APIRouter, acts: PersonActs, programs: ServiceActs) -> None:
    """Add what is done with addresses that stay out."""
    keyed = Depends(OnceOf(programs))
    to_suppress = Depends(ServiceKey(Permission.SERVICE_SUPPRESSION_WRITE, programs))
    to_read = Depends(ServiceKey(Permission.SERVICE_PERSON_READ, programs))

    @router.post("/suppress", response_model=Noted)
    def suppress_address(
        caller: Annotated[Caller, to_suppress], once: Annotated[Once, keyed], body: SuppressAddress
    ) -> Response:
        """Keep an address out, whoever brings it; only its keyed hash is kept."""
        return _noted(
            caller,
            once,
            lambda: acts.suppress(
                caller.service, kind=body.identifier, value=body.value, why=body.reason
            ),
        )

    @router.post("/lift", response_model=Noted)
    def lift_suppression(
        caller: Annotated[Caller, to_suppress], once: Annotated[Once, keyed], body: SuppressAddress
    ) -> Response:
        """Let an address in again."""
        return _noted(
            caller,
            once,
            lambda: acts.lift(
                caller.service, kind=body.identifier, value=body.value, why=body.reason
            ),
        )

    @router.post("/suppressed", response_model=SuppressedOut)
    def suppressed_address(caller: Annotated[Caller, to_read], body: FindPersons) -> Response:
        """Say why an address stays out."""
        found = acts.suppressed(caller.service, kind=body.identifier, value=body.value)
        return JSONResponse({"why": [why.value for why in found]})
