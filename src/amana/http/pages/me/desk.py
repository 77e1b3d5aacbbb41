"""What every page of a person about themself is given: who is signed in, and their forms' token."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from fastapi import Request, Response
from markupsafe import Markup

from amana.acts.identity.sign_in import PersonComing
from amana.acts.identity.visitor import Visitor
from amana.acts.permissions import Permission
from amana.domain.errors import AmanaError
from amana.domain.words import Language
from amana.http.gate import OwnForm, form_token_of, session_secret
from amana.http.person_gate import (
    PersonSignedIn,
    keep_signed_in,
    person_coming,
    person_cookie,
)
from amana.http.platform import Platform
from amana.http.problems import status_of
from amana.http.rendering import Renderer, origin_of
from amana.wording.catalogue import explain

TABS: Final = (
    "",
    "held",
    "choices",
    "messages",
    "announced",
    "received",
    "policy",
    "history",
    "requests",
    "sessions",
    "leave",
)
"""The parts of the privacy centre in their order; the first is where one begins."""
_TOLD: Final = frozenset(
    {"switched", "asked", "accepted", "declined", "received", "taken_back", "copying"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDesk:
    """Renders the pages of people about themselves, and makes the gates of their routes."""

    platform: Platform
    renderer: Renderer

    def signed_in(self, permission: Permission) -> PersonSignedIn:
        """Return the gate of a route that shows something."""
        return PersonSignedIn(permission, self.platform.identity, self.platform.https)

    def own_form(self, permission: Permission) -> OwnForm[Visitor]:
        """Return the gate of a route that changes something."""
        return OwnForm(self.signed_in(permission), self.platform.form_key)

    def page(
        self,
        template: str,
        request: Request,
        language: Language,
        *,
        service: str,
        visitor: Visitor | None,
        error: AmanaError | None = None,
        values: Mapping[str, object],
    ) -> Response:
        """Answer with a page; an error is told above what the person typed, which stays."""
        token = ""
        if visitor is not None:
            token = form_token_of(self.platform.form_key, PersonSignedIn.form_of(visitor))
        told = request.query_params.get("told", "")
        given: dict[str, object] = {
            "service": service,
            "visitor": visitor,
            "token_field": Markup('<input type="hidden" name="form_token" value="{}">').format(
                token
            ),
            "centre": self.platform.me.centre(service),
            "tabs": TABS,
            "tab": None,
            "told": told if told in _TOLD and error is None else "",
            "faults": () if error is None else explain(error, language, isolated=True).splitlines(),
        }
        status = HTTPStatus.OK if error is None else status_of(error)
        return self.renderer.page(
            f"me/{template}", request, language, status=status, values={**given, **values}
        )

    def origin(self, request: Request) -> str:
        """Return scheme and host under which people reach the centre."""
        return self.platform.reach.public_url or origin_of(request)

    def coming(self, request: Request, service: str) -> PersonComing:
        """Return from where somebody signs in."""
        return person_coming(request, service, https=self.platform.https)

    def keep(self, response: Response, service: str, secret: str) -> None:
        """Give the browser a session."""
        keep_signed_in(response, service, secret, https=self.platform.https)

    def keep_aside(
        self, response: Response, service: str, name: str, secret: str, *, seconds: int
    ) -> None:
        """Give the browser a secret to come back with while it signs in.

        Lax: a provider sends the browser back from another site.
        """
        response.set_cookie(
            self._aside(service, name),
            secret,
            max_age=seconds,
            httponly=True,
            secure=self.platform.https,
            samesite="lax",
            path=f"/{service}/me/sign-in",
        )

    def kept_aside(self, request: Request, service: str, name: str) -> str:
        """Return the secret that the browser was given; an empty text where there is none."""
        return session_secret(request, self._aside(service, name))

    def drop_aside(self, response: Response, service: str, name: str) -> None:
        """Take the secret from the browser."""
        response.delete_cookie(
            self._aside(service, name),
            secure=self.platform.https,
            httponly=True,
            samesite="lax",
            path=f"/{service}/me/sign-in",
        )

    def _aside(self, service: str, name: str) -> str:
        prefix = "__Secure-" if self.platform.https else ""
        return f"{prefix}amana-{name}-{service}"

    def forget(self, response: Response, service: str) -> None:
        """Take the session from the browser."""
        https = self.platform.https
        response.delete_cookie(
            person_cookie(service, https=https), secure=https, httponly=True, samesite="lax"
        )
