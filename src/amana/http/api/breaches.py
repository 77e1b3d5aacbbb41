"""Breaches of data: noted by a program, with who is affected and until when who is told."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, Field, StrictBool

from amana.acts.breaches.finding import Readings, Search
from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.domain.breach.errors import FactsUnfit
from amana.domain.ledger.entry import Json
from amana.http.api.answer_shapes import Shown
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Body, Id, Person
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import AskedBreachActs, ServiceActs

_Line = Annotated[str, Field(min_length=1, max_length=200)]
_Text = Annotated[str, Field(min_length=1, max_length=4_000)]
_Many = Annotated[list[Id], Field(max_length=200, default_factory=list)]


class SaidIn(Body):
    """The same in both languages."""

    ar: _Text
    en: _Text


class BreachIn(Body):
    """What is known of a breach. The words name nobody whom the data is about."""

    title: _Line
    nature: Annotated[
        list[Literal["confidentiality", "integrity", "availability", "weakness"]],
        Field(min_length=1, max_length=4),
    ]
    severity: Literal["unlikely", "risk", "high"]
    occurred_from: AwareDatetime | None = None
    occurred_until: AwareDatetime | None = None
    discovered: AwareDatetime
    aware: AwareDatetime
    """When whoever answers for it became aware: from here most clocks run."""
    what: SaidIn
    consequences: SaidIn | None = None
    measures: SaidIn | None = None
    advice: SaidIn | None = None
    contact: _Line | None = None
    lead: _Line
    categories: _Many
    sources: _Many
    recipients: _Many
    rehearsal: StrictBool = False
    """Nothing of a rehearsal leaves, and it keeps no promise."""


class ReadIn(Body):
    """What somebody read between two times."""

    by: _Line
    """A member's id, the name that the application gave, or `application`."""
    since: AwareDatetime
    until: AwareDatetime


class AffectedIn(Body):
    """By what to look for those affected; each way that is given is gone."""

    categories: _Many
    sources: _Many
    recipients: _Many
    """Those of whom a recipient received something."""
    readings: ReadIn | None = None
    persons: Annotated[list[Person], Field(max_length=10_000, default_factory=list)]


class Noted(Shown):
    """It is noted, and its clocks run."""

    breach: UUID


class Affected(Shown):
    """How many are affected now."""

    affected: int
    unknown: int
    """How many of the ids that were sent nobody is known by, or who was erased."""
    unread: int
    """How many readings of that time cannot be opened any more."""


class BreachOut(Shown):
    """A breach with its facts, numbers, clocks and history; nobody affected is named."""

    breach: UUID
    rehearsal: bool
    opened_at: datetime
    closed_at: datetime | None
    sending_at: datetime | None
    laws: list[str]
    facts: Mapping[str, object]
    awareness: list[Mapping[str, object]]
    """Every awareness that was noted, with when."""
    numbers: Mapping[str, int]
    found_by: Mapping[str, int]
    by_law: Mapping[str, int]
    clocks: list[Mapping[str, object]]
    history: list[Mapping[str, object]]
    handed_in: list[Mapping[str, object]]
    otherwise: list[Mapping[str, object]]
    missing: list[str]
    """What the laws want to be told of it and nobody has written yet."""


class BreachesOut(Shown):
    """The register of breaches; rehearsals stand apart."""

    format: str
    service: str
    made_at: datetime
    breaches: list[BreachOut]
    rehearsals: list[BreachOut]


def routes(acts: AskedBreachActs, api: ServiceActs) -> APIRouter:
    """Return the routes under ``/v1/breaches``."""
    router = APIRouter(prefix="/v1/breaches", route_class=StrictRoute)
    keyed = Depends(OnceOf(api))
    to_see = Depends(ServiceKey(Permission.SERVICE_BREACH_READ, api))
    to_note = Depends(ServiceKey(Permission.SERVICE_BREACH_WRITE, api))

    @router.get("", response_model=BreachesOut)
    def listed(caller: Annotated[Caller, to_see]) -> Response:
        """Return the register: every breach with its clocks."""
        return JSONResponse(dict(acts.register(caller.service)))

    @router.get("/{breach}", response_model=BreachOut)
    def one(caller: Annotated[Caller, to_see], breach: UUID) -> Response:
        """Return a breach with its clocks."""
        return JSONResponse(dict(acts.one(caller.service, breach)))

    @router.post("", response_model=Noted)
    def note(
        caller: Annotated[Caller, to_note], once: Annotated[Once, keyed], body: BreachIn
    ) -> Response:
        """Note a breach: its clocks run from now on, and the event `breach.opened` is told."""
        facts: dict[str, Any] = body.model_dump(mode="json", exclude={"rehearsal"})

        def noted() -> dict[str, Json]:
            made = acts.open(caller.service, facts, rehearsal=body.rehearsal)
            return {"breach": str(made)}

        return once.answer(caller, noted)

    @router.post("/{breach}/affected", response_model=Affected)
    def find(caller: Annotated[Caller, to_note], breach: UUID, body: AffectedIn) -> Response:
        """Look for those affected and add them; asked again it adds nobody twice."""
        return JSONResponse(asdict(acts.find(caller.service, breach, _search(body))))

    return router


def _search(body: AffectedIn) -> Search:
    """Return the search. Raises ``FactsUnfit`` for one for nothing."""
    if body.readings is not None and body.readings.since > body.readings.until:
        raise FactsUnfit(part="since")
    readings = None
    if body.readings is not None:
        asked = body.readings
        readings = Readings(by=asked.by, since=asked.since, until=asked.until)
    return Search(
        categories=tuple(body.categories),
        sources=tuple(body.sources),
        recipients=tuple(body.recipients),
        readings=readings,
        persons=tuple(body.persons),
    )
