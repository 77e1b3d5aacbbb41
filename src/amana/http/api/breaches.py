"""Breaches of data: noted by a program, with who is affected and until when who is told."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse

from amana.acts.breaches.case import HandedIn, Phase
from amana.acts.breaches.finding import Readings, Search
from amana.acts.breaches.given import Letter
from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.domain.breach.errors import FactsUnfit
from amana.domain.ledger.entry import Json
from amana.domain.promises.law import Law
from amana.domain.words import LANGUAGES, Language
from amana.http.api.breach_shapes import (
    Affected,
    AffectedIn,
    BreachesOut,
    BreachIn,
    BreachOut,
    ChangedIn,
    ClosedIn,
    FormOut,
    HandedInIn,
    Noted,
    NoticeIn,
    NoticeOut,
    OtherwiseIn,
)
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import AskedBreachActs, ServiceActs


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

    _add_telling(router, acts, to_see, to_note, keyed)
    _add_steps(router, acts, to_see, to_note, keyed)
    return router


def _add_telling(
    router: APIRouter, acts: AskedBreachActs, to_see: object, to_note: object, keyed: object
) -> None:
    """Add how people are told."""

    @router.get("/{breach}/notice", response_model=NoticeOut)
    def notice(caller: Annotated[Caller, to_see], breach: UUID) -> Response:
        """Return the words in which people are told: as approved, else as drafted."""
        found = acts.notice(caller.service, breach)
        letters = {each: asdict(found.letters[each]) for each in LANGUAGES}
        return JSONResponse({"approved": found.approved, **letters})

    @router.post("/{breach}/notice", response_model=BreachOut)
    def approve(
        caller: Annotated[Caller, to_note],
        once: Annotated[Once, keyed],
        breach: UUID,
        body: NoticeIn,
    ) -> Response:
        """Approve the words in which people are told."""
        given = body.model_dump()
        letters: dict[Language, Letter] = {each: Letter(**given[each]) for each in LANGUAGES}
        return once.answer(
            caller,
            _then(acts, caller, breach, lambda: acts.approve(caller.service, breach, letters)),
        )

    @router.post("/{breach}/send", response_model=BreachOut)
    def send(
        caller: Annotated[Caller, to_note], once: Annotated[Once, keyed], breach: UUID
    ) -> Response:
        """Let everybody who is found be told, now and later; workers do it."""
        return once.answer(
            caller, _then(acts, caller, breach, lambda: acts.send(caller.service, breach))
        )

    @router.post("/{breach}/otherwise", response_model=BreachOut)
    def otherwise(
        caller: Annotated[Caller, to_note],
        once: Annotated[Once, keyed],
        breach: UUID,
        body: OtherwiseIn,
    ) -> Response:
        """Note that those whom no message reaches were told another way."""
        return once.answer(
            caller,
            _then(
                acts,
                caller,
                breach,
                lambda: acts.tell_otherwise(caller.service, breach, at=body.at, how=body.how),
            ),
        )


def _add_steps(
    router: APIRouter, acts: AskedBreachActs, to_see: object, to_note: object, keyed: object
) -> None:
    """Add what is learnt later, the authorities' forms, and the end."""

    @router.post("/{breach}/change", response_model=BreachOut)
    def change(
        caller: Annotated[Caller, to_note],
        once: Annotated[Once, keyed],
        breach: UUID,
        body: ChangedIn,
    ) -> Response:
        """Note the facts as they are known now, beside those before."""
        facts: dict[str, Any] = body.facts.model_dump(mode="json")
        return once.answer(
            caller,
            _then(
                acts,
                caller,
                breach,
                lambda: acts.change(caller.service, breach, facts, learnt=body.learnt),
            ),
        )

    @router.get("/{breach}/form/{law}", response_model=FormOut)
    def form(
        caller: Annotated[Caller, to_see], breach: UUID, law: Law, phase: Phase = Phase.INITIAL
    ) -> Response:
        """Return the form for the authority of a law."""
        return JSONResponse(dict(acts.form(caller.service, breach, law, phase)))

    @router.post("/{breach}/handed-in", response_model=BreachOut)
    def hand_in(
        caller: Annotated[Caller, to_note],
        once: Annotated[Once, keyed],
        breach: UUID,
        body: HandedInIn,
    ) -> Response:
        """Note that the form was handed in to the authority of a law."""
        done = HandedIn(law=body.law, phase=body.phase, at=body.at, how=body.how)
        return once.answer(
            caller, _then(acts, caller, breach, lambda: acts.hand_in(caller.service, breach, done))
        )

    @router.post("/{breach}/close", response_model=BreachOut)
    def close(
        caller: Annotated[Caller, to_note],
        once: Annotated[Once, keyed],
        breach: UUID,
        body: ClosedIn,
    ) -> Response:
        """Note that the breach is over; nothing is added to it from here on."""
        return once.answer(
            caller,
            _then(acts, caller, breach, lambda: acts.close(caller.service, breach, body.reason)),
        )


def _then(
    acts: AskedBreachActs, caller: Caller, breach: UUID, deed: Callable[[], None]
) -> Callable[[], dict[str, Json]]:
    """Return what does it, and then says how the breach stands."""

    def done() -> dict[str, Json]:
        deed()
        return dict(acts.one(caller.service, breach))

    return done


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
