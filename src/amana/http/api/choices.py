"""What people choose about purposes: it holds in every process once it is answered."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse
from pydantic import Field, StrictBool

from amana.acts.caller import Caller
from amana.acts.choices.choosing import Choosing, ChosenNow
from amana.acts.permissions import Permission
from amana.domain.choice.circumstances import Means, Place
from amana.domain.choice.word import Word
from amana.domain.ledger.entry import Json
from amana.domain.vocabulary.messages import Channel
from amana.domain.words import Language
from amana.http.api.answer_shapes import Shown
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Body, Person
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import ChoiceActs, ServiceActs

About: TypeAlias = Annotated[
    str, Field(pattern=r"^([A-Za-z][A-Za-z0-9_-]{0,63}|channel:[a-z_]{1,30})$")
]
"""A purpose that the policy declares, or ``channel:`` and a channel, such as ``channel:sms``."""


class Choose(Body):
    """What a person said about these purposes, or about channels."""

    person: Person
    choice: Word
    for_: Annotated[list[About], Field(alias="for", min_length=1, max_length=100)]
    confirmed: StrictBool = False
    """Whether the consent was confirmed, where the policy promises a second step."""
    language: Language | None = None
    """In which the words were shown."""
    channel: Channel | Place = Place.SERVICE
    """Through what it came in."""
    means: Means = Means.UNSAID
    """What the person did to say it; ``implied`` where nobody said it."""
    guardian: Person | None = None
    """The guardian's own id, where one said it for the person."""
    shown: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """SHA-256 of the words shown, where they were other than the promise's own."""


class SignalOf(Body):
    """The browser of this person sent ``Sec-GPC: 1``."""

    person: Person
    signal: Literal["gpc"] = "gpc"


class Stopped(Shown):
    """It holds for the person until they agree to a purpose themself."""

    entry: UUID | None
    """``null`` where it was known already."""
    stopped: list[str]
    """The purposes that it stops."""


class ChoicesOf(Body):
    """What did this person choose?"""

    person: Person


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
    signalling = Depends(ServiceKey(Permission.SERVICE_SIGNAL_CREATE, api))
    to_read = Depends(ServiceKey(Permission.SERVICE_CHOICE_READ, api))

    @router.post("/choose", response_model=Chosen)
    def choose(
        caller: Annotated[Caller, by_key], once: Annotated[Once, keyed], body: Choose
    ) -> Response:
        """Record what a person said about some purposes."""
        caller.check_purposes(body.for_)
        given = choosing(body)

        def chosen() -> dict[str, Json]:
            return told_of(acts.choose(caller.service, given))

        return once.answer(caller, chosen)

    @router.post("/signal", response_model=Stopped)
    def signal(
        caller: Annotated[Caller, signalling], once: Annotated[Once, keyed], body: SignalOf
    ) -> Response:
        """Note Global Privacy Control of a signed-in person's browser: no choice, no consent."""

        def noted() -> dict[str, Json]:
            seen = acts.signal(caller.service, person=body.person)
            entry = None if seen.entry is None else str(seen.entry)
            return {"entry": entry, "stopped": seen.stopped}

        return once.answer(caller, noted)

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

    return router


def choosing(body: Choose) -> Choosing:
    """Return what a program passed on of what a person said."""
    return Choosing(
        person=body.person,
        word=body.choice,
        purposes=frozenset(body.for_),
        confirmed=body.confirmed,
        language=body.language,
        channel=body.channel,
        means=body.means,
        guardian=body.guardian,
        shown=None if body.shown is None else bytes.fromhex(body.shown),
    )


def told_of(done: ChosenNow) -> dict[str, Json]:
    """Return what a program is told of a word that stands."""
    return {
        "entry": str(done.entry),
        "policy_version": done.policy_version,
        "promises": done.promises,
    }
