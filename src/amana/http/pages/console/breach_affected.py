"""Who is affected by a breach, at the desk: looked for, and told another way than by message."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.breaches.finding import Readings, Search
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.breach.errors import FactsUnfit
from amana.domain.errors import AmanaError
from amana.http.names import ID
from amana.http.pages.console.breach_facts import names_in
from amana.http.pages.console.breaches import show_one
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service

_Names = Annotated[str, Form(max_length=4_000)]
_Time = Annotated[str, Form(max_length=32)]
_Persons = Annotated[str, Form(max_length=1_000_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """By what to look, as it was typed."""

    categories: str
    sources: str
    recipients: str
    read_by: str
    since: str
    until: str
    persons: str

    def search(self) -> Search:
        """Return the search. Raises ``FactsUnfit`` for one for nothing, and for wrong times."""
        readings = None
        if self.read_by.strip():
            readings = Readings(
                by=self.read_by.strip(),
                since=_instant(self.since, "since"),
                until=_instant(self.until, "until"),
            )
        lines = (each.strip() for each in self.persons.splitlines())
        return Search(
            categories=_ids(self.categories, "categories"),
            sources=_ids(self.sources, "sources"),
            recipients=_ids(self.recipients, "recipients"),
            readings=readings,
            persons=tuple(each for each in lines if each),
        )


def asked_of_form(
    categories: _Names = "",
    sources: _Names = "",
    recipients: _Names = "",
    read_by: Annotated[str, Form(max_length=200)] = "",
    since: _Time = "",
    until: _Time = "",
    persons: _Persons = "",
) -> Asked:
    """Return by what to look; nothing is judged yet."""
    return Asked(
        categories=categories,
        sources=sources,
        recipients=recipients,
        read_by=read_by,
        since=since,
        until=until,
        persons=persons,
    )


def _ids(line: str, part: str) -> tuple[str, ...]:
    """Return the ids of a line. Raises ``FactsUnfit`` for what is none."""
    found = tuple(names_in(line))
    if not all(ID.fullmatch(each) for each in found):
        raise FactsUnfit(part=part)
    return found


def _instant(text: str, part: str) -> datetime:
    """Return an instant, of UTC where it has no zone."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise FactsUnfit(part=part) from None
    return at.replace(tzinfo=at.tzinfo or UTC)


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/breaches/{breach}`` about who is affected."""
    router = APIRouter(prefix="/console/{service}/breaches/{breach}")
    writer = Depends(desk.own_form(Permission.STAFF_BREACH_WRITE))
    acts = desk.platform.breach_desk

    @router.post("/affected")
    def find(
        request: Request,
        service: Service,
        breach: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        asked: Annotated[Asked, Depends(asked_of_form)],
    ) -> Response:
        """Look for those affected and add them; asked again it adds nobody twice."""
        try:
            found = acts.find(staff, service, breach, asked.search())
        except AmanaError as error:
            return show_one(desk, request, service, breach, language, staff, error)
        return show_one(desk, request, service, breach, language, staff, found=found)

    @router.post("/otherwise")
    def otherwise(
        request: Request,
        service: Service,
        breach: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        how: Annotated[str, Form(min_length=1, max_length=4_000)],
    ) -> Response:
        """Note that those whom no message reaches were told another way, now."""
        try:
            acts.tell_otherwise(staff, service, breach, at=None, how=how)
        except AmanaError as error:
            return show_one(desk, request, service, breach, language, staff, error)
        return after(f"/console/{service}/breaches/{breach}", language, told="saved")

    return router
