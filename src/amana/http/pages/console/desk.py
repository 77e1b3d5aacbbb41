"""What every page of the console is given: who is signed in, and the token of their forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.words import ARABIC, Language
from amana.http.gate import OwnForm, SignedIn, cookie_name, form_token_of
from amana.http.platform import Platform
from amana.http.problems import status_of
from amana.http.rendering import Renderer
from amana.wording.catalogue import explain

_TOLD: Final = frozenset(
    (
        "saved read decided published attested drafted changed removed withdrawn ended revoked "
        "planned opened waits grant_ended approved refused taken_back retried seen received "
        "role_changed hold_lifted"
    ).split()
)


GROUPS: Final = (
    (
        "promises",
        (
            ("readings", Permission.STAFF_READING_READ),
            ("policy", Permission.STAFF_DRAFT_READ),
            ("attestations", Permission.STAFF_ATTESTATION_READ),
            ("documents", Permission.STAFF_DOCUMENT_READ),
            ("figures", Permission.STAFF_FIGURES_READ),
        ),
    ),
    (
        "people",
        (
            ("requests", Permission.STAFF_REQUEST_READ),
            ("access", Permission.STAFF_ACCESS_READ),
            ("keeping", Permission.STAFF_RETENTION_READ),
            ("holds", Permission.STAFF_HOLD_READ),
            ("outbox", Permission.STAFF_OUTBOX_READ),
            ("letters", Permission.STAFF_LETTER_READ),
        ),
    ),
    (
        "leaving",
        (
            ("sharing", Permission.STAFF_SHARING_READ),
            ("releases", Permission.STAFF_RELEASE_READ),
            ("breaches", Permission.STAFF_BREACH_READ),
            ("publications", Permission.STAFF_PUBLICATION_READ),
        ),
    ),
    (
        "running",
        (
            ("sources", Permission.STAFF_SOURCE_READ),
            ("operations", Permission.STAFF_OPERATIONS_READ),
            ("keys", Permission.STAFF_KEY_READ),
            ("team", Permission.STAFF_TEAM_READ),
        ),
    ),
)
"""The parts of a service's console by subject, and what one must be permitted to open each."""


def groups_of(staff: Staff | None, service: str) -> Mapping[str, tuple[str, ...]]:
    """Return by subject the parts that this member may open; the first is where they begin."""
    if staff is None:
        return {}
    found = {
        subject: tuple(name for name, needed in parts if staff.may(needed, service))
        for subject, parts in GROUPS
    }
    return {subject: parts for subject, parts in found.items() if parts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Renders the console's pages, and makes the gates of its routes."""

    platform: Platform
    renderer: Renderer

    def signed_in(self, permission: Permission) -> SignedIn:
        """Return the gate of a route that shows something."""
        cookie = cookie_name(https=self.platform.https)
        return SignedIn(permission, self.platform.staff, cookie)

    def own_form(self, permission: Permission) -> OwnForm[Staff]:
        """Return the gate of a route that changes something."""
        return OwnForm(self.signed_in(permission), self.platform.form_key)

    def page(
        self,
        template: str,
        request: Request,
        language: Language,
        *,
        staff: Staff | None,
        error: AmanaError | None = None,
        values: Mapping[str, object],
    ) -> Response:
        """Answer with a page; an error is told above what the person typed, which stays."""
        token = ""
        if staff is not None:
            token = form_token_of(self.platform.form_key, SignedIn.form_of(staff))
        told = request.query_params.get("told", "")
        given: dict[str, object] = {
            "staff": staff,
            "groups_of": partial(groups_of, staff),
            "token_field": Markup('<input type="hidden" name="form_token" value="{}">').format(
                token
            ),
            "told": told if told in _TOLD and error is None else "",
            "faults": () if error is None else _lines(error, language),
        }
        status = HTTPStatus.OK if error is None else status_of(error)
        named = f"console/{template}"
        return self.renderer.page(
            named, request, language, status=status, values={**given, **values}
        )


def _lines(error: AmanaError, language: Language) -> Sequence[str]:
    return explain(error, language, isolated=True).splitlines()


def after(path: str, language: Language, *, told: str | None = None) -> RedirectResponse:
    """Send the browser to a page after a form was taken, so that a reload sends nothing twice."""
    query = {} if told is None else {"told": told}
    if language != ARABIC:
        query["lang"] = language
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, status_code=303)
