"""What people said over time, the receipts of it, and consents in two steps."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from amana.acts.caller import Caller
from amana.acts.choices.history import ChoiceHistory, Line
from amana.acts.instants import at
from amana.acts.permissions import Permission
from amana.domain.choice.word import Chosen
from amana.domain.ledger.entry import Json
from amana.http.api.answer_shapes import Shown
from amana.http.api.choices import Choose, choosing, told_of
from amana.http.api.choices import Chosen as ChosenShown
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Body, Person
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import ChoiceActs, ServiceActs


class JsonLd(JSONResponse):
    """An answer as JSON-LD."""

    media_type = "application/ld+json"


class ReceiptOf(Body):
    """The receipt of what this person said under this entry of the ledger."""

    person: Person
    entry: UUID


class HistoryOf(Body):
    """What did this person say over time; and how did they stand to it at an instant?"""

    person: Person
    at: AwareDatetime | None = None


class Confirm(Body):
    """The second step of a consent: what was sent to the person came back."""

    token: Annotated[str, Field(min_length=20, max_length=100)]


class Waiting(Shown):
    """A consent that does not count before its token comes back. Nobody else is told the token."""

    entry: UUID
    token: str
    until: datetime


class Receipt(BaseModel):
    """A consent receipt (ISO/IEC TS 27560:2023 in the W3C DPV profile), as JSON-LD."""

    model_config = ConfigDict(extra="allow", frozen=True)

    context: Annotated[dict[str, str], Field(alias="@context")]
    id: Annotated[str, Field(alias="@id")]
    type: Annotated[str, Field(alias="@type")]
    record: Annotated[dict[str, object], Field(alias="dpv:hasRecordOfActivity")]
    entry: Annotated[dict[str, object], Field(alias="amana:entry")]
    """The ledger's entry, opened, with the signed checkpoint of the day."""
    proof: Annotated[list[str], Field(alias="amana:proof")]
    """Inclusion proof (RFC 9162), in base64."""


class Told(Shown):
    """One line of a history."""

    at: datetime
    happened: Literal["said", "lapsed", "asked", "accepted"]
    purpose: str | None
    state: str | None
    policy_version: int | None
    promise: str | None
    holds: bool
    why: str | None
    how: str | None
    """Of a version of the policy, how it was met."""
    language: str | None
    channel: str
    means: str
    guarded: bool
    imported: bool
    brought_at: datetime | None
    expires_at: datetime | None
    confirmed_at: datetime | None
    entry: UUID | None
    """Of which a receipt can be asked for."""


class Standing(Shown):
    """How the person stood to all purposes."""

    consented: list[str]
    implied: list[str]
    """Of these, the purposes whose consent nobody said in words."""
    objected: list[str]


class History(Shown):
    """Every line, the latest first, and what it came to at the instant asked about, or now."""

    lines: list[Told]
    stands: Standing
    waiting: list[str]


def routes(acts: ChoiceActs, api: ServiceActs) -> APIRouter:
    """Return the routes of histories, receipts and second steps."""
    router = APIRouter(prefix="/v1/choices", route_class=StrictRoute)
    keyed = Depends(OnceOf(api))
    to_read = Depends(ServiceKey(Permission.SERVICE_CHOICE_READ, api))
    to_choose = Depends(ServiceKey(Permission.SERVICE_CHOICE_CREATE, api))
    to_confirm = Depends(ServiceKey(Permission.SERVICE_CHOICE_CONFIRM, api))

    @router.post("/receipt", response_class=JsonLd, response_model=Receipt)
    def receipt(caller: Annotated[Caller, to_read], body: ReceiptOf) -> Response:
        """Hand out a receipt (ISO/IEC TS 27560 in the W3C DPV profile), with its ledger proof."""
        found = acts.receipt(caller.service, person=body.person, entry=body.entry)
        return Response(found.text, media_type=JsonLd.media_type)

    @router.post("/history", response_model=History)
    def history(caller: Annotated[Caller, to_read], body: HistoryOf) -> Response:
        """Tell what a person said over time, under all of their ids, and what lapsed."""
        found = acts.history(caller.service, person=body.person)
        stands = found.now
        if body.at is not None:
            stands = acts.state_at(caller.service, person=body.person, at=body.at)
        return JSONResponse(_history(found, stands))

    @router.post("/ask", response_model=Waiting)
    def ask(caller: Annotated[Caller, to_choose], body: Choose) -> Response:
        """Keep a consent that waits for its second step, and get the token to send."""
        caller.check_purposes(body.for_)
        found = acts.ask_to_confirm(caller.service, choosing(body))
        return JSONResponse(
            {
                "entry": str(found.entry),
                "token": found.token,
                "until": found.until.isoformat(),
            }
        )

    @router.post("/confirm", response_model=ChosenShown)
    def confirm(
        caller: Annotated[Caller, to_confirm], once: Annotated[Once, keyed], body: Confirm
    ) -> Response:
        """Let a consent count that waited for this token."""

        def confirmed() -> dict[str, Json]:
            return told_of(acts.confirm(caller.service, token=body.token))

        return once.answer(caller, confirmed)

    return router


def _history(found: ChoiceHistory, stands: Chosen) -> dict[str, object]:
    return {
        "lines": [_line(each) for each in found.lines],
        "stands": {
            "consented": sorted(stands.consented),
            "implied": sorted(stands.implied),
            "objected": sorted(stands.objected),
        },
        "waiting": list(found.waiting),
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "at": line.at.isoformat(),
        "happened": line.happened.value,
        "purpose": line.purpose,
        "state": None if line.state is None else line.state.value,
        "policy_version": line.version,
        "promise": line.promise,
        "holds": line.holds,
        "why": None if line.why is None else line.why.value,
        "how": None if line.met is None else line.met.value,
        "language": line.how.language,
        "channel": line.how.through.value,
        "means": line.how.means.value,
        "guarded": line.how.guarded,
        "imported": line.how.imported,
        "brought_at": at(line.brought_at),
        "expires_at": at(line.expires_at),
        "confirmed_at": at(line.confirmed_at),
        "entry": None if line.entry is None else str(line.entry),
    }
