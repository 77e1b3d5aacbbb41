"""What people choose about purposes: it holds in every process once it is answered."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse
from pydantic import Field, StrictBool

from amana.acts.caller import Caller
from amana.acts.choices.choose import Choosing
from amana.acts.permissions import Permission
from amana.domain.choice.word import Word
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Json
from amana.http.api.answer_shapes import Shown
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Body, Id, Ids, Label, Person
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import ChoiceActs, ServiceActs


class Choose(Body):
    """What a person said about these purposes."""

    person: Person
    choice: Word
    for_: Annotated[Ids, Field(alias="for")]
    confirmed: StrictBool = False
    """Whether the consent was confirmed, where the policy promises a second step."""


class ChoicesOf(Body):
    """What did this person choose?"""

    person: Person


class AudienceOf(Body):
    """Which of these persons may get this message, or may their data be used for this purpose?"""

    persons: Annotated[list[Person], Field(min_length=1, max_length=10_000)]
    doing: Literal["message", "use"]
    data: Ids
    for_: Annotated[Id, Field(alias="for")]
    at: Label | None = None
    """The occasion at which the data was collected."""
    channel: Label | None = None


class Audience(Shown):
    """Who is proposed. Each is decided about by name before anything is done: ``/v1/message``."""

    persons: list[str]
    promises: list[str]
    refused_by: list[int]
    """The rules by which nobody is proposed, or nobody but those who consented."""


class Chosen(Shown):
    """It stands on the ledger, and holds."""

    entry: UUID
    policy_version: int
    promises: list[str]


class Said(Shown):
    """One word of the person."""

    purpose: str
    state: Literal["consented", "withdrawn", "objected", "opted_out", "opted_in"]
    policy_version: int
    promise: str | None
    holds: bool
    at: datetime


class Choices(Shown):
    """What holds today, and every word that was said, the latest first."""

    consented: list[str]
    objected: list[str]
    said: list[Said]


def routes(acts: ChoiceActs, api: ServiceActs) -> APIRouter:
    """Return the routes of choices."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    keyed = Depends(OnceOf(api))
    by_key = Depends(ServiceKey(Permission.SERVICE_CHOICE_CREATE, api))
    to_read = Depends(ServiceKey(Permission.SERVICE_CHOICE_READ, api))
    to_reach = Depends(ServiceKey(Permission.SERVICE_AUDIENCE_READ, api))

    @router.post("/choose", response_model=Chosen)
    def choose(
        caller: Annotated[Caller, by_key], once: Annotated[Once, keyed], body: Choose
    ) -> Response:
        """Record what a person said about some purposes."""
        caller.check_purposes(body.for_)
        given = Choosing(
            person=body.person,
            word=body.choice,
            purposes=frozenset(body.for_),
            confirmed=body.confirmed,
        )

        def chosen() -> dict[str, Json]:
            done = acts.choose(caller.service, given)
            return {
                "entry": str(done.entry),
                "policy_version": done.policy_version,
                "promises": done.promises,
            }

        return once.answer(caller, chosen)

    @router.post("/choices", response_model=Choices)
    def choices(caller: Annotated[Caller, to_read], body: ChoicesOf) -> Response:
        """Tell what a person chose, over all of their ids."""
        found = acts.choices(caller.service, person=body.person)
        return JSONResponse(
            {
                "consented": found.consented,
                "objected": found.objected,
                "said": [
                    {
                        "purpose": each.purpose,
                        "state": each.state.value,
                        "policy_version": each.policy_version,
                        "promise": each.promise,
                        "holds": each.holds,
                        "at": each.at.isoformat(),
                    }
                    for each in found.said
                ],
            }
        )

    @router.post("/audience", response_model=Audience)
    def audience(caller: Annotated[Caller, to_reach], body: AudienceOf) -> Response:
        """Propose who may get this; each message is still decided by ``/v1/message``, under lock.

        Whom Amana never met, or met within the last minute, is not proposed.
        """
        caller.check_purposes([body.for_])
        question = Question(
            doing=Doing(body.doing),
            data=frozenset(body.data),
            purposes=frozenset({body.for_}),
            occasion=body.at,
            channel=body.channel,
        )
        found = acts.audience_among(caller.service, question, body.persons)
        return JSONResponse(
            {
                "persons": found.persons,
                "promises": found.promises,
                "refused_by": found.refused_by,
            }
        )

    return router
