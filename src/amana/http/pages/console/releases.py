"""The queue of releases: what is proposed, who is left to approve it; and what is announced."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response
from pydantic import BaseModel, Field

from amana.acts.permissions import Permission
from amana.acts.releases.deciding import Proposed
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.release.errors import ReleaseUnfit
from amana.domain.release.release import LONGEST_TEXT, Document, Scope
from amana.domain.vocabulary.sharing import Ground
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service

Text: TypeAlias = Annotated[str, Field(max_length=LONGEST_TEXT)]


class Given(BaseModel):
    """A proposal as the form sends it; lists are words between commas, persons one a line."""

    recipient: Annotated[str, Field(max_length=63)]
    purpose: Annotated[str, Field(max_length=63)]
    ground: Annotated[str, Field(max_length=63)]
    data: Text
    asked: Text
    persons: Annotated[str, Field(max_length=100_000)]
    asker: Text
    contact: Text
    reference: Text
    sha256: Annotated[str, Field(max_length=64)]
    reason: Text
    silent_until: Annotated[str, Field(max_length=10, pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    same_protection: bool = False
    form_token: str = ""

    def proposed(self) -> Proposed:
        """Return what is proposed. Raises ``ReleaseUnfit``."""
        return Proposed(
            scope=Scope(
                recipient=self.recipient.strip(),
                purpose=self.purpose.strip(),
                ground=_ground(self.ground),
                data=_words(self.data),
            ),
            asked=_words(self.asked),
            persons=tuple(line.strip() for line in self.persons.splitlines() if line.strip()),
            document=Document(
                asker=self.asker,
                contact=self.contact,
                reference=self.reference,
                sha256=self.sha256.strip().lower(),
                reason=self.reason,
                same_protection=self.same_protection,
            ),
            silent_until=_day(self.silent_until),
        )


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/releases``."""
    router = APIRouter(prefix="/console/{service}/releases")
    _proposing_routes(router, desk)
    _deciding_routes(router, desk)
    return router


@dataclass(frozen=True, slots=True)
class OpenedQueue:
    """The queue as it was opened, of which service and in which language."""

    request: Request
    service: Service
    language: InLanguage


Opened: TypeAlias = Annotated[OpenedQueue, Depends()]


def _page(
    desk: Desk, opened: OpenedQueue, staff: Staff, error: AmanaError | None = None
) -> Response:
    values = {
        "service": opened.service,
        "tab": "releases",
        "shown": desk.platform.releases.listed(staff, opened.service),
        "grounds": tuple(Ground),
    }
    return desk.page(
        "releases.html", opened.request, opened.language, staff=staff, error=error, values=values
    )


def _done(desk: Desk, opened: OpenedQueue, staff: Staff, deed: Callable[[], object]) -> Response:
    """Do it, and lead back to the queue; a refusal is told there."""
    try:
        deed()
    except AmanaError as error:
        return _page(desk, opened, staff, error)
    return after(f"/console/{opened.service}/releases", opened.language)


def _proposing_routes(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.releases
    reader = Depends(desk.signed_in(Permission.STAFF_RELEASE_READ))
    writer = Depends(desk.own_form(Permission.STAFF_RELEASE_WRITE))

    @router.get("")
    def show_releases(opened: Opened, staff: Annotated[Staff, reader]) -> Response:
        """Show what waits for a second person, and what was announced."""
        return _page(desk, opened, staff)

    @router.post("")
    def propose_release(
        opened: Opened, staff: Annotated[Staff, writer], given: Annotated[Given, Form()]
    ) -> Response:
        """Propose a release."""
        return _done(
            desk, opened, staff, lambda: acts.propose(staff, opened.service, given.proposed())
        )


def _deciding_routes(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.releases
    writer = Depends(desk.own_form(Permission.STAFF_RELEASE_WRITE))
    approver = Depends(desk.own_form(Permission.STAFF_RELEASE_APPROVE))

    @router.post("/{release}/approve")
    def approve_release(
        opened: Opened, staff: Annotated[Staff, approver], release: UUID
    ) -> Response:
        """Approve a release, as its second person."""
        return _done(desk, opened, staff, lambda: acts.approve(staff, opened.service, release))

    @router.post("/{release}/refuse")
    def refuse_release(opened: Opened, staff: Annotated[Staff, writer], release: UUID) -> Response:
        """Refuse a release, or withdraw one's own."""
        return _done(desk, opened, staff, lambda: acts.refuse(staff, opened.service, release))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(",") if word.strip())


def _ground(name: str) -> Ground:
    found = next((each for each in Ground if each.value == name), None)
    if found is None:
        raise ReleaseUnfit(part="ground")
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ReleaseUnfit(part="silent_until") from None
