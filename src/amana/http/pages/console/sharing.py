"""Who gets data: recipients, what each is granted, and every disclosure; a grant is ended here."""

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request, Response

from amana.acts.permissions import Permission
from amana.acts.sharing.showing import SharingWanted
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.sharing.disclosing import DisclosureState
from amana.domain.sharing.standing import GrantState
from amana.domain.vocabulary import RECIPIENTS
from amana.domain.vocabulary.sharing import safeguards_named
from amana.http.names import IdOrNone
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service
from amana.wording.catalogue import explain

_Recipient: TypeAlias = Annotated[IdOrNone, Query()]
_Given: TypeAlias = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True, slots=True)
class OpenedSharing:
    """The page as it was opened: of which service, in which language, narrowed to what.

    A field of the form that is left empty, and a state that is none, narrow nothing.
    """

    request: Request
    service: Service
    language: InLanguage
    recipient: _Recipient = ""
    grants: _Given = ""
    disclosures: _Given = ""
    before: UUID | None = None
    grants_before: UUID | None = None

    @property
    def wanted(self) -> SharingWanted:
        """Return what is to be shown."""
        return SharingWanted(
            recipient=self.recipient or None,
            grants=next((each for each in GrantState if each.value == self.grants), None),
            disclosures=next(
                (each for each in DisclosureState if each.value == self.disclosures), None
            ),
            before=self.before,
            grants_before=self.grants_before,
        )


Opened: TypeAlias = Annotated[OpenedSharing, Depends()]


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/sharing``."""
    router = APIRouter(prefix="/console/{service}/sharing")
    reader = Depends(desk.signed_in(Permission.STAFF_SHARING_READ))
    writer = Depends(desk.own_form(Permission.STAFF_SHARING_WRITE))

    @router.get("")
    def show_sharing(opened: Opened, staff: Annotated[Staff, reader]) -> Response:
        """Show who gets data, by which grants, and what left."""
        return _page(desk, opened, staff)

    @router.post("/{grant}/end")
    def end_grant(
        opened: Opened,
        staff: Annotated[Staff, writer],
        grant: UUID,
        sure: Annotated[Literal["yes"], Form()],
    ) -> Response:
        """End a grant, with a box that says that it is meant."""
        del sure  # a box that is not ticked sends nothing
        try:
            desk.platform.sharing_desk.end_grant(staff, opened.service, grant)
        except AmanaError as error:
            return _page(desk, opened, staff, error)
        return after(f"/console/{opened.service}/sharing", opened.language, told="grant_ended")

    return router


def _page(
    desk: Desk, opened: OpenedSharing, staff: Staff, error: AmanaError | None = None
) -> Response:
    wanted = opened.wanted
    values = {
        "service": opened.service,
        "tab": "sharing",
        "seen": desk.platform.sharing_desk.seen(staff, opened.service, wanted),
        "wanted": wanted,
        "narrowed": any((wanted.recipient, wanted.grants, wanted.disclosures)),
        "grant_states": tuple(GrantState),
        "disclosure_states": tuple(DisclosureState),
        "kinds": RECIPIENTS,
        "safeguards_of": safeguards_named,
        "why": lambda refusal: explain(refusal, opened.language, isolated=True).splitlines(),
        "may_write": staff.may(Permission.STAFF_SHARING_WRITE, opened.service),
    }
    return desk.page(
        "sharing.html", opened.request, opened.language, staff=staff, error=error, values=values
    )
